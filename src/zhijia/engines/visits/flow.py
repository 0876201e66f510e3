"""The flow of a visit: recorded by the visitor, confirmed or disputed by the union (services §E2, PA-03)."""

from collections.abc import Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import OWN_ROLES, UNION_ROLES, by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.engines.visits import acts, checks, events
from zhijia.engines.visits.forms import PromisesForm
from zhijia.engines.visits.models import Visit
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role

RECORDED = State("recorded", _("待工会确认"))
DISPUTED = State("disputed", _("工会有异议"))
CONFIRMED = State("confirmed", _("工会已确认"))
KEPT = State("kept", _("已登记"))
"""Of a visit that no union confirms (`VisitKind.is_confirmed`)."""
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
STATES = (RECORDED, DISPUTED, CONFIRMED, KEPT, WITHDRAWN)


BY_UNION = by(may=checks.check_is_union, who=checks.UNION, roles=frozenset(map(str, OWN_ROLES)))
BY_VISITOR = by(may=checks.check_is_visitor, who=checks.VISITOR, roles=UNION_ROLES)

MOVES = (
    Move(
        "confirm",
        _("确认走访"),
        frozenset({"recorded", "disputed"}),
        "confirmed",
        events.CONFIRMED,
        **BY_UNION,
        act=acts.confirm,
        help=_("走访确实进行过、记录属实的才确认；确认以后计入走访次数。"),
    ),
    Move(
        "dispute",
        _("提出异议"),
        frozenset({"recorded"}),
        "disputed",
        events.DISPUTED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.give_reason,
        is_primary=False,
    ),
    Move(
        "explain",
        _("说明情况"),
        frozenset({"disputed"}),
        "recorded",
        events.EXPLAINED,
        **BY_VISITOR,
        form=ReasonForm,
        act=acts.give_reason,
    ),
    Move(
        "withdraw",
        _("撤回走访记录"),
        frozenset({"recorded", "disputed", "kept"}),
        "withdrawn",
        events.WITHDRAWN,
        **BY_VISITOR,
        form=ReasonForm,
        act=acts.withdraw,
        is_primary=False,
    ),
    Move(
        "keep_promises",
        _("登记承诺办结"),
        frozenset({"recorded", "disputed", "confirmed", "kept"}),
        None,
        events.KEPT_PROMISE,
        **BY_VISITOR,
        form=PromisesForm,
        guards=(checks.check_has_promises,),
        act=acts.keep_promises,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Visit]:
    return records_in_order(cases, Visit.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union confirms, the visitor answers a dispute and keeps what was promised."""
    case, visit = standing.case, standing.record
    due = visit.promises.filter(done_on=None).order_by("due_on").values_list("due_on", flat=True).first()
    wanted = [Wanted("keep_promises", visit.visitor_union_id, post_id=visit.visitor_id, due_on=due)] if due else []
    if case.state == "recorded":
        wanted.append(Wanted("confirm", case.union_id, role=Role.CHAIR))
    if case.state == "disputed":
        wanted.append(Wanted("explain", visit.visitor_union_id, post_id=visit.visitor_id))
    return wanted


def url_of(case: Case) -> str:
    return case_url(case.pk)


VISIT_FLOW = register_flow(
    Flow(
        code="visits.visit",
        label=_("走访"),
        prefix="ZF",
        states=STATES,
        initial=RECORDED.code,
        opened=events.RECORDED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=url_of,
        also_initial=frozenset({KEPT.code}),
    )
)
