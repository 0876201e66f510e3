"""The states of a session, W00 … W95 (B3)."""

from zhijia.engines.cases.flow import State
from zhijia.lib.sentences import gettext_noop as _

STATES = (
    State("preparing", _("筹备")),
    State("agreed", _("议题已商定")),
    State("delivered", _("材料已送达")),
    State("discussing", _("团组讨论")),
    State("prepared", _("预备会议已召开")),
    State("gathering", _("签到")),
    State("sitting", _("开会审议")),
    State("voting", _("表决中")),
    State("resolved", _("已形成决议")),
    State("published", _("已公布")),
    State("carrying_out", _("落实决议")),
    State("closed", _("已报告落实"), is_final=True),
    State("dropped", _("已取消"), is_final=True),
)
BEFORE = frozenset({"preparing", "agreed", "delivered", "discussing", "prepared"})
OPEN_TO_COMERS = frozenset({"gathering", "sitting", "voting"})
"""While people check in, at the desk or by code."""
