"""Clocks that count from a fact, backwards, and by the hour; and the last moment of a term."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from zhijia.engines.cases.clocks import LocalLaw, light_of, replay, why
from zhijia.engines.cases.flow import ClockStart
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.tests.rules import BEFORE, HOURS, SILENCE, UNKNOWN, rules_of_tests
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of, with_clock
from zhijia.law.calendar import national_calendar
from zhijia.law.lights import Light
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity


@contextmanager
def clock_counting(city: SmallCity, start: ClockStart) -> Iterator[list[Clock]]:
    """The clocks of a case whose submission at 10:00 on Friday 20 November 2026 starts this one."""
    with rules_of_tests(), registered(supply_of(city), change=with_clock(start)) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)
        with scoped(BUILDER):
            yield list(Clock.objects.filter(case=case).select_related("case"))


def since(instant: Any, parameter: str = SILENCE) -> ClockStart:
    return ClockStart("review", "审核期限", "statutory", parameter=parameter, since=lambda _record: instant)


def test_a_term_counts_from_the_fact_and_not_from_the_day_somebody_entered_it(city: SmallCity) -> None:
    # Received on Tuesday 10 November, entered on the 20th: 15 days end on Wednesday the 25th.
    with clock_counting(city, since(date(2026, 11, 10))) as (clock,):
        assert (clock.started_on, clock.set_on, clock.due_on) == (
            date(2026, 11, 10),
            date(2026, 11, 20),
            date(2026, 11, 25),
        )
        assert replay(clock, calendar=national_calendar()) == clock.due_on
        assert clock.due_at == end_of_day(clock.due_on)


def test_a_fact_that_nobody_knows_starts_no_clock(city: SmallCity) -> None:
    with clock_counting(city, since(None)) as clocks:
        assert clocks == []


def test_a_rule_without_a_number_starts_no_clock(city: SmallCity) -> None:
    with clock_counting(city, since(date(2026, 11, 10), UNKNOWN)) as clocks:
        assert clocks == []


def test_a_term_before_an_event_counts_backwards_and_moves_earlier(city: SmallCity) -> None:
    # Seven days before Sunday 6 December is Sunday 29 November, a day of rest: Friday the 27th.
    with clock_counting(city, since(date(2026, 12, 6), BEFORE)) as (clock,):
        assert clock.due_on == date(2026, 11, 27)
        assert light_of(clock, now=NOW, near_days=5).light is Light.GREEN
        assert light_of(clock, now=NOW + timedelta(days=3), near_days=5).light is Light.BLUE
        assert light_of(clock, now=NOW + timedelta(days=8), near_days=5).light is Light.RED
        found = why(clock, LocalLaw())
        assert found.due is not None
        assert str(found.due.explanation.rule) == "提前7个自然日"


def test_hours_run_from_moment_to_moment_and_over_rest_days(city: SmallCity) -> None:
    # 48 hours from Friday 10:00 are over on Sunday at 10:00: hours do not roll.
    with clock_counting(city, ClockStart("review", "审核期限", "statutory", parameter=HOURS)) as (clock,):
        assert clock.started_at == NOW
        assert clock.due_at == NOW + timedelta(hours=48)
        assert light_of(clock, now=clock.due_at, near_days=5).light is Light.BLUE
        assert light_of(clock, now=clock.due_at + timedelta(seconds=1), near_days=5).light is Light.RED


def test_hours_count_from_the_moment_of_the_fact(city: SmallCity) -> None:
    heard_at = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)

    with clock_counting(city, since(heard_at, HOURS)) as (clock,):
        assert (clock.started_on, clock.due_at) == (date(2026, 11, 20), heard_at + timedelta(hours=48))


def test_the_database_refuses_a_last_moment_on_another_day(city: SmallCity) -> None:
    with clock_counting(city, since(date(2026, 11, 10))) as (clock,):
        clock.due_at += timedelta(seconds=1)

        with pytest.raises(IntegrityError, match="clock_ends_on_its_due_day"), transaction.atomic():
            clock.save()


def test_a_clock_set_before_its_day_is_judged_by_the_rules_of_the_day_it_was_set(city: SmallCity) -> None:
    start = replace(since(date(2027, 3, 1), BEFORE))

    with clock_counting(city, start) as (clock,):
        found = why(clock, LocalLaw())
        assert found.parameter is not None
        assert found.parameter.version_id == clock.parameter_version
