"""The desk: to-dos with their light and the clock they answer to, filtered, counted and cut into pages by key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Case as Choose
from django.db.models import CharField, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from zhijia.engines.cases.clocks import NEAR_PARAMETERS, LocalLaw
from zhijia.engines.cases.events import DESK_EXPORTED
from zhijia.engines.cases.flow import get_flow, list_flows
from zhijia.engines.cases.models import Awaits, Clock, ClockState
from zhijia.engines.cases.queries import running_clocks, todos_of, with_places
from zhijia.law.lights import Light
from zhijia.organisation.models import Union
from zhijia.organisation.queries import search_unions
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

PAGE_SIZE = 50
SHADES = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY)


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What to leave of the desk. `holder` is `post` (asked of this post by name) or `role` (of any with its role)."""

    holder: str = ""
    kind: str = ""
    light: str = ""
    line: str = ""
    union: str = ""
    text: str = ""

    def without(self, name: str) -> Self:
        """The same filter with one field empty."""
        return replace(self, **{name: ""})


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the order of due dates: the last row seen. Written as `2026-11-30_42`, or `none_42` when undated."""

    due_on: date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.due_on or 'none'}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The cursor of that text, or None for anything else: a link somebody cut short leads to the first page."""
        day, _, pk = text.partition("_")
        try:
            return cls(None if day == "none" else date.fromisoformat(day), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of to-dos and where its neighbours begin."""

    rows: Sequence[Awaits]
    previous: Cursor | None
    following: Cursor | None


def desk_of(
    actor: Actor,
    wanted: DeskFilter,
    *,
    today: date,
    law: LocalLaw,
    behind: Collection[int] = (),
    under: Union | None = None,
) -> QuerySet[Awaits]:
    """The actor's to-dos that the filter leaves, next due first, each with its `light` (a code of `law.lights`).

    `behind` are the cases that lag behind their time (`lagging.py`); `under` is the union whose subtree the filter names.
    """
    light = _light(actor, today=today, law=law, behind=behind)
    rows = with_places(todos_of(actor), "case_id").annotate(light=light)
    if wanted.holder:
        rows = rows.filter(post__isnull=wanted.holder == "role")
    if wanted.kind:
        rows = rows.filter(case__kind=wanted.kind)
    if wanted.light:
        rows = rows.filter(light=wanted.light)
    if wanted.line:
        rows = rows.filter(case__line=wanted.line)
    if under:
        rows = rows.filter(case__path__gte=under.path, case__path__lt=under.upper_bound)
    elif wanted.union:
        rows = rows.none()
    if wanted.text:
        rows = rows.filter(Q(case__title__icontains=wanted.text) | Q(case__number__icontains=wanted.text))
    return rows


def union_named(actor: Actor, wanted: DeskFilter) -> Union | None:
    """The visible union that the filter's text finds first; None without a text, and for one that finds nothing."""
    found = search_unions(actor, wanted.union, most=1) if wanted.union else []
    return found[0] if found else None


def log_export(actor: Actor, *, rows: int, query: str, now: datetime) -> None:
    """Leave in the log who took which list out of the house."""
    record(
        NewEvent(
            kind=DESK_EXPORTED.code,
            at=now,
            doer=actor.doer,
            subject=Subject("organisation.user", actor.user_id or 0, actor.name),
            data={"rows": rows, "query": query[:400]},
        )
    )


def count_by_light(rows: QuerySet[Awaits]) -> Mapping[str, int]:
    """How many to-dos shine in each light, in one query; the sum is their number."""
    counts = {shade.value: Count("pk", filter=Q(light=shade.value)) for shade in SHADES}
    found: dict[str, int] = rows.order_by().aggregate(**counts)
    return found


def desk_page(rows: QuerySet[Awaits], *, after: Cursor | None = None, before: Cursor | None = None) -> DeskPage:
    """The page after one row, or before one; the first without either."""
    if before:
        backward = rows.filter(_earlier(before)).order_by(F("due_on").desc(nulls_first=True), "-pk")
        found = list(backward[: PAGE_SIZE + 1])
        has_more, shown = len(found) > PAGE_SIZE, found[PAGE_SIZE - 1 :: -1] if found else []
        return DeskPage(shown, _cursor(shown[0]) if has_more else None, _cursor(shown[-1]) if shown else None)
    found = list((rows.filter(_later(after)) if after else rows)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return DeskPage(
        shown,
        _cursor(shown[0]) if after and shown else None,
        _cursor(shown[-1]) if len(found) > PAGE_SIZE else None,
    )


def clocks_answered(rows: Sequence[Awaits]) -> Mapping[int, Clock | None]:
    """For each to-do the running clock that its act would meet: the one it stops, else one due on the same day."""
    by_case = running_clocks([row.case_id for row in rows])
    return {row.pk: _clock_of(row, by_case[row.case_id]) for row in rows}


def _clock_of(row: Awaits, clocks: Sequence[Clock]) -> Clock | None:
    move = get_flow(row.case.kind).move(row.verb)
    stops = (*move.stops, *move.may_stop)
    same_day = [clock for clock in clocks if clock.due_on == row.due_on]
    return next((clock for clock in same_day if clock.name in stops), same_day[0] if same_day else None)


def _light(actor: Actor, *, today: date, law: LocalLaw, behind: Collection[int]) -> Choose:
    """Red when past, yellow when behind, blue when near (by the kind of the clock ending on that day), grey without a date."""
    place = actor.post.place if actor.post else ""
    near = {name: today + timedelta(days=law.near_days(name, place=place, on=today)) for name in NEAR_PARAMETERS}
    clock = Clock.objects.filter(case=OuterRef("case"), state=ClockState.RUNNING, due_on=OuterRef("due_on"))
    until = Choose(*(When(kind=name, then=Value(day)) for name, day in near.items()), output_field=DateField())
    near_until = Coalesce(Subquery(clock.order_by("pk").values(until=until)[:1]), Value(near["task"]))
    return Choose(
        When(waits_for_others(), then=Value(Light.GREY.value)),
        When(due_on__lt=today, then=Value(Light.RED.value)),
        When(case_id__in=list(behind), then=Value(Light.YELLOW.value)),
        When(due_on=None, then=Value(Light.GREY.value)),
        When(due_on__lte=near_until, then=Value(Light.BLUE.value)),
        default=Value(Light.GREEN.value),
        output_field=CharField(),
    )


def waits_for_others() -> Q:
    """To-dos of a post for acts of another side: it enters what comes on paper, and is not late with what has not come."""
    others = Q()
    for flow in list_flows():
        verbs = [move.verb for move in flow.moves if move.party_label]
        if verbs:
            others |= Q(case__kind=flow.code, verb__in=verbs)
    return others & Q(party="") if others else Q(pk=None)


def _later(than: Cursor) -> Q:
    if than.due_on is None:
        return Q(due_on=None, pk__gt=than.pk)
    return Q(due_on__gt=than.due_on) | Q(due_on=than.due_on, pk__gt=than.pk) | Q(due_on=None)


def _earlier(than: Cursor) -> Q:
    if than.due_on is None:
        return Q(due_on__isnull=False) | Q(due_on=None, pk__lt=than.pk)
    return Q(due_on__lt=than.due_on) | Q(due_on=than.due_on, pk__lt=than.pk)


def _cursor(row: Awaits) -> Cursor:
    return Cursor(row.due_on, row.pk)
