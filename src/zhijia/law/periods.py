"""What follows by itself when days go by: taking effect, lapsing, windows, statistical years, protected time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhijia.law.calendar import WorkingCalendar
from zhijia.law.judging import is_in_time
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Due
from zhijia.law.terms import compute_due
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence
from zhijia.lib.shanghai import start_of_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


def effect_of_silence(review: Due, *, objected_at: datetime | None, now: datetime) -> datetime | None:
    """CB-057: the moment from which a contract is in force because nobody objected in time, None while that is open.

    It is 00:00 of the day after the rolled last day; an objection at 23:59:59 of that day still stops it, one after it
    does not.
    """
    if objected_at is not None and is_in_time(objected_at, review):
        return None
    effective_at = start_of_day(review.due_on + ONE_DAY)
    return effective_at if now >= effective_at else None


def window_before(law: ResolvedParameter, last: date, *, calendar: WorkingCalendar) -> Period:
    """CB-063: the days before an end in which something may be demanded, up to the end itself."""
    return Period(compute_due(last, law.term, calendar=calendar).due_on, last)


def judge_window(
    law: ResolvedParameter, last: date, *, on: date, calendar: WorkingCalendar, rule: str = ""
) -> tuple[Verdict, ...]:
    """Whether a day lies in the window before an end; outside it is recorded with the window."""
    if law.version is None:
        return ()
    window = window_before(law, last, calendar=calendar)
    if window.holds(on):
        return ()
    words = {"what": law.parameter.name, "on": on, "first": window.first, "last": window.last}
    sentence = Sentence("“{what}”是{first}至{last}，{on}不在其中", words)
    return (Verdict(rule or next(iter(law.parameter.rules), law.key), law.severity, sentence, law.texts),)


def is_valid_on(day: date, *, effective_on: date | None, last: date, ended_on: date | None = None) -> bool:
    """ST-02, CB-064: in effect, not past its last day, not ended before. The day on which it ended still counts."""
    return effective_on is not None and effective_on <= day <= (min(last, ended_on) if ended_on else last)


def judge_validity(
    law: ResolvedParameter, *, on: date, effective_on: date | None, last: date, ended_on: date | None = None
) -> tuple[Verdict, ...]:
    """Says why a contract does not count on a day, with the severity of the parameter."""
    if is_valid_on(on, effective_on=effective_on, last=last, ended_on=ended_on):
        return ()
    if effective_on is None or on < effective_on:
        sentence = Sentence("到{on}集体合同还没有生效", {"on": on})
    else:
        end = min(last, ended_on) if ended_on else last
        sentence = Sentence("集体合同已于{end}终止，{on}不再有效", {"end": end, "on": on})
    severity = law.severity if law.version else Severity.INFO
    return (Verdict(next(iter(law.parameter.rules), law.key), severity, sentence, law.texts),)


def year_of_statistics(law: ResolvedParameter, day: date) -> Period:
    """ST-03: the statistical year that a day lies in, by the month in which it begins."""
    month = law.number
    first = date(day.year if day.month >= month else day.year - 1, month, 1)
    return Period(first, date(first.year + 1, month, 1) - ONE_DAY)


def protected_until(contract_end: date, mandate_to: date) -> date:
    """CB-023: a labour contract that would end during the mandate runs to the mandate's end."""
    return max(contract_end, mandate_to)


def maternity_days(*, base: int, difficult: int, further_child: int, is_difficult: bool, children: int) -> int:
    """FL-09: leave for a birth from its three numbers; each child after the first adds."""
    return base + (difficult if is_difficult else 0) + further_child * max(0, children - 1)
