"""Clocks of a case: started and stopped by moves, explained by replay.

Stored are what the term counts from, the rule (parameter key and version, or a promised day) and what was decided about
it (`ClockEntry`); the due date is kept for indexing and can be computed again from these at any time (`replay`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from zhijia.engines.cases.flow import ClockStart
from zhijia.engines.cases.models import OPEN_CLOCKS, Case, Clock, ClockEntry, ClockState, EntryKind
from zhijia.engines.cases.standing import Standing
from zhijia.law.calendar import WorkingCalendar
from zhijia.law.judging import judge_term
from zhijia.law.lights import Reading, clock_light
from zhijia.law.resolver import Override, ResolvedParameter, declared_parameter, parameter, parameter_by
from zhijia.law.spans import Instant, as_day
from zhijia.law.terms import Due, Extension, Pause, Term, Unit, compute_due, end_of_day, units_left
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import Corrections, law_place, read_corrections

NATION = "CN"
NEAR_PARAMETERS = {
    "task": "light.task.near",
    "statutory": "light.statutory.near",
    "term": "light.union_term.near",
}


class LocalLaw:
    """The calendar and the city's corrections, read together when first asked for, for all clocks of a page or a move."""

    @cached_property
    def _corrections(self) -> Corrections:
        return read_corrections()

    @property
    def calendar(self) -> WorkingCalendar:
        return self._corrections.calendar

    @property
    def overrides(self) -> Sequence[Override]:
        return self._corrections.overrides

    def rule(self, key: str, *, place: str, on: date) -> ResolvedParameter:
        """A parameter for a six-digit division, or with an empty one for the nation, on a day."""
        return parameter(key, place=law_place(place) if place else NATION, on=on, overrides=self.overrides)

    def rule_of(self, clock: Clock) -> ResolvedParameter:
        """The rule that a clock stored when it began: what is entered later neither explains nor judges it."""
        place = law_place(clock.case.place) if clock.case.place else NATION
        known = [row for row in self.overrides if row.entered_on <= clock.set_on]
        return parameter_by(clock.parameter, clock.parameter_version, place=place, on=_rule_day(clock), overrides=known)

    def near_days(self, kind: str, *, place: str, on: date) -> int:
        """How many days before its due date a clock of this kind turns blue."""
        return self.rule(NEAR_PARAMETERS[kind], place=place, on=on).number


@dataclass(frozen=True)
class WhyThisDate:
    """Everything that explains a due date: the rule with its source, and the arithmetic (None for a promised day).

    `left` says of a paused clock how much of the term is still to run; its date is the one before the pause.
    """

    clock: Clock
    parameter: ResolvedParameter | None
    due: Due | None
    entries: Sequence[ClockEntry] = ()
    left: Sentence | None = None


def start_clocks(standings: Sequence[Standing], starts: Sequence[ClockStart], *, now: datetime) -> None:
    """Start these clocks on each case, in place of those of the same name.

    A parameter without a value in this place starts no clock: unknown is not a number. Nor
    does a term whose fact is not known (`ClockStart.since` gives None).
    """
    if not starts:
        return
    law = LocalLaw()
    replaced = _open_clocks([standing.case.pk for standing in standings])
    replaced = replaced.filter(name__in=[start.name for start in starts])
    replaced.update(state=ClockState.STOPPED, ended_on=local_day(now))
    begun = [_begun(standing, start, now, law) for standing in standings for start in starts]
    Clock.objects.bulk_create([clock for clock in begun if clock])


def stop_clocks(case_ids: Sequence[int], names: Sequence[str] | None, *, on: date) -> None:
    """Mark open clocks as met on a day: those named, or all of them when the cases close (`names` None)."""
    if names == ():
        return
    open_ones = _open_clocks(case_ids)
    if names is not None:
        open_ones = open_ones.filter(name__in=names)
    open_ones.update(state=ClockState.MET, ended_on=on)


def drop_clock(clock: Clock, *, on: date) -> None:
    """A clock whose fact is no more was never to run."""
    clock.state, clock.paused_until, clock.ended_on = ClockState.STOPPED, None, on
    clock.save(update_fields=["state", "paused_until", "ended_on"])


