"""The kinds of acts on a public notice."""

from zhijia.trail.kinds import declare_event

DRAFTED = declare_event("public_notices.drafted", "拟定公示")
PUT_UP = declare_event("public_notices.put_up", "张贴公示")
OBJECTED = declare_event("public_notices.objected", "对公示提出异议")
ANSWERED = declare_event("public_notices.answered", "答复公示异议")
RAN_OUT = declare_event("public_notices.ran_out", "公示期满")
RUNS_AGAIN = declare_event("public_notices.runs_again", "公示期因更正重新计算")
CLOSED = declare_event("public_notices.closed", "结束公示")
WITHDRAWN = declare_event("public_notices.withdrawn", "撤下公示")
