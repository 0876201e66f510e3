"""Accepting, investigating, dismissing, asking upwards, rechecking, referring, closing (§A8 L0, L1, L7, L9)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move
from zhijia.engines.cases.paper_entries import check_papers_confirmed
from zhijia.engines.cases.sides import BY_EMPLOYER, BY_UNION, by_union_if
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.supervision import events
from zhijia.services.supervision.acts import casework as acts
from zhijia.services.supervision.acts.redating import redate_recheck
from zhijia.services.supervision.checks import casework as checks
from zhijia.services.supervision.checks.letters import check_tried_everything
from zhijia.services.supervision.flow.answering import ANSWER_CLOCKS, CHECKING, RECOMMENDING_CLOCK, RECTIFICATION
from zhijia.services.supervision.flow.states import OPEN
from zhijia.services.supervision.forms import casework as forms
from zhijia.services.supervision.models import Supervision
from zhijia.services.supervision.models.supervisions import Result

NOTICE = "notice"


def _corrected_on(supervision: Supervision) -> date | None:
    """The day of the recheck that found everything corrected: from it on the workers are told how it ended."""
    last = supervision.rechecks.order_by("-pk").first()
    return last.checked_on if last and last.result == Result.CORRECTED else None


CHECKING_CLOCK = ClockStart(CHECKING, _("调查核实"), "term", parameter="supervision.checking")
NOTICE_CLOCK = ClockStart(
    NOTICE,
    _("告知职工并结案"),
    "term",
    parameter="supervision.closing.notice",
    since=_corrected_on,
    corrected=redate_recheck,
)

MOVES = (
    Move(
        "accept",
        _("受理"),
        frozenset({"registered"}),
        "accepted",
        events.ACCEPTED,
        **BY_UNION,
        judges=(checks.judge_acceptance,),
        act=acts.accept,
        starts=(CHECKING_CLOCK,),
    ),
    Move(
        "investigate",
        _("登记调查"),
        frozenset({"accepted", "investigating"}),
        "investigating",
        events.INVESTIGATED,
        **BY_UNION,
        form=forms.InvestigateForm,
        judges=(checks.judge_investigators,),
        act=acts.investigate,
        help=_("两名以上监督员持证调查，听取职工和用人单位双方意见，可以查阅、复制有关材料。"),
    ),
    Move(
        "dismiss",
        _("认定不成立"),
        frozenset({"registered", "accepted", "investigating"}),
        "dismissed",
        events.DISMISSED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.dismiss,
        is_primary=False,
    ),
    Move(
        "hand_up",
        _("报请上级工会办理"),
        OPEN - {"corrected"},
        None,
        events.HANDED_UP,
        **BY_UNION,
        form=ReasonForm,
        act=acts.hand_up,
        is_primary=False,
        help=_("重大事项报告上级工会；监督建议书只能由县级以上总工会发出，基层工会报请上级办理。"),
    ),
    Move(
        "report_rectified",
        _("登记整改完成"),
        frozenset({"rectifying"}),
        "checking",
        events.RECTIFIED,
        **BY_EMPLOYER,
        form=forms.RectifiedForm,
        act=acts.report_rectified,
        party_label=_("报告整改完成"),
    ),
    Move(
        "recheck",
        _("登记复查"),
        frozenset({"rectifying", "checking", "defaulted"}),
        "corrected",
        events.RECHECKED,
        **BY_UNION,
        form=forms.RecheckForm,
        act=acts.recheck,
        starts=(RECOMMENDING_CLOCK, NOTICE_CLOCK),
        stops=(RECTIFICATION, *ANSWER_CLOCKS),
        may_lead_to=frozenset({"defaulted"}),
    ),
    Move(
        "refer",
        _("移送或者报告"),
        frozenset({"defaulted", "recommended", "handling"}),
        None,
        events.REFERRED,
        **BY_UNION,
        form=forms.ReferForm,
        act=acts.refer,
        is_primary=False,
        help=_("拒绝集体协商、阻挠职代会等情形，报告同级人民政府；其他情形移送有权处理的机关。"),
    ),
    Move(
        "close",
        _("结案"),
        frozenset({"corrected", "defaulted", "recommended", "handling"}),
        "closed",
        events.CLOSED,
        **by_union_if(check_tried_everything),
        guards=(check_papers_confirmed,),
        form=forms.CloseForm,
        act=acts.close,
    ),
)
