"""Coordination of a dispute in bargaining by bureau, union and employers' organisation (bargaining-congress §A6)."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import (
    BY_MOVE_ONLY,
    Adjusting,
    ClockStart,
    Flow,
    Move,
    State,
    Wanted,
    leave_to_system,
    register_flow,
)
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.paper_entries import confirming_move, wanted_confirmations
from zhijia.engines.cases.sharing import bureau_party
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import coordination as acts
from zhijia.services.bargaining.acts.redating import redate_acceptance
from zhijia.services.bargaining.checks import coordination as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.flow.acting import who_acts
from zhijia.services.bargaining.forms import coordination as forms
from zhijia.services.bargaining.letters import coordinating as letters
from zhijia.services.bargaining.models import Coordination

STATES = (
    State("applied", _("已申请")),  # K2
    State("accepted", _("已受理")),  # K3
    State("investigated", _("已调查")),  # K4
    State("planned", _("协调处理中")),  # K5, K6
    State("agreed", _("达成协议"), is_final=True),  # K7
    State("unresolved", _("期满或协调未果"), is_final=True),  # K8
    State("declined", _("不予受理"), is_final=True),
    State("withdrawn", _("已撤回"), is_final=True),
)
ACCEPTED = frozenset({"accepted", "investigated", "planned"})
OPEN = ACCEPTED | {"applied"}
AWAITED = {"applied": "accept", "accepted": "investigate", "investigated": "plan", "planned": "agree"}


def _accepted_on(coordination: Coordination) -> date | None:
    return coordination.accepted_on


TERM = ClockStart(
    checks.TERM,
    _("协调处理期限"),
    "statutory",
    parameter="bargaining.coordination",
    since=_accepted_on,
    corrected=redate_acceptance,
    extending=Adjusting(BY_MOVE_ONLY, most="bargaining.coordination.extension"),
    on_expiry="lapse",
)
MOVES = (
    Move(
        "accept",
        _("登记受理"),
        frozenset({"applied"}),
        "accepted",
        events.COORDINATION_ACCEPTED,
        **parties.BY_BUREAU,
        form=forms.AcceptForm,
        judges=(checks.judge_tripartite,),
        act=acts.accept,
        starts=(TERM,),
        help=_("由人社部门会同同级工会和企业组织三方协调。期限从受理之日的次日起算。"),
        party_label=_("受理"),
    ),
    Move(
        "decline",
        _("登记不予受理"),
        frozenset({"applied"}),
        "declined",
        events.COORDINATION_DECLINED,
        **parties.BY_BUREAU,
        form=forms.ReasonedForm,
        act=acts.decline,
        is_primary=False,
        party_label=_("不予受理"),
    ),
    Move(
        "withdraw",
        _("撤回申请"),
        OPEN,
        "withdrawn",
        events.COORDINATION_WITHDRAWN,
        **parties.BY_UNION,
        form=forms.ReasonedForm,
        act=acts.withdraw,
        is_primary=False,
    ),
    Move(
        "state_position",
        _("登记对方说明情况"),
        OPEN,
        None,
        events.POSITION_STATED,
        **parties.BY_EMPLOYER,
        form=forms.PositionForm,
        act=acts.state_position,
        is_primary=False,
        party_label=_("说明情况"),
    ),
    Move(
        "investigate",
        _("登记调查情况"),
        frozenset({"accepted"}),
        "investigated",
        events.DISPUTE_INVESTIGATED,
        **parties.BY_BUREAU,
        form=forms.InvestigationForm,
        act=acts.investigate,
        party_label=_("调查情况"),
    ),
    Move(
        "plan",
        _("登记协调处理方案"),
        frozenset({"investigated"}),
        "planned",
        events.COORDINATION_PLANNED,
        **parties.BY_BUREAU,
        form=forms.PlanForm,
        act=acts.plan,
        party_label=_("制定协调处理方案"),
    ),
    Move(
        "extend_term",
        _("登记延长协调处理期限"),
        ACCEPTED,
        None,
        events.COORDINATION_EXTENDED,
        **parties.BY_BUREAU,
        form=forms.ExtendForm,
        judges=(checks.judge_extension,),
        act=acts.extend,
        is_primary=False,
        party_label=_("延长协调处理期限"),
    ),
    Move(
        "agree",
        _("登记协调处理协议"),
        frozenset({"planned"}),
        "agreed",
        events.COORDINATION_AGREED,
        **parties.BY_BUREAU,
        form=forms.AgreementForm,
        judges=(checks.judge_signatures, checks.judge_end),
        act=acts.agree,
        document=letters.AGREEMENT_LETTER,
        help=_("协议书由协调处理人员和双方首席代表签字盖章后生效，双方应当遵守。没有达成一致的事项列明，继续协商。"),
        party_label=_("达成协调处理协议"),
    ),
    Move(
        "leave_unresolved",
        _("登记协调未果"),
        ACCEPTED,
        "unresolved",
        events.COORDINATION_UNRESOLVED,
        **parties.BY_BUREAU,
        form=forms.ReasonedForm,
        act=acts.leave_unresolved,
        is_primary=False,
        party_label=_("协调未果"),
    ),
    Move(
        "lapse",
        _("期满未果"),
        ACCEPTED,
        "unresolved",
        events.COORDINATION_LAPSED,
        may=leave_to_system,
        by_system=True,
        act=acts.lapse,
        stops=(checks.TERM,),
    ),
)
CONFIRMING = confirming_move(
    states=OPEN, event=events.PAPER_CONFIRMED, may=parties.check_acts_for_union, who=parties.WHO_UNION
)


def records_of(cases: Sequence[Case]) -> Sequence[Coordination]:
    """Without their bargainings, which the bureau does not see."""
    return records_in_order(cases, Coordination.objects.all())


def url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def wants(standing: Standing) -> Sequence[Wanted]:
    """The bureau where somebody can act for it here; else the union, which enters what comes on paper."""
    case = standing.case
    wanted = [*wanted_confirmations(standing)]
    due_on = standing.ask(running_terms).get(checks.TERM)
    verb = AWAITED[case.state]
    if standing.record.bureau:
        return [*wanted, Wanted(verb, party=bureau_party(case.place), due_on=due_on)]
    return [*wanted, Wanted(verb, case.union_id, role=who_acts(standing), due_on=due_on)]


COORDINATION_FLOW = register_flow(
    Flow(
        code="bargaining.coordination",
        label=_("协调处理"),
        prefix="XT",
        states=STATES,
        initial="applied",
        opened=events.COORDINATION_OPENED,
        moves=(*MOVES, CONFIRMING),
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
