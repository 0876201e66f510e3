"""States of a case of legal supervision (bargaining-congress §A8, harmony-disputes §E.4; their codes beside each)."""

from zhijia.engines.cases.flow import State
from zhijia.lib.sentences import gettext_noop as _

REGISTERED = State("registered", _("已登记"))  # L0, clue
ACCEPTED = State("accepted", _("已受理"))
INVESTIGATING = State("investigating", _("调查中"))  # L1, checking
DISMISSED = State("dismissed", _("不成立"), is_final=True)  # L9
PROMPTED = State("prompted", _("已发提示函"))  # L2, reminder
OPINED = State("opined", _("已发意见书"))  # L3, opinion_issued
DEFAULTED = State("defaulted", _("逾期或者拒绝"))  # no_answer, refused
RECTIFYING = State("rectifying", _("整改中"))  # answered
CHECKING = State("checking", _("待复查"))
CORRECTED = State("corrected", _("已整改"))  # rectified
RECOMMENDED = State("recommended", _("已发建议书"))  # L4, proposal_issued
HANDLING = State("handling", _("行政部门处理中"))  # L5, bureau_filed
CLOSED = State("closed", _("已结案"), is_final=True)

STATES = (
    REGISTERED, ACCEPTED, INVESTIGATING, DISMISSED, PROMPTED, OPINED, DEFAULTED, RECTIFYING, CHECKING, CORRECTED,
    RECOMMENDED, HANDLING, CLOSED,
)  # fmt: skip
OPEN = frozenset(state.code for state in STATES if not state.is_final)
