"""A dispute over performance: talked over, then arbitration, then court; entered as facts (bargaining-congress §A6, CB-076).

Rights, not interests: nobody coordinates them (`coordinating`). What arbitration and court do happens outside; the union
enters it from their papers.
"""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import Adjusting, ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.paper_entries import confirming_move, wanted_confirmations
from zhijia.engines.cases.sides import UNION_ROLES
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import disputes as acts
from zhijia.services.bargaining.checks import disputes as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.flow.acting import who_acts
from zhijia.services.bargaining.forms import disputes as forms
from zhijia.services.bargaining.models import PerformanceDispute

TALKING, ARBITRATING, ACCEPTED, AWARDED, SUED, ENDED = "talking", "arbitrating", "accepted", "awarded", "sued", "ended"
LIMITATION, ACCEPTANCE, AWARD, SUIT = "limitation", "acceptance", "award", "suit"
OPEN = frozenset({TALKING, ARBITRATING, ACCEPTED, AWARDED, SUED})
AWAITED = {TALKING: "apply_arbitration", ARBITRATING: "record_decision", ACCEPTED: "record_award", AWARDED: "sue"}
CLOCK_OF = {"apply_arbitration": LIMITATION, "sue": SUIT}
"""The union's own terms; those of the arbitration body make nobody here late."""


def _claimed_on(dispute: PerformanceDispute) -> date:
    """Whoever claims a right from the other side begins the limitation anew."""
    return dispute.claimed_on or dispute.arose_on


def _applied_on(dispute: PerformanceDispute) -> date | None:
    return dispute.applied_on


def _accepted_on(dispute: PerformanceDispute) -> date | None:
    return dispute.decided_on if dispute.is_accepted else None


def _received_on(dispute: PerformanceDispute) -> date | None:
    return dispute.award_received_on


LIMITATION_CLOCK = ClockStart(
    LIMITATION,
    _("申请仲裁的时效"),
    "statutory",
    parameter="bargaining.dispute.limitation",
    since=_claimed_on,
    corrected=acts.redate_claim,
)
ACCEPTANCE_CLOCK = ClockStart(
    ACCEPTANCE,
    _("仲裁机构决定是否受理"),
    "statutory",
    parameter="bargaining.dispute.acceptance",
    since=_applied_on,
    corrected=acts.redate_application,
)
AWARD_CLOCK = ClockStart(
    AWARD,
    _("仲裁裁决"),
    "statutory",
    parameter="bargaining.dispute.award",
    since=_accepted_on,
    pausing=Adjusting(UNION_ROLES),
    extending=Adjusting(UNION_ROLES, most="bargaining.dispute.award_extension"),
    corrected=acts.redate_decision,
)
SUIT_CLOCK = ClockStart(
    SUIT,
    _("不服裁决的起诉"),
    "statutory",
    parameter="bargaining.dispute.suit",
    since=_received_on,
    corrected=acts.redate_award,
)

MOVES = (
    Move(
        "talk",
        _("登记协商情况"),
        frozenset({TALKING}),
        None,
        events.DISPUTE_TALKED,
        **parties.BY_UNION,
        form=forms.TalkForm,
        act=acts.talk,
        starts=(LIMITATION_CLOCK,),
        help=_("先由双方协商。向对方主张权利的，仲裁时效从那一天起重新计算。"),
    ),
    Move(
        "apply_arbitration",
        _("登记申请仲裁"),
        frozenset({TALKING}),
        ARBITRATING,
        events.ARBITRATION_ASKED,
        **parties.BY_UNION,
        form=forms.ApplyForm,
        judges=(checks.judge_limitation,),
        act=acts.apply_arbitration,
        starts=(ACCEPTANCE_CLOCK,),
        stops=(LIMITATION,),
        help=_("协商不成的，工会可以依法申请仲裁。劳动关系存续期间因拖欠劳动报酬发生的争议不受时效限制。"),
    ),
    Move(
        "record_decision",
        _("登记受理决定"),
        frozenset({ARBITRATING}),
        ACCEPTED,
        events.ARBITRATION_DECIDED,
        **parties.BY_UNION,
        form=forms.DecidedForm,
        act=acts.record_decision,
        starts=(AWARD_CLOCK,),
        stops=(ACCEPTANCE,),
        may_lead_to=frozenset({AWARDED}),
        help=_("不予受理或者逾期未作决定的，可以就该争议向人民法院起诉。"),
    ),
    Move(
        "record_award",
        _("登记仲裁裁决"),
        frozenset({ACCEPTED}),
        AWARDED,
        events.AWARD_RECEIVED,
        **parties.BY_UNION,
        form=forms.AwardForm,
        act=acts.record_award,
        starts=(SUIT_CLOCK,),
        stops=(AWARD,),
    ),
    Move(
        "sue",
        _("登记起诉"),
        frozenset({ARBITRATING, ACCEPTED, AWARDED}),
        SUED,
        events.DISPUTE_SUED,
        **parties.BY_UNION,
        form=forms.SueForm,
        judges=(checks.judge_suit,),
        act=acts.sue,
        stops=(ACCEPTANCE, AWARD, SUIT),
        is_primary=False,
        help=_("对裁决不服的，在规定期限内起诉；仲裁机构逾期未作受理决定或者裁决的，也可以起诉。"),
    ),
    Move(
        "close",
        _("办结"),
        OPEN,
        ENDED,
        events.DISPUTE_ENDED,
        **parties.BY_UNION,
        form=forms.CloseForm,
        act=acts.close,
        is_primary=False,
    ),
)
CONFIRMING = confirming_move(
    states=OPEN, event=events.PAPER_CONFIRMED, may=parties.check_acts_for_union, who=parties.WHO_UNION
)


def records_of(cases: Sequence[Case]) -> Sequence[PerformanceDispute]:
    return records_in_order(cases, PerformanceDispute.objects.select_related("contract"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The chair of the union that signed; who sued waits for the court and closes."""
    case, due = standing.case, standing.ask(running_terms)
    verb = AWAITED.get(case.state, "close")
    due_on = due.get(CLOCK_OF.get(verb, ""))
    return [*wanted_confirmations(standing), Wanted(verb, case.union_id, role=who_acts(standing), due_on=due_on)]


DISPUTE_FLOW = register_flow(
    Flow(
        code="bargaining.dispute",
        label=_("履行争议"),
        prefix="ZY",
        states=(
            State(TALKING, _("双方协商")),
            State(ARBITRATING, _("已申请仲裁")),
            State(ACCEPTED, _("仲裁已受理")),
            State(AWARDED, _("可以起诉")),
            State(SUED, _("已起诉")),
            State(ENDED, _("已办结"), is_final=True),
        ),
        initial=TALKING,
        opened=events.DISPUTE_OPENED,
        moves=(*MOVES, CONFIRMING),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: reverse("cases:case", args=[case.pk]),
    )
)
