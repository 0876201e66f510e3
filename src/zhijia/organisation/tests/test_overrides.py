"""A city's corrections of law and calendar, read together or apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import CalendarDayOverride, ParameterOverride
from zhijia.organisation.models.overrides import OverrideKind
from zhijia.organisation.overrides import one_law, parameter_overrides, read_corrections, working_calendar
from zhijia.organisation.rosters.quota import MATCHES, matches_a_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity


def _correct(city: SmallCity) -> None:
    assert city.administrator.post is not None
    entered = {"entered_by": city.administrator.post, "entered_at": NOW}
    with scoped(BUILDER):
        for value, from_on, to_on in ((3, date(2026, 6, 1), None), ([1, 2], date(2026, 1, 1), date(2026, 6, 1))):
            ParameterOverride.objects.create(
                key="task.acceptance",
                place="CN-3205",
                value=value,
                from_on=from_on,
                to_on=to_on,
                reason="本市规定",
                source="江海市督查办法",
                **entered,
            )
        for day, is_workday in ((date(2026, 12, 5), True), (date(2026, 12, 4), False)):
            CalendarDayOverride.objects.create(day=day, is_workday=is_workday, source="市里的通知", **entered)


def test_read_together_they_are_what_they_are_apart_and_cost_one_question(city: SmallCity) -> None:
    _correct(city)

    with scoped(city.county_cadre.actor):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            together = read_corrections()
        apart, calendar = parameter_overrides(), working_calendar()

    assert together.overrides == apart
    assert [override.value for override in apart] == [(1, 2), 3]
    days = [date(2026, 12, 4), date(2026, 12, 5)]
    assert (
        [together.calendar.is_workday(day) for day in days]
        == [calendar.is_workday(day) for day in days]
        == [False, True]
    )
    assert len(asked) == 1


def test_one_act_goes_by_one_law_and_asks_once(city: SmallCity) -> None:
    _correct(city)

    with scoped(city.county_cadre.actor):
        with CaptureQueriesContext(connection) as asked, one_law():
            with one_law():
                first = read_corrections()
            again = read_corrections()
        fresh = read_corrections()

    assert len(asked) == 1
    assert first is again
    assert (fresh is first, fresh.overrides == first.overrides) == (False, True)


def test_without_corrections_the_national_calendar_holds(city: SmallCity) -> None:
    with scoped(city.county_cadre.actor):
        together = read_corrections()

    assert (together.overrides, together.calendar) == ([], working_calendar())


def test_what_a_city_promises_of_a_default_holds_from_its_day_and_in_its_counties(city: SmallCity) -> None:
    """A number that only this system proposes gives way to the city's own, also below it; never before tomorrow."""
    promise = NewOverride(
        key=MATCHES,
        value=3,
        from_on=TODAY + timedelta(days=1),
        to_on=None,
        reason="首次导入前试行",
        source="本会决定",
        kind=OverrideKind.PROMISE,
    )
    with scoped(city.administrator.actor):
        with pytest.raises(Refused, match="已经开始的期限不受影响"):
            override_parameter(city.administrator.actor, replace(promise, from_on=TODAY), now=NOW)
        override_parameter(city.administrator.actor, promise, now=NOW)
    with scoped(city.county_cadre.actor):
        before, after = (matches_a_day(city.north.place, now=NOW + timedelta(days=days)) for days in (0, 1))

    assert (before, after) == (200_000, 3)
