"""Every start day of 2024 to 2026 counted a second time, by walking day after day with a calendar read elsewhere."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache

import chinese_calendar  # type: ignore[import-untyped]
import pytest

from zhijia.law.calendar import national_calendar
from zhijia.law.terms import Term, Unit, compute_due
from zhijia.lib.shanghai import SHANGHAI

STARTS = [date(2024, 1, 1) + timedelta(days=offset) for offset in range(1096)]
ONE = timedelta(days=1)


@cache
def works(day: date) -> bool:
    """As the package says; of years without a notice Monday to Friday."""
    return bool(chinese_calendar.is_workday(day)) if day.year <= 2026 else day.weekday() < 5


def walk_to_work(day: date, step: timedelta) -> date:
    while not works(day):
        day += step
    return day


def count_work(day: date, n: int, step: timedelta) -> date:
    while n:
        day += step
        n -= works(day)
    return day


def same_day_of_month(day: date, months: int) -> date:
    """Month after month, remembering the day it began with."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@pytest.mark.parametrize("n", [5, 7, 10, 15, 20, 30, 60])
def test_natural_days_forward_end_where_the_walk_ends(n: int) -> None:
    for start in STARTS:
        by_hand = walk_to_work(start + timedelta(days=n), ONE)

        assert compute_due(start, Term(n, Unit.NATURAL_DAY), calendar=national_calendar()).due_on == by_hand


@pytest.mark.parametrize("n", [1, 5, 7, 15, 60])
def test_working_days_forward_end_where_the_walk_ends(n: int) -> None:
    for start in STARTS:
        by_hand = count_work(start, n, ONE)

        assert compute_due(start, Term(n, Unit.WORKING_DAY), calendar=national_calendar()).due_on == by_hand


@pytest.mark.parametrize("n", [5, 7, 30, 60])
def test_natural_days_backward_only_move_earlier(n: int) -> None:
    term = Term(n, Unit.NATURAL_DAY, is_backward=True)
    for event in STARTS:
        by_hand = walk_to_work(event - timedelta(days=n), -ONE)

        assert compute_due(event, term, calendar=national_calendar()).due_on == by_hand


@pytest.mark.parametrize("n", [1, 5, 15])
def test_working_days_backward_end_where_the_walk_ends(n: int) -> None:
    term = Term(n, Unit.WORKING_DAY, is_backward=True)
    for event in STARTS:
        assert compute_due(event, term, calendar=national_calendar()).due_on == count_work(event, n, -ONE)


@pytest.mark.parametrize("months", [1, 3, 6, 12, 36])
def test_months_forward_end_where_the_walk_ends(months: int) -> None:
    for start in STARTS:
        by_hand = walk_to_work(same_day_of_month(start, months), ONE)

        assert compute_due(start, Term(months, Unit.MONTH), calendar=national_calendar()).due_on == by_hand


def test_months_backward_stay_on_their_day() -> None:
    term = Term(3, Unit.MONTH, is_backward=True, rolls=False)
    for end in STARTS:
        assert compute_due(end, term, calendar=national_calendar()).due_on == same_day_of_month(end, -3)


@pytest.mark.parametrize("hours", [1, 24, 48, 72])
def test_hours_run_through_every_night_and_rest_day(hours: int) -> None:
    for day in STARTS:
        for moment in (
            datetime(day.year, day.month, day.day, tzinfo=SHANGHAI),
            datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=SHANGHAI),
        ):
            due = compute_due(moment, Term(hours, Unit.HOUR), calendar=national_calendar())

            assert due.due_at.timestamp() - moment.timestamp() == hours * 3600
