"""Performance, renewal, change, end, archive (bargaining-congress §A4 steps 19–24)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_events, leave_to_system
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import endings, redating
from zhijia.services.bargaining.acts import running as acts
from zhijia.services.bargaining.acts.hearing import REPORT as OF_REPORT
from zhijia.services.bargaining.acts.raising import raise_dispute
from zhijia.services.bargaining.acts.succeeding import REPLACEMENT, REPLACEMENT_CLOCK, renew
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks import running as checks
from zhijia.services.bargaining.checks.running import last_report_of
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.forms import disputes as dispute_forms
from zhijia.services.bargaining.forms import running as forms
from zhijia.services.bargaining.letters import running as letters
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import ContractType

INSPECTION = "inspection"
REPORT = "report"
MEASURES = "measures"
RENEWAL = "renewal"
EXPIRY = "expiry"
IN_PERFORMANCE = IN_FORCE - {"effective"}


def _inspected_on(bargaining: Bargaining) -> date | None:
    """Half a year counts from the last inspection, or from the first day in force."""
    contract = bargaining.contract
    last = contract.inspections.order_by("-inspected_on").first()
    return last.inspected_on if last else contract.effective_on


def _measures_due_on(bargaining: Bargaining) -> date | None:
    """By when what the last inspection found is put right; None when it found nothing."""
    last = bargaining.contract.inspections.order_by("-inspected_on", "-pk").first()
    return last.measures_due_on if last and last.measures_done_on is None else None


def _reported_on(bargaining: Bargaining) -> date | None:
    return last_report_of(bargaining.contract) or bargaining.contract.effective_on


def _term_to(bargaining: Bargaining) -> date | None:
    """The last day of a contract in force; what is not in force yet does not run out."""
    contract = bargaining.contract
    return contract.term_to if contract.effective_on else None


def _renewal_of_wage(bargaining: Bargaining) -> date | None:
    return _term_to(bargaining) if bargaining.contract_type == ContractType.WAGE else None


def _renewal_of_other(bargaining: Bargaining) -> date | None:
    return _term_to(bargaining) if bargaining.contract_type != ContractType.WAGE else None


EXPIRY_CLOCK = ClockStart(EXPIRY, _("合同期满"), "term", promised=_term_to, on_expiry="expire")
RENEWAL_CLOCKS = (
    ClockStart(
        RENEWAL,
        _("进入续订期"),
        "term",
        parameter="contract.renewal",
        since=_renewal_of_other,
        on_expiry="open_renewal",
    ),
    ClockStart(
        "renewal_wage",
        _("进入续订期（工资专项）"),
        "term",
        parameter="contract.renewal.wage",
        since=_renewal_of_wage,
        on_expiry="open_renewal",
    ),
)
INSPECTION_CLOCK = ClockStart(
    INSPECTION,
    _("履行监督检查"),
    "statutory",
    parameter="contract.inspection",
    since=_inspected_on,
    corrected=redating.redate_inspection,
)
MEASURES_CLOCK = ClockStart(MEASURES, _("整改检查发现的问题"), "term", promised=_measures_due_on)
REPORT_CLOCK = ClockStart(
    REPORT,
    _("向职代会报告"),
    "statutory",
    parameter="contract.report",
    since=_reported_on,
    corrected=redating.redate_report,
)
IN_FORCE_CLOCKS = (EXPIRY_CLOCK, *RENEWAL_CLOCKS, INSPECTION_CLOCK, REPORT_CLOCK, REPLACEMENT_CLOCK)
UPPER_REPORT = "upper_report"
ALL_CLOCKS = (EXPIRY, RENEWAL, "renewal_wage", INSPECTION, REPORT, MEASURES, REPLACEMENT, UPPER_REPORT)

MOVES = (
    Move(
        "renew",
        _("提出续订"),
        frozenset({"renewing", "expired"}),
        None,
        events.RENEWAL_PROPOSED,
        **parties.by_union_if(checks.check_not_renewed),
        act=renew,
        help=_(
            "为下一期合同立项，按要约、协商、表决、签订、报送的程序重新办理。原合同到期满日为止有效，不会自动延长。"
        ),
    ),
    Move(
        "inspect",
        _("登记履行检查"),
        IN_PERFORMANCE,
        None,
        events.INSPECTED,
        **parties.BY_UNION,
        form=forms.InspectForm,
        act=acts.inspect,
        document=letters.INSPECTION_REPORT,
        stops=(INSPECTION, MEASURES),
        starts=(INSPECTION_CLOCK, MEASURES_CLOCK),
        help=_("双方联合检查，结果书面报双方首席代表。"),
    ),
    Move(
        "answer_inspection",
        _("登记对方确认检查结果"),
        IN_PERFORMANCE,
        None,
        events.INSPECTION_ANSWERED,
        **parties.by_employer_if(checks.check_unanswered),
        form=forms.AnswerInspectionForm,
        act=acts.answer_inspection,
        is_primary=False,
        help=_("由用人单位方对最近一次联合检查的结果确认或者提出意见。"),
        party_label=_("确认检查结果"),
    ),
    Move(
        "close_measures",
        _("登记整改完成"),
        IN_PERFORMANCE,
        None,
        events.MEASURES_DONE,
        **parties.by_union_if(checks.check_measures_open),
        form=forms.MeasuresDoneForm,
        act=acts.close_measures,
        stops=(MEASURES,),
        is_primary=False,
    ),
    Move(
        "report_to_congress",
        _("向职代会报告"),
        IN_PERFORMANCE,
        None,
        events.REPORTED_TO_CONGRESS,
        **parties.by_union_if(checks.check_inspected),
        form=forms.ReportedForm,
        act=acts.report_to_congress,
        stops=(REPORT,),
        starts=(REPORT_CLOCK,),
        is_primary=False,
    ),
    Move(
        "hear_report",
        _("职代会听取履行报告"),
        IN_FORCE,
        None,
        events.REPORT_HEARD,
        may=leave_to_events,
        act=acts.hear_report,
        stops=(REPORT,),
        starts=(REPORT_CLOCK,),
        by_system=True,
        hears=OF_REPORT,
    ),
    Move(
        "raise_dispute",
        _("登记履行争议"),
        IN_FORCE | {"expired", "ended", "dissolved", "replaced"},
        None,
        events.DISPUTE_RAISED,
        **parties.BY_UNION,
        form=dispute_forms.RaiseForm,
        act=raise_dispute,
        is_primary=False,
        help=_("因履行集体合同发生的争议，先由双方协商，协商不成的申请仲裁，对裁决不服的起诉。每件争议是单独的事项。"),
    ),
    Move(
        "open_renewal",
        _("进入续订期"),
        frozenset({"effective", "performing", "taken_over"}),
        "renewing",
        events.RENEWAL_OPENED,
        may=leave_to_system,
        by_system=True,
        stops=(RENEWAL, "renewal_wage"),
    ),
    Move(
        "expire",
        _("期满终止"),
        IN_FORCE,
        "expired",
        events.EXPIRED,
        may=leave_to_system,
        by_system=True,
        act=endings.expire,
        stops=ALL_CLOCKS,
    ),
    Move(
        "end_by_condition",
        _("约定条件终止"),
        IN_FORCE,
        "ended",
        events.ENDED,
        **parties.BY_UNION,
        form=forms.EndForm,
        act=endings.end_by_condition,
        document=letters.TERMINATION_LETTER,
        stops=ALL_CLOCKS,
        is_primary=False,
    ),
    Move(
        "dissolve",
        _("解除合同"),
        IN_FORCE,
        "dissolved",
        events.ENDED,
        **parties.BY_UNION,
        form=forms.DissolveForm,
        judges=(checks.judge_ground,),
        act=endings.dissolve,
        document=letters.DISSOLUTION_LETTER,
        stops=ALL_CLOCKS,
        is_primary=False,
    ),
    Move(
        "replace",
        _("被新合同取代"),
        IN_FORCE,
        "replaced",
        events.REPLACED,
        may=leave_to_system,
        by_system=True,
        guards=(checks.check_successor_in_force,),
        act=endings.replace,
        stops=ALL_CLOCKS,
    ),
    Move(
        "tell_ended",
        _("印发终止告知书"),
        frozenset({"expired", "replaced"}),
        None,
        events.END_TOLD,
        **parties.by_union_if(checks.check_end_untold),
        act=endings.tell_ended,
        document=letters.EXPIRY_LETTER,
        help=_("合同期满即行终止，不自动延长。书面告知双方终止日期和善后事项。"),
    ),
    Move(
        "archive",
        _("归档"),
        frozenset({"expired", "ended", "dissolved", "replaced"}),
        "archived",
        events.ARCHIVED,
        **parties.BY_UNION,
    ),
)