def running_terms(standings: Sequence[Standing]) -> Mapping[int, dict[str, date]]:
    """Of each case, when its running clocks are due, by their names."""
    terms: dict[int, dict[str, date]] = {standing.case.pk: {} for standing in standings}
    running = Clock.objects.filter(case__in=terms, state=ClockState.RUNNING)
    for case_id, name, due_on in running.values_list("case_id", "name", "due_on"):
        terms[case_id][name] = due_on
    return terms


def mark_passed(clock: Clock, *, has_lapsed: bool, on: date) -> None:
    """A term whose end the law gives a meaning has lapsed on its last day; another is overdue, and that was seen."""
    if has_lapsed:
        clock.state, clock.ended_on = ClockState.LAPSED, clock.due_on
    clock.overdue_seen_on = on
    clock.save(update_fields=["state", "ended_on", "overdue_seen_on"])


def restart(clock: Clock, *, on: date, law: LocalLaw, now: datetime) -> bool:
    """Let a clock that runs by law count from another day, by the rule of that day.

    Returns whether it had run out, as was seen, and by this count has not: it then runs again, unless it was met.
    """
    clock.started_on = on
    rule = law.rule(clock.parameter, place=clock.case.place, on=_rule_day(clock)).strictest
    if rule.value is not None:
        clock.amount, clock.parameter_version = rule.number, rule.version_id
    set_due(clock, law=law)
    runs_again = clock.overdue_seen_on is not None and now <= clock.due_at
    if runs_again:
        clock.overdue_seen_on = None
        if clock.state == ClockState.LAPSED:
            clock.state, clock.ended_on = ClockState.RUNNING, None
    clock.save()
    return runs_again and clock.state == ClockState.RUNNING


def set_due(clock: Clock, *, law: LocalLaw) -> None:
    """Write the day and the last moment that replay gives. Not saved."""
    due = _replayed(clock, calendar=law.calendar)
    clock.due_on, clock.due_at = (due.due_on, due.due_at) if due else (clock.due_on, end_of_day(clock.due_on))


def _open_clocks(case_ids: Sequence[int]) -> QuerySet[Clock]:
    return Clock.objects.filter(case__in=case_ids, state__in=OPEN_CLOCKS)


def _begun(standing: Standing, start: ClockStart, now: datetime, law: LocalLaw) -> Clock | None:
    if start.promised:
        return _promised(standing.case, standing.record, start, now)
    return _by_law(standing.case, standing.record, start, now, law)


def _promised(case: Case, record: Any, start: ClockStart, now: datetime) -> Clock | None:
    day = start.promised(record) if start.promised else None
    if day is None:
        return None
    today = local_day(now)
    return Clock(
        case=case,
        name=start.name,
        kind=start.kind,
        started_on=today,
        set_on=today,
        promised_on=day,
        due_on=day,
        due_at=end_of_day(day),
        on_expiry=start.on_expiry,
    )


def _by_law(case: Case, record: Any, start: ClockStart, now: datetime, law: LocalLaw) -> Clock | None:
    since: Instant | None = start.since(record) if start.since else now
    if since is None:
        return None
    today = local_day(now)
    key = start.parameter_of(record) if start.parameter_of else start.parameter
    rule = law.rule(key, place=case.place, on=min(as_day(since), today)).strictest
    if rule.value is None:
        return None
    clock = Clock(
        case=case,
        name=start.name,
        kind=start.kind,
        parameter=key,
        parameter_version=rule.version_id,
        started_on=as_day(since),
        started_at=since if isinstance(since, datetime) and rule.unit == Unit.HOUR else None,
        set_on=today,
        amount=rule.number,
        unit=rule.unit,
        on_expiry=start.on_expiry,
    )
    set_due(clock, law=law)
    return clock


def counts_from(start: ClockStart | None, record: Any) -> date | None:
    """The day in the record that a clock of this declaration counts from; None without one."""
    since = start.since(record) if start and start.since else None
    return as_day(since) if since else None


