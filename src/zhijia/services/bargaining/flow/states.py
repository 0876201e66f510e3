"""States of a bargaining and of the contract it leads to (bargaining-congress §A3; the study's codes beside each).

The study's S105 (published) is the fact `published_on` of a contract in force: publication is a duty, not a condition of
validity, so whoever forgot it must not be stuck in another state.
"""

from zhijia.engines.cases.flow import State
from zhijia.lib.sentences import gettext_noop as _

DRAFTING = State("drafting", _("拟要约"))  # S00
OFFERED = State("offered", _("已要约"))  # S10
REFUSED = State("refused", _("拒绝或逾期"))  # S15
ACCEPTED = State("accepted", _("已应约"))  # S20
PREPARING = State("preparing", _("协商准备"))  # S30
NEGOTIATING = State("negotiating", _("协商中"))  # S40
SUSPENDED = State("suspended", _("中止"))  # S45
DEADLOCKED = State("deadlocked", _("僵局"))  # S47
TO_ANSWER = State("to_answer", _("对方已要约"))  # the employer demands talks: the union answers within the same term
COORDINATING = State("coordinating", _("协调处理中"))  # K*, a case of its own (flow `bargaining.coordination`)
FAILED = State("failed", _("终止未果"), is_final=True)  # S49
CONCLUDED = State("concluded", _("已形成纪要或备忘录"), is_final=True)  # §A1: an outcome that is no contract
DRAFTED = State("drafted", _("草案形成"))  # S50
TABLED = State("tabled", _("已提交职代会"))  # S60
NOT_PASSED = State("not_passed", _("未通过"))  # S65
ADOPTED = State("adopted", _("职代会通过"))  # S70
SIGNED = State("signed", _("已签订"))  # S80
FILED = State("filed", _("已报送"))  # S90
SUPPLEMENTING = State("supplementing", _("补正中"))  # S91
OBJECTED = State("objected", _("有异议"))  # S95
EFFECTIVE = State("effective", _("已生效"))  # S100
PERFORMING = State("performing", _("履行中"))  # S110
TAKEN_OVER = State("taken_over", _("移交在册"))  # in force before this system was used; no invented history
TAKEN_BACK = State("taken_back", _("已撤销移交"), is_final=True)  # entered by mistake
RENEWING = State("renewing", _("待续订"))  # S120
EXPIRED = State("expired", _("期满终止"))  # S130
ENDED = State("ended", _("条件终止"))  # S131
DISSOLVED = State("dissolved", _("已解除"))  # S132
REPLACED = State("replaced", _("已被取代"))  # the next version took effect
ARCHIVED = State("archived", _("已归档"), is_final=True)  # S140

STATES = (
    DRAFTING, OFFERED, TO_ANSWER, REFUSED, ACCEPTED, PREPARING, NEGOTIATING, SUSPENDED, DEADLOCKED, COORDINATING,
    FAILED, CONCLUDED, DRAFTED,
    TABLED, NOT_PASSED, ADOPTED, SIGNED, FILED, SUPPLEMENTING, OBJECTED, EFFECTIVE, PERFORMING, TAKEN_OVER, TAKEN_BACK, RENEWING,
    EXPIRED, ENDED, DISSOLVED, REPLACED, ARCHIVED,
)  # fmt: skip
AT_THE_TABLE = frozenset({"negotiating", "suspended", "deadlocked"})
PROVIDING = AT_THE_TABLE | {"accepted", "preparing"}
"""States in which the employer provides what it was asked for."""
SIGNABLE = frozenset({"negotiating", "deadlocked"})
"""States in which the chiefs initial a draft."""
IN_FORCE = frozenset({"effective", "performing", "taken_over", "renewing"})
IN_FORCE_BY_REVIEW = IN_FORCE - {"taken_over"}
IS_OVER = frozenset({*IN_FORCE, "expired", "ended", "dissolved", "replaced"})
"""States in which the talks are over: a new offer is no second one."""
