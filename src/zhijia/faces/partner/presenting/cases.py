"""Shared cases in the words of the party that looks: what is asked of it, until when, what was served on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import Flow, get_flow
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.cases.panels import starts_of
from zhijia.engines.cases.queries import Awaited, OpenMove, Place, place_of
from zhijia.engines.documents.models import Attachment, IssuedDocument, Serving
from zhijia.faces.clocks import days_left
from zhijia.faces.partner.queries import CLOSED, OPEN, WAITING, Asked
from zhijia.lib.phrases import clauses
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.queries.keyset import Cut
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import get_kind
from zhijia.trail.models import Event
from zhijia.ui.components import Action, Chip, Page, TimelineEntry, url_with
from zhijia.ui.wording import near_date

Unsigned = Mapping[tuple[int, str], Serving]
"""Papers that are not signed for yet, by their case and the move that signing makes."""


@dataclass(frozen=True, slots=True)
class Task:
    """One act that is asked of the party."""

    title: str
    number: str
    kind: str
    place: str
    when: str
    light: str
    case_url: str
    act: Action


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list."""

    title: str
    number: str
    kind: str
    state: str
    place: str
    url: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ServedLine:
    """A paper that was served: a document of a union or the other party's file. Unread ones ask for a receipt first."""

    title: str
    note: str
    served_at: datetime
    received_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class CaseTop:
    """What stands at the top of the page of a case."""

    pk: int
    number: str
    kind: str
    title: str
    state: str
    is_closed: bool
    place: Place
    primary: Action | None
    others: Sequence[Action]


def present_tasks(todos: Iterable[Awaits], unsigned: Unsigned, *, actor: Actor, today: date) -> list[Task]:
    return [_task(todo, unsigned, actor, today) for todo in todos]


def present_starts(actor: Actor) -> list[Action]:
    """What this party may begin by itself."""
    kind = actor.mandate.kind if actor.mandate else ""
    return [Action(_(start.label), reverse(start.url_name), icon="plus") for start in starts_of(kind)]


def present_lines(cases: Iterable[Case]) -> list[CaseLine]:
    return [_line(case) for case in cases]


def show_chips(query: QueryDict, asked: Asked, *, waiting: int) -> list[Chip]:
    """Which cases to list."""
    words = {OPEN: _("办理中"), WAITING: _("等我方办理"), CLOSED: _("已办结")}
    shown = query.dict() | {"after": "", "before": ""}
    path = reverse("partner:home")
    return [
        Chip(label, url_with(path, shown, show=show), waiting if show == WAITING else None, show == asked.show)
        for show, label in words.items()
    ]


def present_page(page: Cut[Case], query: QueryDict) -> Page:
    path, kept = reverse("partner:home"), query.dict() | {"after": "", "before": ""}
    return Page(
        shown=len(page.rows),
        previous_url=url_with(path, kept, before=page.before) if page.before else "",
        next_url=url_with(path, kept, after=page.after) if page.after else "",
    )


def present_top(
    case: Case, flow: Flow, moves: Sequence[OpenMove], *, wanted: Iterable[str], unsigned: Unsigned, actor: Actor
) -> CaseTop:
    """The act that the case awaits of this party first, else its first main act; the rest beside it."""
    asked = set(wanted)
    ordered = sorted(moves, key=lambda move: (move.verb not in asked, not move.is_primary))
    acts = [_act(flow, case.pk, move.verb, unsigned, actor) for move in ordered]
    has_primary = bool(ordered) and (ordered[0].is_primary or ordered[0].verb in asked)
    return CaseTop(
        pk=case.pk,
        number=case.number,
        kind=_(flow.label),
        title=case.title,
        state=_(flow.state(case.state).label),
        is_closed=case.closed_at is not None,
        place=place_of(case),
        primary=acts[0] if has_primary else None,
        others=acts[1:] if has_primary else acts,
    )


@dataclass(frozen=True, slots=True)
class AwaitedAct:
    """One act that the case awaits of the party."""

    what: str
    when: str


def present_awaited(
    case: Case, flow: Flow, rows: Iterable[Awaited], unsigned: Unsigned, *, actor: Actor, today: date
) -> list[AwaitedAct]:
    acts = [(_act(flow, case.pk, row.verb, unsigned, actor), row) for row in rows]
    return [AwaitedAct(str(act.label), _when(row.due_on, today)[0]) for act, row in acts]


def _act(flow: Flow, case_id: int, verb: str, unsigned: Unsigned, actor: Actor) -> Action:
    """The act on its form; one that is made by signing for a paper leads to the paper."""
    if serving := unsigned.get((case_id, verb)):
        return Action(_("签收"), reverse("partner:served", args=[serving.pk]))
    return Action(_(flow.move(verb).label_for(actor)), reverse("partner:move", args=[case_id, verb]))


