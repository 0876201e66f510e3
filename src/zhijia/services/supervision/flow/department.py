"""The recommendation to the department, its service and what it comes to (§A8 L4, L5)."""

from datetime import date

from zhijia.engines.cases.flow import BY_MOVE_ONLY, Adjusting, ClockStart, Move
from zhijia.engines.cases.sides import BY_BUREAU, by_union_if
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.supervision import events
from zhijia.services.supervision.acts import letters as acts
from zhijia.services.supervision.acts import redating
from zhijia.services.supervision.checks import letters as checks
from zhijia.services.supervision.flow.answering import RECOMMENDING
from zhijia.services.supervision.forms import letters as forms
from zhijia.services.supervision.letters import papers
from zhijia.services.supervision.models import Supervision
from zhijia.services.supervision.models.letters import LetterKind, Ruling
from zhijia.services.supervision.models.supervisions import Matter

FILING, WAGE_FILING = "department_filing", "wage_filing"
INSPECTION, WAGE_CLOSING = checks.INSPECTION, checks.WAGE_CLOSING


def _recommendation_served_on(supervision: Supervision) -> date | None:
    letter = checks.latest_letter(supervision)
    return letter.served_on if letter and letter.kind == LetterKind.RECOMMENDATION else None


def _wage_served_on(supervision: Supervision) -> date | None:
    return _recommendation_served_on(supervision) if supervision.matter == Matter.WAGES else None


def _opened_on(supervision: Supervision) -> date | None:
    letter = checks.latest_letter(supervision, LetterKind.RECOMMENDATION)
    department = getattr(letter, "department", None)
    return department.ruled_on if department and department.ruling == Ruling.OPENED else None


def _wage_opened_on(supervision: Supervision) -> date | None:
    return _opened_on(supervision) if supervision.matter == Matter.WAGES else None


FILING_CLOCKS = (
    ClockStart(
        FILING,
        _("行政部门立案或者说明理由"),
        "statutory",
        parameter="supervision.recommendation.filing",
        since=_recommendation_served_on,
        corrected=redating.redate_recommendation,
    ),
    ClockStart(
        WAGE_FILING,
        _("工资举报决定是否立案"),
        "statutory",
        parameter="supervision.wage_report.filing",
        since=_wage_served_on,
        corrected=redating.redate_recommendation,
    ),
)
HANDLING_CLOCKS = (
    ClockStart(
        INSPECTION,
        _("劳动保障监察调查"),
        "statutory",
        parameter="supervision.inspection",
        since=_opened_on,
        extending=Adjusting(BY_MOVE_ONLY, most=checks.EXTENSION_KEYS[INSPECTION]),
        corrected=redating.redate_ruling,
    ),
    ClockStart(
        WAGE_CLOSING,
        _("工资举报办结"),
        "statutory",
        parameter="supervision.wage_report.closing",
        since=_wage_opened_on,
        extending=Adjusting(BY_MOVE_ONLY, most=checks.EXTENSION_KEYS[WAGE_CLOSING]),
        corrected=redating.redate_ruling,
    ),
)

MOVES = (
    Move(
        "recommend",
        _("发监督建议书"),
        frozenset({"defaulted"}),
        "recommended",
        events.RECOMMENDED,
        **by_union_if(checks.check_not_recommended),
        form=forms.RecommendForm,
        judges=(checks.judge_recommendation,),
        act=acts.recommend,
        document=papers.RECOMMENDATION_LETTER,
        stops=(RECOMMENDING,),
        help=_("由县级以上总工会向人社等行政部门发出；意见书逾期未答复或者拒不改正的才可以发。"),
    ),
    Move(
        "record_receipt",
        _("登记建议书送达"),
        frozenset({"recommended"}),
        None,
        events.LETTER_SERVED,
        **BY_BUREAU,
        form=forms.ServedForm,
        guards=(checks.check_not_served,),
        act=acts.record_service,
        starts=FILING_CLOCKS,
        help=_("行政部门立案的期限从收到之日的次日起算。"),
    ),
    Move(
        "record_ruling",
        _("登记是否立案"),
        frozenset({"recommended"}),
        "handling",
        events.DEPARTMENT_DECIDED,
        **BY_BUREAU,
        form=forms.RulingForm,
        judges=(checks.judge_ruling,),
        act=acts.record_ruling,
        starts=HANDLING_CLOCKS,
        stops=(FILING, WAGE_FILING),
        may_lead_to=frozenset({"defaulted"}),
        party_label=_("决定是否立案"),
    ),
    Move(
        "extend_handling",
        _("登记延长办理期限"),
        frozenset({"handling"}),
        None,
        events.HANDLING_EXTENDED,
        **BY_BUREAU,
        form=forms.ExtendForm,
        guards=(checks.check_opened,),
        judges=(checks.judge_extension,),
        act=acts.extend_handling,
        is_primary=False,
        help=_("由行政部门决定；超过规定的延长期限记录在案。"),
    ),
    Move(
        "record_handling",
        _("登记处理结果"),
        frozenset({"handling"}),
        "checking",
        events.DEPARTMENT_HANDLED,
        **BY_BUREAU,
        form=forms.HandledForm,
        guards=(checks.check_opened,),
        judges=(checks.judge_handling,),
        act=acts.record_handling,
        stops=(INSPECTION, WAGE_CLOSING),
        party_label=_("反馈处理结果"),
    ),
)
