"""The kinds of acts on an issue."""

from zhijia.trail.kinds import declare_event

RAISED = declare_event("issues.raised", "登记问题")
ACCEPTED = declare_event("issues.accepted", "受理问题")
RETURNED = declare_event("issues.returned", "退回问题")
ASSIGNED = declare_event("issues.assigned", "交办问题")
NOTED = declare_event("issues.noted", "登记问题进展")
TRANSFERRED = declare_event("issues.transferred", "提请上级或者外部门")
PLANNED = declare_event("issues.planned", "转入长期推进")
CLAIMED = declare_event("issues.claimed", "报告问题办结")
VERIFIED = declare_event("issues.verified", "工会验收")
CLOSED = declare_event("issues.closed", "答复并销号")
REOPENED = declare_event("issues.reopened", "重开问题")