def own_clocks(flow: Flow, clocks: Sequence[Clock], actor: Actor) -> list[Clock]:
    """The terms that bind this party: those that an act of its own ends, or sets running to end where it has a say."""
    kind, own_states = actor.mandate.kind if actor.mandate else "", states_before(flow, actor)
    own = [move for move in flow.moves if kind in move.parties]
    ending = {move.verb for move in flow.moves if not own_states.isdisjoint(move.from_states)}
    named = {name for move in own for name in (*move.stops, *move.may_stop)}
    named |= {start.name for move in own for start in move.starts if start.on_expiry in ending}
    return [clock for clock in clocks if clock.name in named]


def present_served(servings: Iterable[Serving]) -> list[ServedLine]:
    return [_served(serving) for serving in servings]


def present_own(attachments: Iterable[Attachment]) -> list[Action]:
    return [
        Action(attachment.filename, reverse("partner:attachment", args=[attachment.pk])) for attachment in attachments
    ]


def present_events(flow: Flow, events: Iterable[Event], actor: Actor) -> list[TimelineEntry]:
    """What changed the state since the case was opened, and what this party did itself; without words of the unions.

    A bureau is told what came before it and what became of that, not how the two sides came there.
    """
    labels, before_it = {state.code: _(state.label) for state in flow.states}, states_before(flow, actor)
    return [
        TimelineEntry(text=get_kind(event.kind).words, at=event.at, who=_side(event), note=_change(event, labels))
        for event in events
        if event.from_state and not before_it.isdisjoint((event.from_state, event.to_state))
    ]


def states_before(flow: Flow, actor: Actor) -> frozenset[str]:
    """The states whose coming and going this party is told of: of a bureau those in which it decides what comes next."""
    if actor.mandate is None or actor.mandate.kind != PartyKind.BUREAU:
        return frozenset(state.code for state in flow.states)
    deciding = [move for move in flow.moves if PartyKind.BUREAU in move.parties and (move.to_state or move.may_lead_to)]
    return frozenset(state for move in deciding for state in move.from_states)


def _task(todo: Awaits, unsigned: Unsigned, actor: Actor, today: date) -> Task:
    flow = get_flow(todo.case.kind)
    when, light = _when(todo.due_on, today)
    return Task(
        title=todo.case.title,
        number=todo.case.number,
        kind=_(flow.label),
        place=place_of(todo).shortest,
        when=when,
        light=light,
        case_url=reverse("partner:case", args=[todo.case_id]),
        act=_act(flow, todo.case_id, todo.verb, unsigned, actor),
    )


def _when(due_on: date | None, today: date) -> tuple[str, str]:
    if due_on is None:
        return _("没有规定期限"), "none"
    day = near_date(due_on, language=get_language() or "zh-hans", today=today)
    left = [] if due_on == today else [days_left(due_on, today)]
    words = clauses([_("最迟 %(day)s") % {"day": day}, *left], _)
    return words, "late" if due_on < today else "ok"


def _line(case: Case) -> CaseLine:
    flow = get_flow(case.kind)
    return CaseLine(
        title=case.title,
        number=case.number,
        kind=_(flow.label),
        state=_(flow.state(case.state).label),
        place=place_of(case).shortest,
        url=reverse("partner:case", args=[case.pk]),
        is_closed=case.closed_at is not None,
    )


def _served(serving: Serving) -> ServedLine:
    item = serving.item
    is_document = isinstance(item, IssuedDocument)
    note = clauses([item.number, item.issuer], _) if isinstance(item, IssuedDocument) and item.number else ""
    return ServedLine(
        title=item.title if isinstance(item, IssuedDocument) else item.filename,
        note=note or (item.issuer if isinstance(item, IssuedDocument) else item.added_by_label),
        served_at=serving.served_at,
        received_at=serving.received_at,
        url=reverse("partner:served", args=[serving.pk])
        if is_document or serving.received_at is None
        else reverse("partner:attachment", args=[item.pk]),
    )


def _side(event: Event) -> str:
    """Who acted, by the side only where it was a post of a union: its people are none of the other side's business."""
    return _("工会") if event.post_id else " · ".join(filter(None, (_(event.actor_label), event.post_label)))


def _change(event: Event, labels: Mapping[str, str]) -> str:
    if event.from_state == event.to_state or not event.from_state:
        return ""
    return f"{labels.get(event.from_state, event.from_state)} → {labels.get(event.to_state, event.to_state)}"