def term_of(clock: Clock) -> Term:
    """The stored term of a clock that runs by law."""
    if clock.amount is None:
        raise ValueError(f"clock {clock.pk} runs to a promised day and has no term")
    rules = declared_parameter(clock.parameter)
    return Term(clock.amount, Unit(clock.unit), is_backward=rules.is_backward, rolls=rules.rolls, opens=rules.opens)


def entries_of(clock: Clock) -> list[ClockEntry]:
    """What was decided about a clock, in the order in which it was entered."""
    return sorted(clock.entries.all(), key=lambda entry: entry.pk) if clock.pk else []


def replay(clock: Clock, *, calendar: WorkingCalendar) -> date:
    """The due date computed from nothing but what is stored; must equal `clock.due_on`."""
    due = _replayed(clock, calendar=calendar)
    return due.due_on if due else clock.promised_on or clock.due_on


def why(clock: Clock, law: LocalLaw) -> WhyThisDate:
    """What "why this date" shows."""
    due = _replayed(clock, calendar=law.calendar)
    if due is None:
        return WhyThisDate(clock, None, None)
    return WhyThisDate(clock, law.rule_of(clock), due, entries_of(clock), _left(clock, due, law=law))


def judge_clock(clock: Clock, *, done: Instant | None, now: datetime, law: LocalLaw) -> tuple[Verdict, ...]:
    """An act against the term that runs for it: by the rule that the clock stored, with its pauses and extensions."""
    pauses, extensions = history_of(clock)
    return judge_term(
        law.rule_of(clock),
        clock.started_at or clock.started_on,
        done=done,
        now=now,
        calendar=law.calendar,
        pauses=pauses,
        extensions=extensions,
    )


def light_of(clock: Clock, *, now: datetime, near_days: int) -> Reading:
    """The light of one clock; near_days is the threshold of its kind (`LocalLaw.near_days`)."""
    today = local_day(now)
    return clock_light(
        start_on=min(clock.started_on, clock.set_on),
        due_on=clock.due_on,
        today=max(today, clock.due_on + timedelta(days=1)) if now > clock.due_at else today,
        near_days=near_days,
        met_on=clock.ended_on,
        is_paused=clock.state == ClockState.PAUSED,
    )


def _rule_day(clock: Clock) -> date:
    """The day whose law governs: that of the fact, but never one that lay ahead when the clock was set."""
    return min(clock.started_on, clock.set_on)


def _replayed(clock: Clock, *, calendar: WorkingCalendar) -> Due | None:
    """From what is stored to the due date; None for a promised day. A pause still open leaves the date as it was."""
    if clock.promised_on:
        return None
    pauses, extensions = history_of(clock)
    return compute_due(
        clock.started_at or clock.started_on,
        term_of(clock),
        calendar=calendar,
        pauses=pauses,
        extensions=extensions,
    )


def history_of(clock: Clock) -> tuple[list[Pause], list[Extension]]:
    """What paused and what lengthened a clock."""
    pauses, extensions = [], []
    opened: ClockEntry | None = None
    for entry in entries_of(clock):
        if entry.kind == EntryKind.EXTEND:
            extensions.append(Extension(entry.amount or 0, Unit(entry.unit), entry.reason))
        elif entry.kind == EntryKind.PAUSE:
            opened = entry
        elif opened:
            pauses.append(Pause(_instant(clock, opened), _instant(clock, entry), opened.reason))
            opened = None
    return pauses, extensions


def _instant(clock: Clock, entry: ClockEntry) -> Instant:
    return entry.at if clock.unit == Unit.HOUR else entry.on


def _left(clock: Clock, due: Due, *, law: LocalLaw) -> Sentence | None:
    """Of a paused clock, what is still to run once it is resumed."""
    if clock.state != ClockState.PAUSED:
        return None
    last = [entry for entry in entries_of(clock) if entry.kind == EntryKind.PAUSE][-1]
    unit = Unit(clock.unit)
    if unit is Unit.HOUR:
        return unit.amount(int((due.due_at - last.at).total_seconds() // 3600))
    counted = unit if unit is Unit.WORKING_DAY else Unit.NATURAL_DAY
    return counted.amount(units_left(due, last.on, unit=counted, calendar=law.calendar))
