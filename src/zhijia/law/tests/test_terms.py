"""Due dates on real days: Golden Weeks, Spring Festival backwards, leap days, midnight, pauses and extensions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law.calendar import CalendarOverride, WorkingCalendar, national_calendar
from zhijia.law.counting import add_months
from zhijia.law.terms import Due, Extension, Instant, Pause, Term, Unit, compute_due, units_left
from zhijia.lib.shanghai import SHANGHAI, end_of_day

CALENDAR = national_calendar()
DAYS, WORKING, HOURS, MONTHS, YEARS = (
    Unit.NATURAL_DAY,
    Unit.WORKING_DAY,
    Unit.HOUR,
    Unit.MONTH,
    Unit.YEAR,
)


def due(start: str | Instant, term: Term, *pauses: Pause, extensions: tuple[Extension, ...] = ()) -> Due:
    begun = date.fromisoformat(start) if isinstance(start, str) else start
    return compute_due(begun, term, calendar=CALENDAR, pauses=pauses, extensions=extensions)


def pause(paused: str, resumed: str) -> Pause:
    return Pause(date.fromisoformat(paused), date.fromisoformat(resumed), "待补正材料")


@pytest.mark.parametrize(
    ("start", "term", "raw", "rolled"),
    [
        ("2026-11-02", Term(20, DAYS), "2026-11-22", "2026-11-23"),  # a Sunday rolls to Monday
        ("2026-09-11", Term(20, DAYS), "2026-10-01", "2026-10-08"),  # over the Golden Week of 2026
        ("2007-09-20", Term(15, DAYS), "2007-10-05", "2007-10-08"),  # and of 2007
        ("2007-09-19", Term(10, DAYS), "2007-09-29", "2007-09-29"),  # a make-up Saturday is a last day
        ("2007-09-27", Term(5, WORKING), "2007-10-09", "2007-10-09"),
        ("2026-09-30", Term(1, WORKING), "2026-10-08", "2026-10-08"),
        ("2024-12-31", Term(1, WORKING), "2025-01-02", "2025-01-02"),
        ("2024-01-31", Term(1, MONTHS), "2024-02-29", "2024-02-29"),  # leap day as last day of the month
        ("2026-01-31", Term(1, MONTHS), "2026-02-28", "2026-02-28"),  # a Saturday, made up for Spring Festival
        ("2025-07-31", Term(3, MONTHS), "2025-10-31", "2025-10-31"),
        ("2024-02-29", Term(1, YEARS, rolls=False), "2025-02-28", "2025-02-28"),
        ("2021-06-05", Term(5, YEARS, rolls=False), "2026-06-05", "2026-06-05"),
        ("2023-05-02", Term(3, YEARS), "2026-05-02", "2026-05-06"),
    ],
)
def test_a_term_ends_on_the_day_the_law_says(start: str, term: Term, raw: str, rolled: str) -> None:
    result = due(start, term)

    assert result.explanation.raw_due == date.fromisoformat(raw)
    assert result.due_on == result.explanation.rolled_due == date.fromisoformat(rolled)
    assert result.due_at == end_of_day(result.due_on)


@pytest.mark.parametrize(
    ("event", "term", "due_on"),
    [
        ("2026-02-24", Term(7, DAYS, is_backward=True), "2026-02-14"),  # through Spring Festival to a make-up Saturday
        ("2026-02-24", Term(1, WORKING, is_backward=True), "2026-02-14"),
        ("2026-10-08", Term(5, DAYS, is_backward=True), "2026-09-30"),
        ("2026-10-08", Term(5, WORKING, is_backward=True), "2026-09-23"),  # 25-27 September are Mid-autumn
        ("2026-05-31", Term(3, MONTHS, is_backward=True), "2026-02-28"),
        ("2024-03-01", Term(1, DAYS, is_backward=True), "2024-02-29"),
    ],
)
def test_not_later_than_before_counts_back_and_only_moves_earlier(event: str, term: Term, due_on: str) -> None:
    result = due(event, term)

    assert result.due_on == date.fromisoformat(due_on)
    assert result.due_on <= result.explanation.raw_due


def test_the_trigger_day_is_the_day_in_shanghai() -> None:
    before = datetime(2026, 11, 2, 23, 59, 59, tzinfo=SHANGHAI)
    after = datetime(2026, 11, 3, 0, 0, 0, tzinfo=SHANGHAI)

    assert due(before, Term(1, WORKING)).due_on == date(2026, 11, 3)
    assert due(after, Term(1, WORKING)).due_on == date(2026, 11, 4)


def test_a_term_is_over_only_after_the_last_second_of_its_day() -> None:
    due_at = due("2026-11-02", Term(1, WORKING)).due_at

    assert datetime(2026, 11, 3, 23, 59, 59, tzinfo=SHANGHAI) <= due_at
    assert datetime(2026, 11, 4, 0, 0, 0, tzinfo=SHANGHAI) > due_at


def test_hours_run_from_the_moment_over_rest_days() -> None:
    start = datetime(2026, 9, 30, 17, 30, tzinfo=SHANGHAI)

    result = due(start, Term(24, HOURS))

    assert result.due_at == datetime(2026, 10, 1, 17, 30, tzinfo=SHANGHAI)
    assert result.due_on == date(2026, 10, 1)
    assert result.explanation.trigger == start


def test_a_pause_of_hours_moves_the_end_by_its_length() -> None:
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    rest = Pause(start + timedelta(hours=3), start + timedelta(hours=5, minutes=30), "停电")

    result = due(start, Term(24, HOURS), rest, extensions=(Extension(2, HOURS, "路远"),))

    assert result.due_at == start + timedelta(hours=28, minutes=30)
    assert result.explanation.trigger == start


def test_resumption_goes_on_with_the_remaining_working_days() -> None:
    result = due("2025-03-03", Term(15, WORKING), pause("2025-03-10", "2025-04-07"))

    assert result.due_on == date(2025, 4, 21)  # five counted by 10 March, ten from 8 April
    assert "还剩10个工作日" in str(result.explanation.steps[1])
    assert sum("暂停" in str(skipped.why) for skipped in result.explanation.skipped) == 28


def test_a_paused_month_goes_on_with_its_remaining_natural_days() -> None:
    result = due("2025-03-03", Term(1, MONTHS), pause("2025-03-20", "2025-04-10"))

    assert result.due_on == date(2025, 4, 24)  # 14 days were left before 3 April


def test_overlapping_pauses_are_counted_once() -> None:
    once = due("2025-03-03", Term(15, WORKING), pause("2025-03-10", "2025-04-07"))

    twice = due("2025-03-03", Term(15, WORKING), pause("2025-03-17", "2025-04-07"), pause("2025-03-10", "2025-03-20"))

    assert twice.due_on == once.due_on


def test_a_pause_after_the_end_changes_nothing() -> None:
    assert due("2025-03-03", Term(5, WORKING), pause("2025-03-11", "2025-04-01")).due_on == date(2025, 3, 10)


def test_an_extension_in_the_same_unit_lengthens_the_term() -> None:
    result = due("2026-06-01", Term(45, DAYS), extensions=(Extension(15, DAYS, "案情复杂"),))

    assert result.due_on == date(2026, 7, 31)  # sixty days after 1 June
    assert "延长15个自然日（案情复杂）" in str(result.explanation.steps[1])


def test_an_extension_in_another_unit_runs_from_the_due_day() -> None:
    result = due("2026-09-11", Term(20, DAYS), extensions=(Extension(2, WORKING, "负责人出差"),))

    assert result.due_on == date(2026, 10, 10)  # from 8 October: Friday 9, make-up Saturday 10


def test_the_explanation_shows_what_was_skipped_and_what_counted() -> None:
    explanation = due("2007-09-27", Term(5, WORKING)).explanation

    assert [skipped.day.day for skipped in explanation.skipped] == [1, 2, 3, 4, 5, 6, 7]
    assert {str(skipped.why) for skipped in explanation.skipped} == {"国庆节放假"}
    assert [made_up.day.day for made_up in explanation.made_up] == [29, 30]
    assert [str(step) for step in explanation.steps] == [
        "2007年9月27日触发，当日不计入",
        "从次日起数5个工作日，到2007年10月9日",
    ]
    assert str(explanation.rule) == "5个工作日内"


def test_the_explanation_says_where_a_last_day_of_rest_moved() -> None:
    forward = due("2026-09-11", Term(20, DAYS)).explanation
    backward = due("2026-02-24", Term(7, DAYS, is_backward=True)).explanation

    assert str(forward.steps[-1]) == "2026年10月1日是休息日（国庆节放假），顺延到2026年10月8日"
    assert [skipped.day.day for skipped in forward.skipped] == [1, 2, 3, 4, 5, 6, 7]
    assert str(backward.steps[-1]) == "2026年2月17日是休息日（春节放假），提前到2026年2月14日"
    assert str(backward.rule) == "提前7个自然日"


def test_a_date_beyond_the_published_year_is_provisional_and_says_so() -> None:
    result = due("2026-12-28", Term(5, WORKING))

    assert result.due_on == date(2027, 1, 4)
    assert result.explanation.is_provisional
    assert "暂按周一至周五" in str(result.explanation.steps[-1])
    assert not due("2026-12-21", Term(5, WORKING)).explanation.is_provisional


def test_a_published_notice_makes_the_date_firm_and_may_move_it() -> None:
    calendar = WorkingCalendar([CalendarOverride(date(2027, 1, 1), False, "2027年放假通知")], published_years={2027})

    result = compute_due(date(2026, 12, 28), Term(5, WORKING), calendar=calendar)

    assert result.due_on == date(2027, 1, 5)
    assert not result.explanation.is_provisional


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="from a moment"):
        due("2026-11-02", Term(24, HOURS))
    with pytest.raises(ValueError, match="naive"):
        due(datetime(2026, 11, 2), Term(24, HOURS))  # noqa: DTZ001
    with pytest.raises(ValueError, match="extended by hours"):
        due(datetime(2026, 11, 2, tzinfo=UTC), Term(24, HOURS), extensions=(Extension(1, DAYS, "误"),))
    with pytest.raises(ValueError, match="not extended by hours"):
        due("2026-11-02", Term(3, DAYS), extensions=(Extension(1, HOURS, "误"),))
    with pytest.raises(ValueError, match="neither paused nor extended"):
        due("2026-11-02", Term(3, DAYS, is_backward=True), pause("2026-10-30", "2026-11-01"))
    with pytest.raises(ValueError, match="before the pause"):
        pause("2026-11-02", "2026-11-01")
    with pytest.raises(ValueError, match="lengthens"):
        Extension(0, DAYS, "误")
    with pytest.raises(ValueError, match="negative"):
        Term(-1, DAYS)


def test_days_left_are_counted_in_the_unit_of_the_term() -> None:
    result = due("2026-09-21", Term(7, WORKING))

    assert result.due_on == date(2026, 10, 8)
    assert units_left(result, date(2026, 9, 29), unit=WORKING, calendar=CALENDAR) == 2
    assert units_left(result, date(2026, 9, 29), unit=DAYS, calendar=CALENDAR) == 9
    assert units_left(result, date(2026, 10, 12), unit=WORKING, calendar=CALENDAR) == -3  # Friday, Saturday, Monday


@pytest.mark.parametrize("n", [1, 3, 5, 10])
def test_every_natural_term_of_2024_to_2026_ends_on_a_workday_as_by_hand(n: int) -> None:
    for offset in range(1096):
        start = date(2024, 1, 1) + timedelta(days=offset)
        by_hand = start + timedelta(days=n)
        while not CALENDAR.is_workday(by_hand):
            by_hand += timedelta(days=1)
        assert compute_due(start, Term(n, DAYS), calendar=CALENDAR).due_on == by_hand


starts = st.dates(date(2005, 1, 1), date(2027, 12, 31))
terms = st.builds(Term, st.integers(1, 90), st.sampled_from([DAYS, WORKING])) | st.builds(
    Term, st.integers(1, 12), st.just(MONTHS)
)
lengths = st.integers(0, 60)


@given(starts, terms, lengths)
def test_a_pause_of_no_length_changes_nothing(start: date, term: Term, offset: int) -> None:
    day = start + timedelta(days=offset)

    assert due(start, term, Pause(day, day, "无")) == due(start, term)


@given(starts, terms, lengths, lengths)
def test_a_pause_never_shortens(start: date, term: Term, offset: int, length: int) -> None:
    paused_on = start + timedelta(days=offset)
    rest = Pause(paused_on, paused_on + timedelta(days=length), "待补正材料")

    assert due(start, term, rest).due_on >= due(start, term).due_on


@given(starts, terms, st.integers(1, 40), st.sampled_from([DAYS, WORKING, MONTHS]), lengths)
def test_an_extension_never_shortens(start: date, term: Term, amount: int, unit: Unit, offset: int) -> None:
    rest = Pause(start + timedelta(days=offset), start + timedelta(days=offset + 5), "待补正材料")

    longer = due(start, term, rest, extensions=(Extension(amount, unit, "情况复杂"),))

    assert longer.due_on >= due(start, term, rest).due_on


@given(starts, st.integers(-400, 400))
def test_months_keep_the_day_or_take_the_last_of_the_month(start: date, months: int) -> None:
    moved = add_months(start, months)

    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day == start.day or (moved.day < start.day and (moved + timedelta(days=1)).day == 1)
