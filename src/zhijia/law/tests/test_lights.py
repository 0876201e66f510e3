"""The lights of tasks and clocks (TA-05: by rule, never by hand)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law.lights import Light, Reading, TaskFacts, clock_light, share_gone, task_light

# One hundred days: a day is one per cent.
FACTS = TaskFacts(starts_on=date(2026, 7, 1), due_on=date(2026, 10, 8), is_started=True, progress=Fraction(1, 2))


def light_of(facts: TaskFacts, today: date) -> Reading:
    return task_light(facts, today=today, near_days=7, behind_percent=15)


def test_every_light_has_a_word_and_a_shape_of_its_own() -> None:
    assert [light.shape for light in Light] == ["○", "●", "◆", "▲", "■"]
    assert [light.word for light in Light] == ["未开始", "按期", "临近", "滞后", "逾期"]
    assert max(Light, key=lambda light: light.urgency) is Light.RED


def test_a_task_on_plan_is_green() -> None:
    assert light_of(FACTS, date(2026, 8, 20)).light is Light.GREEN


def test_a_task_not_begun_is_grey() -> None:
    not_begun = replace(FACTS, is_started=False, progress=Fraction(0))

    assert light_of(not_begun, date(2026, 6, 1)).light is Light.GREY
    assert light_of(not_begun, date(2026, 7, 5)).light is Light.GREY


def test_a_task_not_begun_turns_yellow_when_its_time_runs() -> None:
    not_begun = replace(FACTS, is_started=False, progress=Fraction(0))

    reading = light_of(not_begun, date(2026, 8, 1))

    assert reading.light is Light.YELLOW
    assert str(reading.reason) == "时间已过31%，进度0%"


@pytest.mark.parametrize(("gone", "light"), [(65, Light.GREEN), (66, Light.YELLOW)])
def test_a_task_is_behind_only_beyond_fifteen_per_cent(gone: int, light: Light) -> None:
    today = FACTS.starts_on + timedelta(days=gone)

    assert share_gone(FACTS.starts_on, FACTS.due_on, today) == Fraction(gone, 100)
    assert light_of(FACTS, today).light is light


@pytest.mark.parametrize(
    ("day", "light"), [("2026-09-30", Light.GREEN), ("2026-10-01", Light.BLUE), ("2026-10-08", Light.BLUE)]
)
def test_a_task_is_near_from_seven_days_before_its_due_day(day: str, light: Light) -> None:
    nearly_done = replace(FACTS, progress=Fraction(95, 100))

    assert light_of(nearly_done, date.fromisoformat(day)).light is light


def test_a_late_task_turns_red_the_day_after() -> None:
    reading = light_of(replace(FACTS, progress=Fraction(95, 100)), date(2026, 10, 9))

    assert reading.light is Light.RED
    assert str(reading.reason) == "应在2026年10月8日前完成，已超过1天"


def test_a_missed_node_makes_a_task_yellow_even_when_near() -> None:
    missed = replace(FACTS, progress=None, missed_node_on=date(2026, 9, 30))

    assert light_of(missed, date(2026, 9, 30)).light is Light.GREEN
    assert light_of(missed, date(2026, 10, 1)).light is Light.YELLOW


def test_a_task_without_a_count_is_never_behind() -> None:
    assert light_of(replace(FACTS, progress=None), date(2026, 9, 20)).light is Light.GREEN


@pytest.mark.parametrize(
    ("finished", "light"),
    [("2026-08-01", Light.GREEN), ("2026-10-05", Light.BLUE), ("2026-10-08", Light.BLUE), ("2026-10-20", Light.RED)],
)
def test_a_finished_task_keeps_the_light_of_its_last_day(finished: str, light: Light) -> None:
    done = replace(FACTS, completed_on=date.fromisoformat(finished))

    assert light_of(done, date(2027, 3, 1)).light is light


def test_a_task_of_one_day_is_not_behind_on_that_day() -> None:
    one_day = replace(FACTS, due_on=FACTS.starts_on, progress=Fraction(0))

    assert light_of(one_day, FACTS.starts_on).light is Light.BLUE


@given(st.integers(-30, 150), st.integers(0, 100), st.booleans(), st.none() | st.integers(0, 120), st.integers(1, 400))
def test_a_light_never_grows_calmer_while_time_passes_and_nothing_is_done(
    offset: int, progress: int, is_started: bool, node: int | None, later: int
) -> None:
    node_on = None if node is None else FACTS.starts_on + timedelta(days=node)
    facts = replace(FACTS, progress=Fraction(progress, 100), is_started=is_started, missed_node_on=node_on)
    today = FACTS.starts_on + timedelta(days=offset)

    assert light_of(facts, today + timedelta(days=later)).light.urgency >= light_of(facts, today).light.urgency


@pytest.mark.parametrize(
    ("today", "near_days", "light"),
    [
        ("2026-11-17", 5, Light.GREEN),
        ("2026-11-18", 5, Light.BLUE),
        ("2026-11-23", 5, Light.BLUE),
        ("2026-11-24", 5, Light.RED),
        ("2026-11-01", 5, Light.GREY),
        ("2026-11-03", 90, Light.BLUE),  # a union term warns a quarter ahead
    ],
)
def test_a_statutory_clock_is_near_at_its_own_threshold(today: str, near_days: int, light: Light) -> None:
    reading = clock_light(
        start_on=date(2026, 11, 2), due_on=date(2026, 11, 23), today=date.fromisoformat(today), near_days=near_days
    )

    assert reading.light is light


def test_a_clock_met_in_time_stays_as_it_was_and_a_paused_one_is_grey() -> None:
    def reading(*, met_on: date | None = None, is_paused: bool = False) -> Light:
        begun, due, today = date(2026, 11, 2), date(2026, 11, 23), date(2026, 12, 1)
        return clock_light(
            start_on=begun, due_on=due, today=today, near_days=5, met_on=met_on, is_paused=is_paused
        ).light

    assert reading(met_on=date(2026, 11, 10)) is Light.GREEN
    assert reading(met_on=date(2026, 11, 24)) is Light.RED
    assert reading(is_paused=True) is Light.GREY
