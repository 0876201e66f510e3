"""Filing, review, effect, publication (bargaining-congress §A4 steps 11–18)."""

from datetime import date, timedelta

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_system
from zhijia.engines.cases.paper_entries import check_papers_confirmed, papers_confirmed
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import effect, redating
from zhijia.services.bargaining.acts import filing as acts
from zhijia.services.bargaining.checks import filing as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.flow.adopting import FILING
from zhijia.services.bargaining.flow.running import IN_FORCE_CLOCKS, UPPER_REPORT
from zhijia.services.bargaining.flow.states import IN_FORCE_BY_REVIEW
from zhijia.services.bargaining.forms import filing as forms
from zhijia.services.bargaining.letters import filing as letters
from zhijia.services.bargaining.letters.reviewing import PUBLICATION_NOTICE, REVIEW_OPINION
from zhijia.services.bargaining.models import Bargaining, Filing
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Channel

ONE_DAY = timedelta(days=1)
REVIEW = checks.REVIEW
SUPPLEMENT = "supplement"
ON_FILING = ("file", "acknowledge")
ON_OPINION = ("review", "serve_opinion")
"""Moves whose entries from paper an effect rests on."""
PUBLICATION = "publication"
UNDER_REVIEW = frozenset({"filed", "supplementing"})
"""No text lets a request for papers interrupt the review: who is silent to its end has not objected (令22 §44–47)."""


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
    corrected=redating.redate_receipt,
    taken_back_by="take_back_effect",
)


def _day_before_service(bargaining: Bargaining) -> date | None:
    """The last day before a wage agreement is in force by the opinion that both sides have received (CB-058)."""
    filing = _latest_filing(bargaining)
    opinion = getattr(filing, "review", None)
    is_wage = bargaining.contract_type == ContractType.WAGE and bargaining.contract.effective_on is None
    if opinion is None or not is_wage or opinion.opinion == Opinion.OBJECTION:
        return None
    served = checks.served_on_both(opinion)
    return served - ONE_DAY if served else None


def _day_before_objection(bargaining: Bargaining) -> date | None:
    """The last day before an objection that came on paper, and in time, was given (CB-056)."""
    opinion = getattr(_latest_filing(bargaining), "review", None)
    if opinion is None or opinion.channel != Channel.PAPER or bargaining.contract.effective_on:
        return None
    return opinion.given_on - ONE_DAY if checks.is_objection_in_time(opinion) else None


OBJECTION = "objection"
OBJECTION_CLOCK = ClockStart(
    OBJECTION, _("书面异议经第二人确认"), "term", promised=_day_before_objection, on_expiry="object_confirmed"
)
SERVED = "opinion_served"
SERVED_CLOCK = ClockStart(
    SERVED, _("意见书送达双方"), "term", promised=_day_before_service, on_expiry="take_effect_served"
)
PUBLICATION_CLOCKS = (
    ClockStart(
        PUBLICATION,
        _("公布合同"),
        "statutory",
        parameter="contract.publication",
        since=_effective_on_of_other,
        on_expiry="leave_unpublished",
        corrected=redating.redate_effect,
        taken_back_by="await_publication",
    ),
    ClockStart(
        "publication_wage",
        _("公布合同（工资专项）"),
        "statutory",
        parameter="contract.publication.wage",
        since=_effective_on_of_wage,
        on_expiry="leave_unpublished",
        corrected=redating.redate_effect,
        taken_back_by="await_publication",
    ),
)


def _unreported_since(bargaining: Bargaining) -> date | None:
    """From the effect on, the text goes to the union above; None once it has."""
    contract = bargaining.contract
    return contract.effective_on if contract.reported_up_on is None else None


