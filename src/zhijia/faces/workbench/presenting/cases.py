"""A case in the reader's language: its head, facts, timeline, people and diagram."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from zhijia.engines.cases.diagram import Plate, moves_in_words, plate_of
from zhijia.engines.cases.events import ATTACHMENT_ADDED
from zhijia.engines.cases.flow import Flow, get_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import Awaited, OpenMove, Place
from zhijia.engines.documents.events import DOCUMENT_ANNULLED, DOCUMENT_ISSUED
from zhijia.faces.clocks import days_left
from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import Sentence
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import UnknownEventKind, get_kind
from zhijia.trail.models import Event
from zhijia.ui.components import Action, Fact, Tab, TimelineEntry
from zhijia.ui.wording import grouped

TOLD = ("reason", "ground", "text", "note", "problems", "next_step", "standard", "filename", "number")
STATE_BADGES = {True: "", False: "near"}


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands at the top of a case page and of the pane."""

    pk: int
    number: str
    kind: str
    title: str
    url: str
    state: str
    badge: str
    place: Place
    primary: Action | None
    others: Sequence[Action]


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """One line of "whom it awaits"."""

    what: str
    whom: str
    union: str
    due_on: date | None
    words: str
    is_mine: bool
    is_today: bool = False
    """Then the date says by itself how much time is left."""
    enters: str = ""
    """What the post makes of the other side's act, once its paper has come; empty for an act of its own."""


def present_head(
    case: Case, flow: Flow, moves: Sequence[OpenMove], *, place: Place, wanted: Collection[str], is_partys_turn: bool
) -> CaseHead:
    """The next act is what the case awaits of this reader, else the first main move; the rest lies in a menu.

    While a party acts here itself (`is_partys_turn`), what the union would enter for it from paper lies in the menu too.
    """
    ordered = sorted(moves, key=lambda move: (move.verb not in wanted, not move.is_primary))
    acts = [Action(_(move.label), reverse("cases:move", args=[case.pk, move.verb])) for move in ordered]
    has_primary = bool(ordered) and (ordered[0].verb in wanted or (ordered[0].is_primary and not is_partys_turn))
    state = flow.state(case.state)
    return CaseHead(
        pk=case.pk,
        number=case.number,
        kind=_(flow.label),
        title=case.title,
        url=flow.url_of(case),
        state=_(state.label),
        badge=STATE_BADGES[state.is_final],
        place=place,
        primary=acts[0] if has_primary else None,
        others=acts[1:] if has_primary else acts,
    )


def present_facts(case: Case, flow: Flow, place: Place) -> list[Fact]:
    """What the register itself knows of a case."""
    opened = Sentence("{at}", {"at": case.opened_at}).said_in(_)
    closed = [Fact(_("办结"), Sentence("{at}", {"at": case.closed_at}).said_in(_))] if case.closed_at else []
    line = [Fact(_("条线"), FunctionLine(case.line).label)] if case.line else []
    enterprise = [Fact(pgettext("one", "用人单位"), place.enterprise)] if place.enterprise else []
    due = [Fact(_("期限"), Sentence("{day}", {"day": case.due_on}).said_in(_))] if case.due_on else []
    return [
        Fact(_("编号"), case.number),
        Fact(_("类别"), _(flow.label)),
        Fact(_("工会"), place.union),
        *enterprise,
        *line,
        Fact(_("立项"), opened),
        *due,
        *closed,
    ]


def present_timeline(flow: Flow, events: Sequence[Event]) -> list[TimelineEntry]:
    """What happened, newest first, each with who, through which post, and what was said."""
    return [_entry(flow, event) for event in events]


def present_awaited(flow: Flow, rows: Sequence[Awaited], *, actor: Actor, today: date) -> list[AwaitedRow]:
    """Whom the case awaits, for what, until when; the acting post's own acts are marked."""
    return [
        AwaitedRow(
            what=_(flow.move(row.verb).party_label or flow.move(row.verb).label),
            enters=_(flow.move(row.verb).label) if flow.move(row.verb).party_label and not row.party else "",
            whom=_whom(row),
            union=row.union,
            due_on=row.due_on,
            words=days_left(row.due_on, today) if row.due_on else "",
            is_mine=is_asked_of(actor, row),
            is_today=row.due_on == today,
        )
        for row in rows
    ]


def _whom(row: Awaited) -> str:
    """The post, the role or the kind of party, with the names of those who hold it."""
    if row.party:
        return str(PartyKind(row.party.partition(":")[0]).label)
    return " · ".join(filter(None, (row.post or str(Role(row.role).label), row.holders)))


