"""Clocks of a case: started and stopped by moves, explained by replay.

Stored are the start, the rule (parameter key and version, or a promised day) and what was decided; the due date is kept
for indexing and can be computed again from these at any time (`replay`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from zhijia.engines.cases.flow import ClockStart
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.law.calendar import WorkingCalendar
from zhijia.law.lights import Reading, clock_light
from zhijia.law.resolver import Override, ResolvedParameter, declared_parameter, parameter
from zhijia.law.terms import Due, Term, Unit, compute_due
from zhijia.organisation.overrides import law_place, parameter_overrides, working_calendar

NATION = "CN"
NEAR_PARAMETERS = {
    "task": "light.task.near",
    "statutory": "light.statutory.near",
    "term": "light.union_term.near",
}


class LocalLaw:
    """The calendar and the city's corrections, each read when first asked for, for all clocks of a page or a move."""

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()

    @cached_property
    def overrides(self) -> Sequence[Override]:
        return parameter_overrides()

    def rule(self, key: str, *, place: str, on: date) -> ResolvedParameter:
        """A parameter for a six-digit division, or with an empty one for the nation, on a day."""
        return parameter(key, place=law_place(place) if place else NATION, on=on, overrides=self.overrides)

    def near_days(self, kind: str, *, place: str, on: date) -> int:
        """How many days before its due date a clock of this kind turns blue."""
        return self.rule(NEAR_PARAMETERS[kind], place=place, on=on).number


@dataclass(frozen=True)
class WhyThisDate:
    """Everything that explains a due date: the rule with its source, and the arithmetic (None for a promised day)."""

    clock: Clock
    parameter: ResolvedParameter | None
    due: Due | None


def start_clocks(case: Case, record: Any, starts: Sequence[ClockStart], *, on: date) -> None:
    """Start these clocks on a day. A parameter without a value in this place starts no clock: unknown is not a number."""
    if not starts:
        return
    law = LocalLaw()
    for start in starts:
        Clock.objects.filter(case=case, name=start.name, state=ClockState.RUNNING).update(
            state=ClockState.STOPPED, ended_on=on
        )
        clock = _promised(case, record, start, on) if start.promised else _by_law(case, start, on, law)
        if clock:
            clock.save()


def stop_clocks(case: Case, names: Sequence[str] | None, *, on: date) -> None:
    """Mark running clocks as met on a day: those named, or all of them when the case closes (`names` None)."""
    if names == ():
        return
    running = Clock.objects.filter(case=case, state=ClockState.RUNNING)
    if names is not None:
        running = running.filter(name__in=names)
    running.update(state=ClockState.MET, ended_on=on)


def restart(clock: Clock, *, on: date, law: LocalLaw) -> None:
    """Let a clock that runs by law count from another day, by the rule of that day. Not saved."""
    rule = law.rule(clock.parameter, place=clock.case.place, on=on)
    if rule.value is not None:
        clock.amount, clock.parameter_version = rule.number, rule.version_id
    clock.started_on = on
    clock.due_on = replay(clock, calendar=law.calendar)


def _promised(case: Case, record: Any, start: ClockStart, on: date) -> Clock | None:
    day = start.promised(record) if start.promised else None
    if day is None:
        return None
    return Clock(case=case, name=start.name, kind=start.kind, started_on=on, promised_on=day, due_on=day)


def _by_law(case: Case, start: ClockStart, on: date, law: LocalLaw) -> Clock | None:
    rule = law.rule(start.parameter, place=case.place, on=on)
    if rule.value is None:
        return None
    clock = Clock(
        case=case,
        name=start.name,
        kind=start.kind,
        parameter=start.parameter,
        parameter_version=rule.version_id,
        started_on=on,
        amount=rule.number,
        unit=rule.unit,
    )
    clock.due_on = replay(clock, calendar=law.calendar)
    return clock


def term_of(clock: Clock) -> Term:
    """The stored term of a clock that runs by law."""
    if clock.amount is None:
        raise ValueError(f"clock {clock.pk} runs to a promised day and has no term")
    rules = declared_parameter(clock.parameter)
    return Term(clock.amount, Unit(clock.unit), is_backward=rules.is_backward, rolls=rules.rolls)


def replay(clock: Clock, *, calendar: WorkingCalendar) -> date:
    """The due date computed from nothing but what is stored; must equal `clock.due_on`."""
    if clock.promised_on:
        return clock.promised_on
    return compute_due(clock.started_on, term_of(clock), calendar=calendar).due_on


def why(clock: Clock, law: LocalLaw) -> WhyThisDate:
    """What "why this date" shows."""
    if clock.promised_on:
        return WhyThisDate(clock, None, None)
    rule = law.rule(clock.parameter, place=clock.case.place, on=clock.started_on)
    return WhyThisDate(clock, rule, compute_due(clock.started_on, term_of(clock), calendar=law.calendar))


def light_of(clock: Clock, *, today: date, near_days: int) -> Reading:
    """The light of one clock; near_days is the threshold of its kind (`LocalLaw.near_days`)."""
    return clock_light(
        start_on=clock.started_on, due_on=clock.due_on, today=today, near_days=near_days, met_on=clock.ended_on
    )