UPPER_REPORT_CLOCK = ClockStart(
    UPPER_REPORT,
    _("报上级工会"),
    "term",
    parameter="contract.upper_report",
    since=_unreported_since,
    corrected=redating.redate_effect,
)
EFFECT_CLOCKS = (*PUBLICATION_CLOCKS, UPPER_REPORT_CLOCK, *IN_FORCE_CLOCKS)

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
        _("登记报送"),
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
        party_label=_("报送审查"),
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
        "number_receipt",
        _("登记回执编号"),
        UNDER_REVIEW,
        None,
        events.RECEIPT_NUMBERED,
        **parties.by_bureau_if(checks.check_unnumbered),
        form=forms.ReceiptNumberForm,
        act=acts.number_receipt,
        is_primary=False,
    ),
    Move(
        "ask_supplement",
        _("登记补正要求"),
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
                corrected=redating.redate_supplement_request,
            ),
        ),
        is_primary=False,
        help=_("补正期间审查期限继续计算。材料不齐影响审查的，应当在期满前出具有异议的审查意见书。"),
        party_label=_("要求补正"),
    ),
    Move(
        "supplement",
        _("登记补正"),
        frozenset({"supplementing"}),
        "filed",
        events.SUPPLEMENTED,
        **parties.BY_EMPLOYER,
        form=forms.SupplementedForm,
        act=acts.supplement,
        stops=(SUPPLEMENT,),
        party_label=_("补正材料"),
    ),
    Move(
        "review",
        _("登记审查意见"),
        UNDER_REVIEW,
        "filed",
        events.REVIEWED,
        **parties.BY_BUREAU,
        form=forms.ReviewForm,
        guards=(checks.check_received, checks.check_not_reviewed),
        judges=(checks.judge_review,),
        act=acts.review,
        document=REVIEW_OPINION,
        starts=(OBJECTION_CLOCK, SERVED_CLOCK, *EFFECT_CLOCKS),
        stops=(SUPPLEMENT,),
        may_lead_to=frozenset({"objected", "effective"}),
        help=_(
            "只审查双方资格、协商程序和内容是否合法。期满未提出异议的，合同依法生效。凭纸质意见书录入的，经第二人确认后才有效力。"
        ),
        party_label=_("出具审查意见"),
    ),
    Move(
        "serve_opinion",
        _("登记意见书送达"),
        frozenset({"filed"}),
        "filed",
        events.OPINION_SERVED,
        **parties.by_bureau_or_employer_if(checks.check_opinion_is_receivable),
        form=forms.OpinionServedForm,
        act=acts.serve_opinion,
        starts=(SERVED_CLOCK, *EFFECT_CLOCKS),
        may_lead_to=frozenset({"effective"}),
        is_primary=False,
        help=_("无异议的意见书送达双方后，工资专项集体合同自送达之日起生效。"),
        party_label=_("确认收到审查意见书"),
    ),
    Move(
        "record_opinion",
        _("补登审查意见"),
        IN_FORCE_BY_REVIEW,
        None,
        events.REVIEWED,
        **parties.by_bureau_if(checks.check_not_reviewed),
        form=forms.ReviewForm,
        guards=(checks.check_received,),
        judges=(checks.judge_review,),
        act=acts.record_opinion,
        document=REVIEW_OPINION,
        is_primary=False,
        help=_("期满生效后才收到或者录入的意见书在此补登。期内出具的异议由另一岗位确认后撤销生效；逾期的只记录在案。"),
    ),
    Move(
        "record_opinion_service",
        _("补登意见书送达"),
        IN_FORCE_BY_REVIEW | {"objected"},
        None,
        events.OPINION_SERVED,
        **parties.by_bureau_if(checks.check_service_is_open),
        form=forms.OpinionServedForm,
        act=acts.serve_opinion,
        is_primary=False,
    ),
    Move(
        "apply_opinion",
        _("确认补登的审查意见"),
        IN_FORCE_BY_REVIEW,
        None,
        events.OPINION_APPLIED,
        **parties.by_union_if(checks.check_opinion_overtakes),
        guards=(checks.check_second_person,),
        act=effect.apply_opinion,
        may_lead_to=frozenset({"objected"}),
        help=_("请与意见书扫描件核对。期内出具的异议使合同没有生效，需要重新协商、表决、签订和报送。"),
    ),
    Move(
        "take_effect",
        _("依法生效"),
        UNDER_REVIEW | {"objected"},  # an objection that proves late when the day of receipt is corrected
        "effective",
        events.TOOK_EFFECT,
        may=leave_to_system,
        by_system=True,
        guards=(papers_confirmed(*ON_FILING), checks.check_no_objection_unconfirmed),
        act=effect.take_effect,
        starts=EFFECT_CLOCKS,
        stops=(REVIEW, SUPPLEMENT, SERVED, OBJECTION),
    ),
    Move(
        "object_confirmed",
        _("书面异议生效"),
        frozenset({"filed"}),
        "objected",
        events.OBJECTION_CONFIRMED,
        may=leave_to_system,
        by_system=True,
        guards=(papers_confirmed(*ON_FILING, *ON_OPINION),),
        stops=(REVIEW, SUPPLEMENT, SERVED, OBJECTION),
        help=_("凭纸质意见书录入的异议，经第二人确认后使合同不生效，重新协商。"),
    ),
    Move(
        "take_effect_served",
        _("意见书送达生效"),
        frozenset({"filed"}),
        "effective",
        events.TOOK_EFFECT,
        may=leave_to_system,
        by_system=True,
        guards=(papers_confirmed(*ON_FILING, *ON_OPINION),),
        act=effect.take_effect_served,
        starts=EFFECT_CLOCKS,
        stops=(REVIEW, SUPPLEMENT, SERVED),
    ),
    Move(
        "take_back_effect",
        _("撤销生效"),
        IN_FORCE_BY_REVIEW,
        "filed",
        events.EFFECT_TAKEN_BACK,
        may=leave_to_system,
        by_system=True,
        act=effect.withdraw_effect,
    ),
    Move(
        "publish",
        _("公布合同"),
        frozenset({"effective", "performing", "taken_over", "renewing"}),
        None,
        events.PUBLISHED,
        **parties.by_union_if(checks.check_not_published),
        form=forms.PublishForm,
        guards=(check_papers_confirmed,),
        judges=(checks.judge_publication,),
        act=acts.publish,
        document=PUBLICATION_NOTICE,
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
        "await_publication",
        _("继续等待公布"),
        frozenset({"performing"}),
        "effective",
        events.PUBLICATION_AWAITED,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "report_up",
        _("报上级工会"),
        frozenset({"effective", "performing", "taken_over", "renewing"}),
        None,
        events.REPORTED_UP,
        **parties.by_union_if(checks.check_not_reported_up),
        form=forms.ReportUpForm,
        act=acts.report_up,
        stops=(UPPER_REPORT,),
        is_primary=False,
        help=_("合同生效后把文本报上一级工会，对方会收到通知。"),
    ),
)
