"""The kinds of acts on a visit."""

from zhijia.trail.kinds import declare_event

RECORDED = declare_event("visits.recorded", "登记走访")
CONFIRMED = declare_event("visits.confirmed", "工会确认走访")
DISPUTED = declare_event("visits.disputed", "工会对走访有异议")
EXPLAINED = declare_event("visits.explained", "说明走访情况")
WITHDRAWN = declare_event("visits.withdrawn", "撤回走访记录")
KEPT_PROMISE = declare_event("visits.kept_promise", "登记承诺办结")
