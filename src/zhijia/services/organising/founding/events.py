"""The kinds of acts of a founding."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("organising.founding_opened", "登记建会")
ENTERPRISE_ADDED = declare_event("organising.founding_enterprise_added", "加入建会单位")
APPLIED = declare_event("organising.founding_applied", "报送建会申请")
PREP_APPROVED = declare_event("organising.founding_prep_approved", "同意筹建")
RECRUITING = declare_event("organising.founding_recruiting", "开始发展会员")
NOMINATED = declare_event("organising.founding_nominated", "提名候选人")
STRUCK = declare_event("organising.founding_struck", "撤换候选人")
ANNOUNCED = declare_event("organising.founding_announced", "公示候选人")
MEETING_ASKED = declare_event("organising.founding_meeting_asked", "报送大会请示")
MEETING_APPROVED = declare_event("organising.founding_meeting_approved", "批复大会请示")
TALLIED = declare_event("organising.founding_tallied", "登记建会选举结果")
REPORTED = declare_event("organising.founding_reported", "报送选举结果")
ESTABLISHED = declare_event("organising.founding_established", "批复成立工会")
SET_UP = declare_event("organising.founding_set_up", "登记规范建设")
REGISTERED = declare_event("organising.founding_registered", "登记法人资格")
RETURNED = declare_event("organising.founding_returned", "退回建会材料")
RESUMED = declare_event("organising.founding_resumed", "继续办理建会")
REJECTED = declare_event("organising.founding_rejected", "不同意建会")
WITHDRAWN = declare_event("organising.founding_withdrawn", "撤回建会申请")
STALLED = declare_event("organising.founding_stalled", "建会停滞")
