"""A corrected calendar computes the open clocks again that it touches: visibly, by an event with both dates.

A clock is touched when a corrected day lies between its start and its end. Case after case commits by itself: a kill
loses nothing, and doing it again changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least

from zhijia.engines.cases.awaiting import rewrite_awaits, tell_awaited
from zhijia.engines.cases.clocks import LocalLaw, replay, set_due
from zhijia.engines.cases.events import CLOCK_RECOMPUTED
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import OPEN_CLOCKS, Case, Clock
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.cases.standing import Standing
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.trail.record import NewEvent, Subject, record

PORTION = 2000


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """The first and the last day that were corrected, and the notice that did it."""

    first: date
    last: date
    source: str


def recompute(change: CalendarChange, *, now: datetime, portion: int = PORTION) -> int:
    """Compute every touched clock again; returns how many end on another day now."""
    law, after, changed = LocalLaw(), 0, 0
    while clocks := list(_touched(change).filter(pk__gt=after).order_by("pk")[:portion]):
        for clock in _moved(clocks, law):
            changed += _move(clock.pk, clock.case_id, change, law=law, now=now)
        after = clocks[-1].pk
    return changed


def _touched(change: CalendarChange) -> QuerySet[Clock]:
    """Open clocks that count days by law, forwards or backwards over a corrected day."""
    return (
        Clock.objects.filter(state__in=OPEN_CLOCKS, promised_on=None)
        .exclude(unit="hour")
        .annotate(begins=Least(F("started_on"), F("due_on")), ends=Greatest(F("started_on"), F("due_on")))
        .filter(begins__lte=change.last, ends__gte=change.first)
        .prefetch_related("entries")
    )


def _moved(clocks: list[Clock], law: LocalLaw) -> Iterator[Clock]:
    """Those that end on another day, found without a lock."""
    return (clock for clock in clocks if replay(clock, calendar=law.calendar) != clock.due_on)


def _move(clock_id: int, case_id: int, change: CalendarChange, *, law: LocalLaw, now: datetime) -> int:
    """Give one clock its new end: event, awaits, messages. 0 when somebody else has settled it meanwhile."""
    with transaction.atomic(), scoped(SYSTEM):
        Case.objects.select_for_update().get(pk=case_id)
        clock = Clock.objects.select_for_update(of=("self",)).select_related("case").get(pk=clock_id)
        before = clock.due_on
        set_due(clock, law=law)
        if clock.state not in OPEN_CLOCKS or clock.due_on == before:
            return 0
        if clock.due_at >= now:
            clock.overdue_seen_on = None
        clock.save(update_fields=["due_on", "due_at", "overdue_seen_on"])
        record(_event(clock, before, change, now=now))
        flow, case = get_flow(clock.case.kind), clock.case
        rewrite_awaits(flow, [Standing(case, flow.record_of(case))], now=now, told_by=SYSTEM)
        tell_awaited(case, CLOCK_RECOMPUTED.code, f"{case.title[:200]} · {clock.due_on}", actor=SYSTEM, now=now)
        return 1


def _event(clock: Clock, before: date, change: CalendarChange, *, now: datetime) -> NewEvent:
    return NewEvent(
        kind=CLOCK_RECOMPUTED.code,
        at=now,
        doer=SYSTEM.doer,
        subject=Subject(SUBJECT, clock.case_id, str(clock.case)),
        from_state=clock.case.state,
        to_state=clock.case.state,
        data={
            "clock": clock.name,
            "from_due_on": before.isoformat(),
            "due_on": clock.due_on.isoformat(),
            "source": change.source,
        },
    )
