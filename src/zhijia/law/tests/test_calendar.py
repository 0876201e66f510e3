"""The calendar against real notices, and against a loop that counts day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law.calendar import CalendarOverride, DayKind, WorkingCalendar, national_calendar

CALENDAR = national_calendar()


def count_by_hand(day: date, n: int) -> date:
    """The slow, obvious way: walk and count."""
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= CALENDAR.explain(day).is_work
    return day


@pytest.mark.parametrize(
    ("day", "is_work"),
    [
        ("2007-09-28", True),
        ("2007-09-29", True),  # Saturday made up for the Golden Week
        ("2007-09-30", True),  # Sunday made up
        ("2007-10-01", False),
        ("2007-10-07", False),
        ("2007-10-08", True),
        ("2024-02-04", True),  # Sunday made up for Spring Festival
        ("2024-02-10", False),
        ("2025-01-26", True),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
    ],
)
def test_a_day_is_work_or_rest_as_the_notice_says(day: str, is_work: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is is_work


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2007-09-27", 5, "2007-10-09"),  # 28, 29, 30 September, 8 and 9 October
        ("2024-02-08", 1, "2024-02-09"),  # New Year's Eve 2024 was, by notice, a workday
        ("2024-02-09", 1, "2024-02-18"),  # over Spring Festival to the make-up Sunday
        ("2024-02-18", -1, "2024-02-09"),
        ("2026-02-24", -1, "2026-02-14"),  # backwards over nine days of rest to the make-up Saturday
        ("2024-02-28", 1, "2024-02-29"),  # leap day
        ("2024-12-31", 1, "2025-01-02"),  # year end
        ("2025-01-02", -1, "2024-12-31"),
        ("2026-10-01", 0, "2026-10-01"),
    ],
)
def test_workdays_are_added_over_holidays_and_make_up_days(start: str, n: int, due: str) -> None:
    assert CALENDAR.add_workdays(date.fromisoformat(start), n) == date.fromisoformat(due)


@pytest.mark.parametrize("n", [1, 2, 5, 7, 15, 30])
def test_every_start_day_of_2024_to_2026_agrees_with_a_naive_loop(n: int) -> None:
    days = [date(2024, 1, 1) + timedelta(days=offset) for offset in range(1096)]

    forward = [CALENDAR.add_workdays(day, n) for day in days]
    backward = [CALENDAR.add_workdays(day, -n) for day in days]

    assert days[-1] == date(2026, 12, 31)
    assert forward == [count_by_hand(day, n) for day in days]
    assert backward == [count_by_hand(day, -n) for day in days]


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(-400, 400).filter(bool))
def test_adding_and_counting_are_inverse_everywhere(start: date, n: int) -> None:
    end = CALENDAR.add_workdays(start, n)

    assert CALENDAR.is_workday(end)
    rest_at_start = n < 0 and not CALENDAR.is_workday(start)
    assert CALENDAR.workdays_between(start, end) == (n + 1 if rest_at_start else n)


def test_days_beyond_the_notices_are_monday_to_friday_and_provisional() -> None:
    assert CALENDAR.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert CALENDAR.is_provisional(date(2027, 1, 1))
    assert CALENDAR.is_workday(date(2003, 12, 31))
    assert CALENDAR.is_provisional(date(2003, 12, 31))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))


def test_a_city_enters_the_notice_of_a_new_year() -> None:
    rows = [
        CalendarOverride(date(2027, 1, 1), False, "国务院办公厅2027年放假通知"),
        CalendarOverride(date(2027, 1, 3), True, "国务院办公厅2027年放假通知"),
    ]

    calendar = WorkingCalendar(rows, published_years={2027})

    assert calendar.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 3)
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert calendar.is_provisional(date(2028, 1, 1))
    assert calendar.explain(date(2027, 1, 3)).kind is DayKind.MADE_UP
    assert str(calendar.explain(date(2027, 1, 1)).why) == "依据国务院办公厅2027年放假通知放假"


def test_one_corrected_day_does_not_make_its_whole_year_firm() -> None:
    calendar = WorkingCalendar([CalendarOverride(date(2027, 10, 1), False, "市政府通知")])

    assert not calendar.is_provisional(date(2027, 10, 1))
    assert calendar.is_provisional(date(2027, 10, 4))


def test_a_bridge_day_of_the_city_wins_over_the_notice() -> None:
    calendar = WorkingCalendar([CalendarOverride(date(2026, 11, 20), False, "市政府通知")])

    assert CALENDAR.is_workday(date(2026, 11, 20))
    assert not calendar.is_workday(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("day", "kind", "why"),
    [
        ("2007-10-03", DayKind.HOLIDAY, "国庆节放假"),
        ("2007-09-29", DayKind.MADE_UP, "国庆节调休上班"),
        ("2007-10-13", DayKind.WEEKEND, "周末"),
        ("2007-10-08", DayKind.WEEKDAY, "工作日"),
    ],
)
def test_the_calendar_says_why_a_day_is_work_or_rest(day: str, kind: DayKind, why: str) -> None:
    note = CALENDAR.explain(date.fromisoformat(day))

    assert (note.kind, str(note.why)) == (kind, why)


def test_rolling_forward_and_backward_finds_the_nearest_workday() -> None:
    assert CALENDAR.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.on_or_before(date(2026, 10, 7)) == date(2026, 9, 30)
    assert CALENDAR.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)
