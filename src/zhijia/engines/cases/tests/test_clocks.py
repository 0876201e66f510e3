"""Clocks: days are days in Shanghai, holidays are not workdays, and every due date can be computed again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.cases.casefile import read_file
from zhijia.engines.cases.clocks import LocalLaw, light_of, replay, why
from zhijia.engines.cases.flow import ClockStart, Flow
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.tests.supply import (
    REVIEW,
    awaited_on,
    make,
    open_supply,
    post_of,
    registered,
    supply_of,
    without_promise,
)
from zhijia.law.calendar import national_calendar
from zhijia.law.lights import Light
from zhijia.lib.shanghai import start_of_day
from zhijia.organisation.models import ParameterOverride
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

pytestmark = pytest.mark.database

WORKDAY_RULE = ClockStart("review", "审核期限", "statutory", parameter="task.acceptance")


def with_workday_rule(flow: Flow) -> Flow:
    """The same flow whose submission starts a clock of one working day."""
    moves = tuple(replace(move, starts=(WORKDAY_RULE,)) if move.verb == "submit" else move for move in flow.moves)
    return replace(flow, moves=moves)


def submitted_at(city: SmallCity, flow: Flow, moment: datetime) -> Clock:
    case = open_supply(city, flow, now=moment)
    make(case, "submit", city.town_cadre.actor, now=moment)
    with scoped(BUILDER):
        return Clock.objects.select_related("case").get(case=case)


@pytest.mark.parametrize(
    ("moment", "started_on", "due_on"),
    [
        # 23:59:59 and 00:00:00 in Shanghai: one second, two days.
        (datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC), date(2026, 11, 20), date(2026, 11, 25)),
        (datetime(2026, 11, 20, 16, 0, 0, tzinfo=UTC), date(2026, 11, 21), date(2026, 11, 26)),
    ],
)
def test_midnight_in_shanghai_decides_the_day(
    city: SmallCity, flow: Flow, moment: datetime, started_on: date, due_on: date
) -> None:
    clock = submitted_at(city, flow, moment)

    assert (clock.started_on, clock.due_on) == (started_on, due_on)


@pytest.mark.parametrize(
    ("submitted_on", "due_on"),
    [
        (date(2026, 9, 24), date(2026, 9, 28)),  # Mid-Autumn 25-27 September is no workday, the 28th is
        (date(2026, 9, 30), date(2026, 10, 8)),  # National Day 1-7 October
        (date(2026, 10, 9), date(2026, 10, 10)),  # Saturday 10 October is worked
    ],
)
def test_a_working_day_term_passes_over_golden_week(city: SmallCity, submitted_on: date, due_on: date) -> None:
    assert national_calendar().is_workday(due_on)
    moment = datetime(submitted_on.year, submitted_on.month, submitted_on.day, 2, tzinfo=UTC)

    with registered(supply_of(city), change=with_workday_rule) as flow:
        clock = submitted_at(city, flow, moment)

    assert clock.due_on == due_on


def test_a_natural_day_term_that_ends_in_golden_week_rolls_to_its_end(city: SmallCity, flow: Flow) -> None:
    clock = submitted_at(city, flow, datetime(2026, 9, 28, 2, tzinfo=UTC))

    found = why(clock, LocalLaw())

    assert clock.due_on == date(2026, 10, 8)
    assert found.due is not None
    assert found.due.explanation.raw_due == date(2026, 10, 3)
    assert [day.day.day for day in found.due.explanation.skipped] == [3, 4, 5, 6, 7]


@given(st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2026, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_replay_gives_the_stored_date(moment: datetime) -> None:
    started_on = moment.date()
    clock = Clock(parameter=REVIEW.parameter, amount=5, unit="natural_day", started_on=started_on, set_on=started_on)
    clock.due_on = replay(clock, calendar=national_calendar())

    assert replay(clock, calendar=national_calendar()) == clock.due_on
    assert (clock.due_on - started_on).days >= 5
    assert national_calendar().is_workday(clock.due_on)


def test_every_stored_clock_replays_to_its_due_date(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "approve", city.county_cadre.actor)

    with scoped(BUILDER):
        clocks = read_file(case).clocks
    assert {clock.name for clock in clocks} == {"review", "delivery"}
    assert all(replay(clock, calendar=national_calendar()) == clock.due_on for clock in clocks)


def test_a_move_meets_the_clock_it_stops_and_starts_the_next(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "approve", city.county_cadre.actor)

    with scoped(BUILDER):
        states = dict(Clock.objects.filter(case=case).values_list("name", "state"))
    assert states == {"review": ClockState.MET, "delivery": ClockState.RUNNING}


def test_a_final_state_meets_every_clock_and_awaits_nobody(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "reject", city.county_cadre.actor, reason="超出标准")

    with scoped(BUILDER):
        assert not Clock.objects.filter(case=case, state=ClockState.RUNNING).exists()
        assert awaited_on(case, today=NOW.date()) == []


def test_no_promised_day_starts_no_clock(city: SmallCity) -> None:
    with registered(without_promise(supply_of(city))) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)
        make(case, "approve", city.county_cadre.actor)

    with scoped(BUILDER):
        assert not Clock.objects.filter(case=case, name="delivery").exists()


def test_the_citys_own_promise_changes_the_term_and_is_cited(city: SmallCity, flow: Flow) -> None:
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key=REVIEW.parameter,
            place="CN-3205",
            value=3,
            from_on=date(2026, 1, 1),
            reason="本市承诺更短",
            source="江海市督查办法",
            entered_by=post_of(city.administrator),
            entered_at=NOW,
        )

    clock = submitted_at(city, flow, NOW)
    found = why(clock, LocalLaw())

    assert clock.amount == 3
    assert found.parameter is not None
    assert found.parameter.source is not None
    assert found.parameter.source.title == "江海市督查办法"


@pytest.mark.parametrize(
    ("today", "light"),
    [
        (date(2026, 11, 20), Light.BLUE),
        (date(2026, 11, 25), Light.BLUE),
        (date(2026, 11, 26), Light.RED),
    ],
)
def test_a_statutory_clock_turns_red_the_day_after(city: SmallCity, flow: Flow, today: date, light: Light) -> None:
    clock = submitted_at(city, flow, NOW)

    near = LocalLaw().near_days(clock.kind, place=clock.case.place, on=today)

    assert light_of(clock, now=start_of_day(today), near_days=near).light is light