def present_people(rows: Sequence[AwaitedRow]) -> list[Fact]:
    """Whom the case awaits: the act, who, at which union."""
    return [Fact(row.what, row.whom, note=" · ".join(filter(None, (row.union, row.words)))) for row in rows]


def present_doers(timeline: Sequence[TimelineEntry]) -> list[Fact]:
    """Who has acted and how often, the latest first."""
    times = Counter(entry.who for entry in timeline)
    return [Fact(who, ngettext("%(n)d 次", "%(n)d 次", n) % {"n": n}) for who, n in times.items()]


def is_asked_of(actor: Actor, row: Awaited) -> bool:
    """Whether the acting post is the one awaited, by itself or by its role at that union, or a party acted for."""
    if row.party:
        return row.party in actor.parties
    if actor.post is None:
        return False
    by_role = row.post_id is None and (row.role, row.union) == (actor.post.role, actor.post.union_name)
    return row.post_id == actor.post.id or by_role


def present_tabs(case: Case, chosen: str, events: Sequence[Event]) -> list[Tab]:
    """The parts of a case page; each is a page of its own. How many documents and attachments there are, the log knows too."""
    added = sum(event.kind == ATTACHMENT_ADDED.code for event in events)
    issued = sum(event.kind in (DOCUMENT_ISSUED.code, DOCUMENT_ANNULLED.code) for event in events)
    counts = {"documents": issued, "attachments": added, "timeline": len(events)}
    words = {
        "facts": _("事实"),
        "documents": _("文书"),
        "attachments": _("附件"),
        "timeline": _("经过"),
        "people": _("人员"),
    }
    address = reverse("cases:case", args=[case.pk])
    return [
        Tab(label, f"{address}?tab={name}", is_current=name == chosen, count=counts.get(name))
        for name, label in words.items()
    ]


def present_diagram(flow: Flow, case: Case, events: Sequence[Event]) -> SafeString:
    """The flow's drawing with the way this case has gone."""
    past = {event.from_state for event in events} | {event.to_state for event in events}
    plate, _words = _drawn(flow.code, get_language() or "")
    return mark_safe(plate.lit(now=case.state, past=past - {""}))  # noqa: S308 - it escapes its words


def present_moves_in_words(flow: Flow) -> Sequence[str]:
    _plate, words = _drawn(flow.code, get_language() or "")
    return words


@cache
def _drawn(code: str, _language: str) -> tuple[Plate, Sequence[str]]:
    """What the pages of all cases of a flow draw and say alike in the language of the request: made once."""
    flow = get_flow(code)
    return plate_of(flow, _), tuple(moves_in_words(flow, _))


def event_label(kind: str) -> str:
    """What an act is called; the bare code of a kind that is no longer declared."""
    try:
        return get_kind(kind).words
    except UnknownEventKind:
        return kind


def _entry(flow: Flow, event: Event) -> TimelineEntry:
    return TimelineEntry(
        text=event_label(event.kind),
        at=event.at,
        who=" · ".join(filter(None, (_(event.actor_label), event.post_label))),
        note=clauses([*_change(flow, event), *_told(event.data)], _),
        light="late" if event.kind == "cases.clock_overdue" else "",
    )


def _change(flow: Flow, event: Event) -> list[str]:
    if event.from_state == event.to_state or not event.from_state:
        return []
    return [f"{_state_label(flow, event.from_state)} → {_state_label(flow, event.to_state)}"]


def _state_label(flow: Flow, code: str) -> str:
    """What a state is called; the bare code of one that is no longer declared."""
    return next((_(state.label) for state in flow.states if state.code == code), code)


def _told(data: Mapping[str, object]) -> list[str]:
    """What was written at the time, and of a correction the days before and after."""
    words = [str(data[name]) for name in TOLD if data.get(name)]
    if "old_on" in data and "new_on" in data:
        days = {name: date.fromisoformat(str(data[name])) for name in ("old_on", "new_on", "due_on")}
        words.append(Sentence("起算日由{old_on}更正为{new_on}，到期日{due_on}", days).said_in(_))
    elif {"from_due_on", "due_on"} <= data.keys():
        days = {name: date.fromisoformat(str(data[name])) for name in ("from_due_on", "due_on")}
        words.append(Sentence("到期日由{from_due_on}改为{due_on}", days).said_in(_))
    elif "due_on" in data and "clock" in data:
        words.append(Sentence("到期日{day}", {"day": date.fromisoformat(str(data["due_on"]))}).said_in(_))
    return words


def size_words(size: int) -> str:
    """312 KB, 2.4 MB."""
    kilobytes = size / 1024
    return (
        f"{grouped(round(kilobytes / 1024, 1))} MB" if kilobytes >= 1024 else f"{grouped(max(1, round(kilobytes)))} KB"
    )
