"""The kinds of acts of the organising drive."""

from zhijia.trail.kinds import declare_event

FOUND = declare_event("organising.target_found", "列入建会对象")
VERIFIED = declare_event("organising.target_verified", "核实建会对象")
ASSIGNED = declare_event("organising.target_assigned", "落实建会责任")
CONTACTED = declare_event("organising.target_contacted", "接触建会对象")
NOTICE_SENT = declare_event("organising.target_notice_sent", "发出建会告知书")
NOTICE_SERVED = declare_event("organising.target_notice_served", "登记告知书签收")
ESCALATED = declare_event("organising.target_escalated", "提请劳动法律监督")
PUT_OFF = declare_event("organising.target_put_off", "暂缓建会对象")
PREPARING = declare_event("organising.target_preparing", "建会对象转入筹备")
SETTLED = declare_event("organising.target_settled", "登记建会结果")
ESTABLISHED = declare_event("organising.target_established", "建会对象的工会批复成立")
EVALUATED = declare_event("organising.target_evaluated", "评估规范运转")
REMOVED = declare_event("organising.target_removed", "建会对象注销或者迁出")
