"""Filing, review, effect, publication (bargaining-congress §A4 steps 11–18)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_system
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import filing as acts
from zhijia.services.bargaining.checks import filing as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.flow.adopting import FILING
from zhijia.services.bargaining.flow.running import IN_FORCE_CLOCKS
from zhijia.services.bargaining.forms import filing as forms
from zhijia.services.bargaining.letters import filing as letters
from zhijia.services.bargaining.models import Bargaining, Filing
from zhijia.services.bargaining.models.bargainings import ContractType

REVIEW = checks.REVIEW
SUPPLEMENT = "supplement"
PUBLICATION = "publication"


def _latest_filing(bargaining: Bargaining) -> Filing | None:
    return bargaining.contract.filings.order_by("-number").first()


def _received_on(bargaining: Bargaining) -> date | None:
    filing = _latest_filing(bargaining)
    return filing.received_on if filing else None


def _supplement_asked_on(bargaining: Bargaining) -> date | None:
    filing = _latest_filing(bargaining)
    return filing.supplement_asked_on if filing else None


def _effective_on_of_wage(bargaining: Bargaining) -> date | None:
    return bargaining.contract.effective_on if bargaining.contract_type == ContractType.WAGE else None


def _effective_on_of_other(bargaining: Bargaining) -> date | None:
    return bargaining.contract.effective_on if bargaining.contract_type != ContractType.WAGE else None


REVIEW_CLOCK = ClockStart(
    REVIEW,
    _("审查机关提出异议"),
    "statutory",
    parameter="contract.review",
    since=_received_on,
    on_expiry="take_effect",
)
PUBLICATION_CLOCKS = (
    ClockStart(
        PUBLICATION,
        _("公布合同"),
        "statutory",
        parameter="contract.publication",
        since=_effective_on_of_other,
        on_expiry="leave_unpublished",
    ),
    ClockStart(
        "publication_wage",
        _("公布合同（工资专项）"),
        "statutory",
        parameter="contract.publication.wage",
        since=_effective_on_of_wage,
        on_expiry="leave_unpublished",
    ),
)

MOVES = (
    Move(
        "prepare_filing",
        _("生成报送材料"),
        frozenset({"signed"}),
        None,
        events.FILING_PREPARED,
        **parties.BY_EMPLOYER,
        form=forms.PackageForm,
        act=acts.prepare_filing,
        document=letters.PACKAGE,
        is_primary=False,
        help=_("审查机关使用自己的平台或者只收纸质材料的，先生成登记表，报送后再登记报送。"),
    ),
    Move(
        "file",
        _("报送审查"),
        frozenset({"signed"}),
        "filed",
        events.FILED,
        **parties.BY_EMPLOYER,
        form=forms.FileForm,
        judges=(checks.judge_filing,),
        act=acts.file_contract,
        document=letters.FILING_FORM,
        starts=(REVIEW_CLOCK,),
        stops=(FILING, "filing_wage"),
        help=_("由用人单位报送，一式三份并附说明。"),
    ),
    Move(
        "acknowledge",
        _("登记收到"),
        frozenset({"filed"}),
        None,
        events.RECEIVED,
        **parties.BY_BUREAU,
        form=forms.ReceivedForm,
        guards=(checks.check_not_received,),
        act=acts.acknowledge,
        starts=(REVIEW_CLOCK,),
    ),
    Move(
        "ask_supplement",
        _("要求补正"),
        frozenset({"filed"}),
        "supplementing",
        events.SUPPLEMENT_ASKED,
        **parties.BY_BUREAU,
        form=forms.SupplementAskedForm,
        guards=(checks.check_not_reviewed,),
        act=acts.ask_supplement,
        starts=(
            ClockStart(
                SUPPLEMENT,
                _("补正材料"),
                "statutory",
                parameter="contract.filing.supplement",
                since=_supplement_asked_on,
            ),
        ),
        is_primary=False,
    ),
    Move(
        "supplement",
        _("补正材料"),
        frozenset({"supplementing"}),
        "filed",
        events.SUPPLEMENTED,
        **parties.BY_EMPLOYER,
        form=forms.SupplementedForm,
        act=acts.supplement,
        stops=(SUPPLEMENT,),
    ),
    Move(
        "review",
        _("出具审查意见"),
        frozenset({"filed"}),
        "filed",
        events.REVIEWED,
        **parties.BY_BUREAU,
        form=forms.ReviewForm,
        guards=(checks.check_received, checks.check_not_reviewed),
        judges=(checks.judge_review,),
        act=acts.review,
        document=letters.REVIEW_OPINION,
        starts=(*PUBLICATION_CLOCKS, *IN_FORCE_CLOCKS),
        may_lead_to=frozenset({"objected", "effective"}),
        help=_("只审查双方资格、协商程序和内容是否合法。期满未提出异议的，合同依法生效。"),
    ),
    Move(
        "take_effect",
        _("依法生效"),
        frozenset({"filed"}),
        "effective",
        events.TOOK_EFFECT,
        may=leave_to_system,
        by_system=True,
        act=acts.take_effect,
        starts=(*PUBLICATION_CLOCKS, *IN_FORCE_CLOCKS),
        stops=(REVIEW,),
    ),
    Move(
        "publish",
        _("公布合同"),
        frozenset({"effective", "performing", "taken_over", "renewing"}),
        None,
        events.PUBLISHED,
        **parties.by_union_if(checks.check_not_published),
        form=forms.PublishForm,
        judges=(checks.judge_publication,),
        act=acts.publish,
        document=letters.PUBLICATION_NOTICE,
        stops=(PUBLICATION, "publication_wage"),
        may_lead_to=frozenset({"performing"}),
        help=_("由双方协商代表向本方全体人员公布。"),
    ),
    Move(
        "leave_unpublished",
        _("逾期未公布"),
        frozenset({"effective"}),
        "performing",
        events.PUBLICATION_OVERDUE,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "report_up",
        _("报上级工会"),
        frozenset({"effective", "performing", "taken_over", "renewing"}),
        None,
        events.REPORTED_UP,
        **parties.BY_UNION,
        form=forms.ReportUpForm,
        act=acts.report_up,
        is_primary=False,
    ),
)
