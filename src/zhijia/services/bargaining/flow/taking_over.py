"""Contracts that were in force before this system was used: taken over as they are, with no invented history."""

from zhijia.engines.cases.flow import Move
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts.taking_over import take_back, take_over
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks.taking_over import check_has_contract, check_untouched
from zhijia.services.bargaining.flow.running import EXPIRY_CLOCK, RENEWAL_CLOCKS

MOVES = (
    Move(
        "take_over",
        _("移交入册"),
        frozenset({"drafting"}),
        "taken_over",
        events.TAKEN_OVER,
        **parties.by_union_if(check_has_contract),
        act=take_over,
        starts=(EXPIRY_CLOCK, *RENEWAL_CLOCKS),
        is_primary=False,
        help=_("既有合同由导入表格移交，不补造协商过程。"),
    ),
    Move(
        "take_back",
        _("撤销移交"),
        frozenset({"taken_over"}),
        "taken_back",
        events.TAKEN_BACK,
        **parties.by_union_if(check_untouched),
        act=take_back,
        is_primary=False,
        help=_("合同退出名册，不再计入覆盖；事项留存备查。"),
    ),
)
