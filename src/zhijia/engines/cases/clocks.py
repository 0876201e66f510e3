"""Clocks of a case: started and stopped by moves, explained by replay.

Stored are the start, the rule (parameter key and version, or a promised day) and what was decided; the due date is kept
for indexing and can be computed again from these at any time (`replay`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.engines.cases.flow import ClockStart
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.law.calendar import WorkingCalendar
from zhijia.law.lights import Reading, clock_light
from zhijia.law.resolver import ResolvedParameter, declared_parameter, parameter
from zhijia.law.terms import Due, Term, Unit, compute_due
from zhijia.organisation.overrides import law_place, parameter_overrides, working_calendar


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
    calendar = working_calendar()
    for start in starts:
        Clock.objects.filter(case=case, name=start.name, state=ClockState.RUNNING).update(
            state=ClockState.STOPPED, ended_on=on
        )
        clock = _promised(case, record, start, on) if start.promised else _by_law(case, start, on, calendar)
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


def _promised(case: Case, record: Any, start: ClockStart, on: date) -> Clock | None:
    day = start.promised(record) if start.promised else None
    if day is None:
        return None
    return Clock(case=case, name=start.name, kind=start.kind, started_on=on, promised_on=day, due_on=day)


def _by_law(case: Case, start: ClockStart, on: date, calendar: WorkingCalendar) -> Clock | None:
    rule = _rule(start.parameter, case, on)
    if rule.value is None:
        return None
    clock = Clock(
        case=case,
        name=start.name,
        kind=start.kind,
        parameter=start.parameter,
        parameter_version=rule.version_id or "",
        started_on=on,
        amount=rule.number,
        unit=rule.parameter.unit,
    )
    clock.due_on = compute_due(on, term_of(clock), calendar=calendar).due_on
    return clock


def _rule(key: str, case: Case, on: date) -> ResolvedParameter:
    return parameter(key, place=law_place(case.place), on=on, overrides=parameter_overrides())


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


def why(clock: Clock) -> WhyThisDate:
    """What "why this date" shows."""
    if clock.promised_on:
        return WhyThisDate(clock, None, None)
    rule = _rule(clock.parameter, clock.case, clock.started_on)
    return WhyThisDate(clock, rule, compute_due(clock.started_on, term_of(clock), calendar=working_calendar()))


def light_of(clock: Clock, *, today: date, near_days: int) -> Reading:
    """The light of one clock; near_days is the threshold of its kind (`lights` parameters)."""
    return clock_light(
        start_on=clock.started_on, due_on=clock.due_on, today=today, near_days=near_days, met_on=clock.ended_on
    )
