"""The states of a founding (services §A2)."""

from zhijia.engines.cases.flow import State
from zhijia.lib.sentences import gettext_noop as _

DRAFT = State("draft", _("待报建会申请"))
APPLIED = State("applied", _("建会申请已报"))
PREP_APPROVED = State("prep_approved", _("同意筹建"))
RECRUITING = State("recruiting", _("发展会员"))
CANDIDATES = State("candidates", _("候选人公示"))
MEETING_APPROVED = State("meeting_approved", _("同意召开大会"))
ELECTED = State("elected", _("选举完成"))
REPORTED = State("reported", _("选举结果已报"))
ESTABLISHED = State("established", _("已批复成立"))
SET_UP = State("set_up", _("规范建设完成"))
REGISTERED = State("registered", _("已法人登记"), is_final=True)
RETURNED = State("returned", _("已退回"))
STALLED = State("stalled", _("停滞"))
REJECTED = State("rejected", _("未同意建会"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
STATES = (
    DRAFT, APPLIED, PREP_APPROVED, RECRUITING, CANDIDATES, MEETING_APPROVED, ELECTED, REPORTED, ESTABLISHED, SET_UP,
    REGISTERED, RETURNED, STALLED, REJECTED, WITHDRAWN,
)  # fmt: skip
BEFORE = frozenset(
    {"draft", "applied", "prep_approved", "recruiting", "candidates", "meeting_approved", "elected", "reported"}
)
"""Everything before the union exists: may be given up, and stalls."""
ASKED = frozenset({"applied", "candidates", "reported"})
"""States in which a petition can lie before the union above."""
