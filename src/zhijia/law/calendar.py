"""The working-day calendar of mainland China.

The base is the published holiday notices 2004–2026 (package chinesecalendar). A city adds rows of its own as plain
data. Beyond the published years every Monday to Friday is taken for a workday and every answer is marked provisional.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from chinese_calendar.constants import holidays as notice_holidays  # type: ignore[import-untyped]
from chinese_calendar.constants import workdays as notice_workdays

from zhijia.lib.sentences import Sentence, gettext_noop

HOLIDAY_NAMES: Mapping[str, str] = {
    "New Year's Day": gettext_noop("元旦"),
    "Spring Festival": gettext_noop("春节"),
    "Tomb-sweeping Day": gettext_noop("清明节"),
    "Labour Day": gettext_noop("劳动节"),
    "Dragon Boat Festival": gettext_noop("端午节"),
    "Mid-autumn Festival": gettext_noop("中秋节"),
    "National Day": gettext_noop("国庆节"),
    "Anti-Fascist 70th Day": gettext_noop("抗战胜利70周年纪念日"),
}


@dataclass(frozen=True, slots=True)
class CalendarOverride:
    """One day that a city corrects: a new notice of the State Council, a local bridge day. `source` names the paper."""

    day: date
    is_work: bool
    source: str


class DayKind(StrEnum):
    """Why a day is, or is not, a workday."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MADE_UP = "made_up"


@dataclass(frozen=True, slots=True)
class DayNote:
    """What the calendar says of one day and why."""

    day: date
    kind: DayKind
    is_provisional: bool
    why: Sentence

    @property
    def is_work(self) -> bool:
        return self.kind in (DayKind.WEEKDAY, DayKind.MADE_UP)


class WorkingCalendar:
    """Answers in two probes: the number of workdays up to a day, and the day of the n-th workday."""

    def __init__(self, overrides: Iterable[CalendarOverride] = (), published_years: Collection[int] = ()) -> None:
        """`published_years` are years beyond the package for which the overrides hold the whole notice."""
        self._overrides = {row.day: row for row in overrides}
        notice_years = {day.year for day in notice_holidays}
        self._published_years = notice_years | set(published_years)
        self._first = date(min(notice_years | {day.year for day in self._overrides}), 1, 1).toordinal()
        last_year = max(notice_years | {day.year for day in self._overrides})
        self._last = date(last_year, 12, 31).toordinal()
        span = range(self._first, self._last + 1)
        is_work = [self._reads_as_work(date.fromordinal(ordinal)) for ordinal in span]
        self._counts = list(accumulate(is_work, initial=0))
        self._workdays = [ordinal for ordinal, works in zip(span, is_work, strict=True) if works]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day; make-up Saturdays and Sundays count."""
        return self._count_to(day.toordinal()) > self._count_to(day.toordinal() - 1)

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for that day's year is not known, so that the answer may still change."""
        return day.year not in self._published_years and day not in self._overrides

    def is_published(self, year: int) -> bool:
        """Whether the notice of that year is known as a whole."""
        return year in self._published_years

    def years_to_ask_for(self, today: date, *, from_month: int) -> tuple[int, ...]:
        """Years whose notice should be at hand and is not: this one, and from a month on the next."""
        due = (today.year, today.year + 1) if today.month >= from_month else (today.year,)
        return tuple(year for year in due if not self.is_published(year))

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th workday after `day` (before it for negative n); `day` itself is never counted."""
        if n == 0:
            return day
        counted = self._count_to(day.toordinal()) if n > 0 else self._count_to(day.toordinal() - 1) + 1
        return date.fromordinal(self._workday_number(counted + n))

    def workdays_between(self, start: date, end: date) -> int:
        """How many workdays follow `start` up to and including `end`; negative when `end` lies before."""
        return self._count_to(end.toordinal()) - self._count_to(start.toordinal())

    def on_or_after(self, day: date) -> date:
        """That day if it is a workday, else the next one."""
        return self.add_workdays(day - timedelta(days=1), 1)

    def on_or_before(self, day: date) -> date:
        """That day if it is a workday, else the one before."""
        return self.add_workdays(day + timedelta(days=1), -1)

    def explain(self, day: date) -> DayNote:
        """The kind of the day and the sentence that says why."""
        is_weekend = day.weekday() >= 5
        provisional = self.is_provisional(day)
        if override := self._overrides.get(day):
            return DayNote(day, _kind(is_work=override.is_work, is_weekend=is_weekend), provisional, _cited(override))
        if name := notice_holidays.get(day):
            why = Sentence("{holiday}放假", {"holiday": Sentence(HOLIDAY_NAMES[name])})
            return DayNote(day, DayKind.HOLIDAY, provisional, why)
        if name := notice_workdays.get(day):
            why = Sentence("{holiday}调休上班", {"holiday": Sentence(HOLIDAY_NAMES[name])})
            return DayNote(day, DayKind.MADE_UP, provisional, why)
        kind = _kind(is_work=not is_weekend, is_weekend=is_weekend)
        return DayNote(day, kind, provisional, Sentence("周末") if is_weekend else Sentence("工作日"))

    def _reads_as_work(self, day: date) -> bool:
        if override := self._overrides.get(day):
            return override.is_work
        return day in notice_workdays or (day.weekday() < 5 and day not in notice_holidays)

    def _count_to(self, ordinal: int) -> int:
        """Workdays from the first day of the index to `ordinal`, negative before it."""
        if ordinal < self._first:
            return _weekdays_to(ordinal) - _weekdays_to(self._first - 1)
        if ordinal > self._last:
            return self._counts[-1] + _weekdays_to(ordinal) - _weekdays_to(self._last)
        return self._counts[ordinal - self._first + 1]

    def _workday_number(self, number: int) -> int:
        """The ordinal of the workday with that running number; the inverse of `_count_to`."""
        if number < 1:
            return _weekday_number(_weekdays_to(self._first - 1) + number)
        if number > len(self._workdays):
            return _weekday_number(_weekdays_to(self._last) + number - len(self._workdays))
        return self._workdays[number - 1]


@lru_cache(maxsize=1)
def national_calendar() -> WorkingCalendar:
    """The calendar of the published notices, without any city's rows."""
    return WorkingCalendar()


def _kind(*, is_work: bool, is_weekend: bool) -> DayKind:
    if is_work:
        return DayKind.MADE_UP if is_weekend else DayKind.WEEKDAY
    return DayKind.WEEKEND if is_weekend else DayKind.HOLIDAY


def _cited(override: CalendarOverride) -> Sentence:
    if override.is_work:
        return Sentence("依据{source}上班", {"source": override.source})
    return Sentence("依据{source}放假", {"source": override.source})


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays from 1 January of year 1, a Monday, to `ordinal`."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _weekday_number(number: int) -> int:
    """The ordinal of the n-th Monday-to-Friday since year 1; the inverse of `_weekdays_to`."""
    weeks, rest = divmod(number - 1, 5)
    return weeks * 7 + rest + 1
