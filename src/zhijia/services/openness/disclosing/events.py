"""The kinds of acts of a disclosure."""

from zhijia.trail.kinds import declare_event

OPENED = declare_event("openness.disclosure_due", "列出应公开的事项")
DRAFTED = declare_event("openness.disclosure_drafted", "拟稿")
CLEARED = declare_event("openness.disclosure_cleared", "审核通过公开内容")
SENT_BACK = declare_event("openness.disclosure_sent_back", "退回公开内容")
PUBLISHED = declare_event("openness.disclosure_published", "发布公开内容")
PHOTO_ADDED = declare_event("openness.photo_added", "补充公开栏照片")
CORRECTED = declare_event("openness.disclosure_corrected", "更正公开内容")
RECORD_ISSUED = declare_event("openness.record_issued", "出具厂务公开登记表")
WITHDRAWN = declare_event("openness.disclosure_withdrawn", "撤回公开内容")
ARCHIVED = declare_event("openness.disclosure_archived", "公开期满归档")
WAIVED = declare_event("openness.disclosure_waived", "同意本期不公开")
