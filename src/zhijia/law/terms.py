"""From a trigger and a term to a due date, with the arithmetic to show for it.

Sources: Civil Code of 2020, art. 201 (the trigger day is not counted; hours run from the moment), 202 (months end on
the corresponding day, or the last day of the month), 203 (a last day of rest rolls to the day after the rest and ends
at 24:00). "Not later than n before" counts backwards and moves earlier, never later.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from zhijia.law.calendar import WorkingCalendar
from zhijia.law.counting import Walk
from zhijia.law.spans import Due, Explanation, Extension, Instant, Pause, SkippedDay, Term, Unit, as_day, as_moment
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import end_of_day, local_day, start_of_day

__all__ = [
    "Due",
    "Explanation",
    "Extension",
    "Instant",
    "Pause",
    "SkippedDay",
    "Term",
    "Unit",
    "compute_due",
    "end_of_day",
    "local_day",
    "start_of_day",
    "units_left",
]


def compute_due(
    start: Instant,
    term: Term,
    *,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> Due:
    """The last day of the term that `start` triggers.

    On resumption the *remaining* units go on (working days over working days; of months and years the remaining
    natural days). A pause that is still open has no due date: ask `units_left` of the date before it instead.
    ValueError: a term of hours from a bare day or mixed with other units; a pause or extension of a backward term.
    """
    if term.is_backward and (pauses or extensions):
        raise ValueError("a term that counts backwards from an event is neither paused nor extended")
    walk = Walk(calendar, sorted(pauses, key=_order), term.rolls)
    if term.unit is Unit.HOUR:
        return _due_by_the_hour(as_moment(start), term, walk=walk, extensions=extensions)
    if term.is_backward:
        walk.steps.append(Sentence("以{day}为准往前计算，当日不计入", {"day": as_day(start)}))
        raw, rolled = walk.backward(as_day(start), amount=term.amount, unit=term.unit)
    else:
        walk.steps.append(Sentence("{day}触发，当日不计入", {"day": as_day(start)}))
        raw, rolled = _forward(walk, as_day(start), term=term, extensions=extensions)
    due_at = start_of_day(rolled) if term.opens else end_of_day(rolled)
    return Due(rolled, due_at, _explanation(walk, start, term, raw=raw, rolled=rolled))


def units_left(due: Due, on: date, *, unit: Unit, calendar: WorkingCalendar) -> int:
    """How many units are left at the end of that day: working days of a working-day term, else natural days.

    Negative when the due day has gone by.
    """
    if unit is Unit.WORKING_DAY:
        return calendar.workdays_between(on, due.due_on)
    return (due.due_on - on).days


def _forward(walk: Walk, start: date, *, term: Term, extensions: Sequence[Extension]) -> tuple[date, date]:
    """One leg in the unit of the term, then one for each extension in another unit, from the due day so far."""
    same = [extension for extension in extensions if extension.unit is term.unit]
    for extension in same:
        walk.steps.append(_told(extension))
    amount = term.amount + sum(extension.amount for extension in same)
    raw, rolled = walk.forward(start, amount=amount, unit=term.unit)
    for extension in extensions:
        if extension.unit is Unit.HOUR:
            raise ValueError("a term of days is not extended by hours")
        if extension.unit is not term.unit:
            walk.steps.append(_told(extension))
            raw, rolled = walk.forward(rolled, amount=extension.amount, unit=extension.unit)
    return raw, rolled


def _due_by_the_hour(start: datetime, term: Term, *, walk: Walk, extensions: Sequence[Extension]) -> Due:
    """Hours run from moment to moment (art. 201); a pause moves the end by its own length."""
    if any(extension.unit is not Unit.HOUR for extension in extensions):
        raise ValueError("a term of hours is extended by hours")
    walk.steps.append(Sentence("{at}起，按小时连续计算", {"at": start}))
    walk.steps.extend(map(_told, extensions))
    hours = term.amount + sum(extension.amount for extension in extensions)
    due_at, counted_from = start + timedelta(hours=-hours if term.is_backward else hours), start
    for pause in walk.pauses:
        paused_at, resumed_at = max(as_moment(pause.paused_at), counted_from), as_moment(pause.resumed_at)
        if paused_at < min(due_at, resumed_at):
            counted_from, due_at = resumed_at, due_at + (resumed_at - paused_at)
            values = {"paused": paused_at, "reason": pause.reason, "resumed": resumed_at}
            walk.steps.append(Sentence("{paused}暂停（{reason}），{resumed}恢复，接着计算", values))
    walk.steps.append(Sentence("共{count}，到{at}", {"count": Unit.HOUR.amount(hours), "at": due_at}))
    day = local_day(due_at)
    return Due(day, due_at, _explanation(walk, start, term, raw=day, rolled=day))


def _order(pause: Pause) -> datetime:
    return pause.paused_at if isinstance(pause.paused_at, datetime) else start_of_day(pause.paused_at)


def _told(extension: Extension) -> Sentence:
    count = extension.unit.amount(extension.amount)
    return Sentence("经批准延长{count}（{reason}）", {"count": count, "reason": extension.reason})


def _explanation(walk: Walk, start: Instant, term: Term, *, raw: date, rolled: date) -> Explanation:
    if walk.is_provisional:
        walk.steps.append(Sentence("放假安排尚未公布，暂按周一至周五上班推算，公布后重算"))
    return Explanation(
        trigger=start,
        rule=_rule(term),
        steps=tuple(walk.steps),
        skipped=tuple(sorted(walk.skipped, key=lambda skipped: skipped.day)),
        made_up=tuple(walk.made_up),
        raw_due=raw,
        rolled_due=rolled,
        is_provisional=walk.is_provisional,
    )


def _rule(term: Term) -> Sentence:
    count = term.unit.amount(term.amount)
    return Sentence("提前{count}", {"count": count}) if term.is_backward else Sentence("{count}内", {"count": count})
