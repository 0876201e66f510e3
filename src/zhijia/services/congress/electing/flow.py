"""The flow of an election of delegates in one unit: nominated, voted, shown, confirmed; or a recall put to the vote (B2)."""

from collections.abc import Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.congress.electing import acts, checks, events
from zhijia.services.congress.electing.forms import DelegateTally, NominateForm, RecallTally, StrikeForm
from zhijia.services.congress.electing.models import DelegateElection, DelegateElectionKind
from zhijia.services.congress.electing.opening import FLOW

VOTING = State("voting", _("提名投票"))
ELECTED = State("elected", _("已选出"))
ANNOUNCED = State("announced", _("当选公示"))
CONFIRMED = State("confirmed", _("已确认"), is_final=True)
RECALLED = State("recalled", _("已罢免"), is_final=True)
NOT_PASSED = State("not_passed", _("罢免未通过"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
STATES = (VOTING, ELECTED, ANNOUNCED, CONFIRMED, RECALLED, NOT_PASSED, WITHDRAWN)


MOVES = (
    Move(
        "nominate",
        _("提名代表候选人"),
        frozenset({"voting"}),
        None,
        events.NOMINATED,
        **BY_UNION,
        form=NominateForm,
        guards=(checks.check_electing,),
        act=acts.nominate,
    ),
    Move(
        "strike",
        _("撤下代表候选人"),
        frozenset({"voting"}),
        None,
        events.STRUCK,
        **BY_UNION,
        form=StrikeForm,
        guards=(checks.check_electing,),
        act=acts.strike,
        is_primary=False,
    ),
    Move(
        "tally",
        _("登记代表选举结果"),
        frozenset({"voting"}),
        None,
        events.TALLIED,
        **BY_UNION,
        form=DelegateTally,
        guards=(checks.check_electing, checks.check_standing),
        judges=(checks.judge_vote,),
        act=acts.tally,
        may_lead_to=frozenset({"elected"}),
        help=_("无记名投票。以选区全体职工为基数，不是以到会人数为基数。"),
    ),
    Move(
        "settle",
        _("缺额另行补选"),
        frozenset({"voting"}),
        "elected",
        events.SETTLED,
        **BY_UNION,
        form=ReasonForm,
        guards=(checks.check_electing, checks.check_somebody_elected),
        act=acts.settle,
        is_primary=False,
    ),
    Move(
        "announce",
        _("公示当选代表"),
        frozenset({"elected"}),
        "announced",
        events.ANNOUNCED,
        **BY_UNION,
        act=acts.announce,
        help=_("生成公示，张贴、异议和期满在公示事项中办理。"),
    ),
    Move(
        "renew",
        _("重新选举"),
        frozenset({"elected", "announced"}),
        "voting",
        events.RENEWED,
        **BY_UNION,
        is_primary=False,
        help=_("异议成立的，撤下当选人以后重新投票。"),
    ),
    Move(
        "confirm",
        _("确认当选代表"),
        frozenset({"announced"}),
        "confirmed",
        events.CONFIRMED,
        **BY_UNION,
        guards=(checks.check_notice,),
        act=acts.confirm,
    ),
    Move(
        "tally_recall",
        _("登记罢免代表表决"),
        frozenset({"voting"}),
        "recalled",
        events.RECALL_TALLIED,
        **BY_UNION,
        form=RecallTally,
        guards=(checks.check_recalling,),
        judges=(checks.judge_recall,),
        act=acts.tally_recall,
        may_lead_to=frozenset({"not_passed"}),
    ),
    Move(
        "withdraw",
        _("撤回代表选举"),
        frozenset({"voting", "elected", "announced"}),
        "withdrawn",
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.withdraw,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[DelegateElection]:
    rows = DelegateElection.objects.select_related("term", "term__case", "term__union", "unit", "delegate")
    return records_in_order(cases, rows)


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union goes on: votes, shows, confirms."""
    case, election = standing.case, standing.record
    voting = "tally_recall" if election.kind == DelegateElectionKind.RECALL else "tally"
    verb = {"voting": voting, "elected": "announce", "announced": "confirm"}[case.state]
    role = acting_role(case.union.kind)
    return [Wanted(verb, case.union_id, role=role)]


DELEGATE_ELECTION_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("代表选举"),
        prefix="DX",
        states=STATES,
        initial=VOTING.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
