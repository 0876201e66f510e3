"""The kinds of acts that belong to every flow."""

from zhijia.trail.kinds import declare_event

CORRECTION_PROPOSED = declare_event("cases.correction_proposed", "提出更正日期")
CORRECTION_CONFIRMED = declare_event("cases.correction_confirmed", "确认更正日期")
CLOCK_OVERDUE = declare_event("cases.clock_overdue", "时限逾期")
ATTACHMENT_ADDED = declare_event("cases.attachment_added", "上传附件")
