"""The flow of a pair: drafted, confirmed by a leader, both told, begun by the cadre, handed over, closed (services §E2)."""

from collections.abc import Sequence

from django.urls import reverse

from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.engines.visits.models import PlannedVisit
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.services.contacts import checks, events
from zhijia.services.contacts.acts import pairs as acts
from zhijia.services.contacts.forms.moves import CloseForm, HandOverForm
from zhijia.services.contacts.forms.visit import VisitForm
from zhijia.services.contacts.models import Pair
from zhijia.services.contacts.visiting import judge_talks, visit
from zhijia.ui.components import url_with

DRAFT = State("draft", _("拟定"))
CONFIRMED = State("confirmed", _("已确认"))
NOTIFIED = State("notified", _("已通知"))
ACTIVE = State("active", _("挂钩中"))
HANDED_OVER = State("handed_over", _("待接手"))
CLOSED = State("closed", _("已结束"), is_final=True)
DROPPED = State("dropped", _("已取消"), is_final=True)
STATES = (DRAFT, CONFIRMED, NOTIFIED, ACTIVE, HANDED_OVER, CLOSED, DROPPED)


BY_LEADER = by(may=checks.check_is_leader, who=checks.LEADER, roles=checks.LEADERS)
BY_OFFICE = by(may=checks.check_is_office, who=checks.OFFICE, roles=OFFICE_ROLES)
BY_CADRE = by(may=checks.check_is_cadre, who=checks.CADRE, roles=OFFICE_ROLES)
BY_VISITOR = by(may=checks.check_is_visitor, who=checks.VISITOR, roles=OFFICE_ROLES)


def page_of_visit(pair: Pair) -> str:
    """The form on a page of its own, which a phone keeps."""
    return url_with(reverse("contacts:visit"), {"pair": pair.case_id})


MOVES = (
    Move(
        "confirm",
        _("确认挂钩"),
        frozenset({"draft"}),
        "confirmed",
        events.CONFIRMED,
        **BY_LEADER,
        guards=(checks.check_none_stands,),
        act_on_all=acts.confirm,
    ),
    Move(
        "notify",
        _("通知挂钩双方"),
        frozenset({"confirmed"}),
        "notified",
        events.NOTIFIED,
        **BY_OFFICE,
        act_on_all=acts.notify,
        help=_("挂钩干部和企业工会主席都会收到通知。"),
    ),
    Move(
        "begin",
        _("开始挂钩联系"),
        frozenset({"notified"}),
        "active",
        events.BEGUN,
        **BY_CADRE,
        act=acts.begin,
        help=_("开始以后按季度安排走访计划。"),
    ),
    Move(
        "visit",
        _("登记走访"),
        frozenset({"active"}),
        None,
        events.VISITED,
        **BY_VISITOR,
        form=VisitForm,
        judges=(judge_talks,),
        act=visit,
        page=page_of_visit,
    ),
    Move(
        "rate",
        _("开始年度评分"),
        frozenset({"active"}),
        None,
        events.RATING_OPENED,
        **BY_CADRE,
        act=acts.rate,
        is_primary=False,
        help=_("企业工会先自评，再由挂钩干部核查，总工会复核、评定。"),
    ),
    Move(
        "hand_over",
        _("交接挂钩"),
        frozenset({"active"}),
        "handed_over",
        events.HANDED_OVER,
        **BY_OFFICE,
        form=HandOverForm,
        act=acts.hand_over,
        is_primary=False,
    ),
    Move(
        "take_over",
        _("接手挂钩"),
        frozenset({"handed_over"}),
        "active",
        events.TAKEN_OVER,
        **BY_CADRE,
    ),
    Move(
        "drop",
        _("取消挂钩"),
        frozenset({"draft", "confirmed", "notified"}),
        "dropped",
        events.DROPPED,
        **BY_OFFICE,
        form=ReasonForm,
        act=acts.drop,
        is_primary=False,
    ),
    Move(
        "close",
        _("评估并结束挂钩"),
        frozenset({"active", "handed_over"}),
        "closed",
        events.CLOSED,
        **BY_OFFICE,
        form=CloseForm,
        act=acts.close,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Pair]:
    return records_in_order(cases, Pair.objects.select_related("programme"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The leader confirms, the office tells, the cadre begins and visits; when no visit is owed the office evaluates."""
    case, pair = standing.case, standing.record
    if case.state == "draft":
        return [Wanted("confirm", pair.federation_id, role=Role.LEADER)]
    if case.state == "confirmed":
        return [Wanted("notify", pair.federation_id, role=Role.CADRE)]
    if case.state == "notified":
        return [Wanted("begin", pair.federation_id, post_id=pair.cadre_id)]
    if case.state == "handed_over":
        return [Wanted("take_over", pair.federation_id, post_id=pair.cadre_id)]
    owed = PlannedVisit.objects.filter(about=case, visit=None, dropped_on=None).order_by("due_on", "pk")
    first = {row.visitor_id: row for row in reversed(owed)}
    wanted = [Wanted("visit", pair.federation_id, post_id=post_id, due_on=row.due_on) for post_id, row in first.items()]
    return wanted or [Wanted("close", pair.federation_id, role=Role.CADRE)]


def url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


PAIR_FLOW = register_flow(
    Flow(
        code="contacts.pair",
        label=_("挂钩联系"),
        prefix="GG",
        states=STATES,
        initial=DRAFT.code,
        opened=events.DRAFTED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
