"""A corrected calendar moves the clocks it touches and no others, each with an event that shows both dates."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from zhijia.engines.cases.clocks import LocalLaw, replay
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.jobs import follow_calendar
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.recomputing import CalendarChange, recompute
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.engines.messages.queries import messages_of
from zhijia.organisation.actions.law import override_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]
MONDAY = datetime(2026, 11, 2, 2, tzinfo=UTC)
NOTICE = "市政府关于11月9日放假的通知"


@pytest.fixture
def clock(city: SmallCity, flow: Flow) -> Clock:
    """Five natural days from Monday 2 November 2026: the 7th is a Saturday, so it ends on Monday the 9th."""
    return submitted(city, flow, MONDAY)


def submitted(city: SmallCity, flow: Flow, moment: datetime) -> Clock:
    case = open_supply(city, flow, now=moment)
    make(case, "submit", city.town_cadre.actor, now=moment)
    with scoped(BUILDER):
        return Clock.objects.select_related("case").get(case=case)


def correct(city: SmallCity, day: date, *, is_workday: bool) -> CalendarChange:
    with scoped(city.leader.actor):
        override_day(city.leader.actor, day=day, is_workday=is_workday, source=NOTICE, now=MONDAY)
    return CalendarChange(day, day, NOTICE)


def recomputed(case: Case) -> list[dict[str, object]]:
    with scoped(BUILDER):
        return [event.data for event in timeline_of(case) if event.kind == "cases.clock_recomputed"]


def test_a_due_day_that_becomes_a_holiday_moves_on_and_says_so(
    city: SmallCity, clock: Clock, acting_as: ActingAs
) -> None:
    case, was_due = clock.case, clock.due_on
    change = correct(city, date(2026, 11, 9), is_workday=False)

    with acting_as("batch"):
        assert recompute(change, now=MONDAY) == 1

    with scoped(BUILDER):
        clock.refresh_from_db()
        assert clock.due_on == date(2026, 11, 10) == replay(clock, calendar=LocalLaw().calendar)
        assert clock.due_at > MONDAY
    assert was_due == date(2026, 11, 9)
    assert recomputed(case) == [
        {"clock": "review", "from_due_on": "2026-11-09", "due_on": "2026-11-10", "source": NOTICE}
    ]
    with scoped(city.county_cadre.actor):
        assert messages_of(city.county_cadre.actor)[0].kind == "cases.clock_recomputed"


def test_a_saturday_that_is_worked_brings_the_end_forward(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    change = correct(city, date(2026, 11, 7), is_workday=True)

    with acting_as("batch"):
        recompute(change, now=MONDAY)

    with scoped(BUILDER):
        clock.refresh_from_db()
        assert clock.due_on == date(2026, 11, 7)


def test_doing_it_again_changes_nothing(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    change = correct(city, date(2026, 11, 9), is_workday=False)

    with acting_as("batch"):
        assert [recompute(change, now=MONDAY) for _ in range(3)] == [1, 0, 0]
    assert len(recomputed(clock.case)) == 1


@pytest.mark.parametrize("day", [date(2026, 10, 30), date(2026, 11, 10), date(2026, 11, 4)])
def test_a_day_outside_or_one_that_is_merely_counted_moves_no_natural_term(
    city: SmallCity, clock: Clock, acting_as: ActingAs, day: date
) -> None:
    change = correct(city, day, is_workday=False)

    with acting_as("batch"):
        assert recompute(change, now=MONDAY) == 0
    assert recomputed(clock.case) == []


def test_a_clock_that_was_met_stays_as_it_was(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    make(clock.case, "reject", city.county_cadre.actor, now=MONDAY, reason="超出标准")
    change = correct(city, date(2026, 11, 9), is_workday=False)

    with acting_as("batch"):
        assert recompute(change, now=MONDAY) == 0


def test_many_are_computed_in_portions(city: SmallCity, flow: Flow, clock: Clock, acting_as: ActingAs) -> None:
    for _ in range(4):
        submitted(city, flow, MONDAY)
    change = correct(city, date(2026, 11, 9), is_workday=False)

    with acting_as("batch"):
        assert recompute(change, now=MONDAY, portion=2) == 5

    with scoped(BUILDER):
        assert set(Clock.objects.values_list("due_on", flat=True)) == {date(2026, 11, 10)}


def test_a_correction_in_the_log_sends_for_the_computation(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    correct(city, date(2026, 11, 9), is_workday=False)
    with acting_as("batch"):
        follow_calendar(Event.objects.get(kind="organisation.day_overridden"))

        job = ProcrastinateJob.objects.get(task_name="cases.recompute")
        assert job.args == {"first": "2026-11-09", "last": "2026-11-09", "source": NOTICE}


def test_every_open_clock_of_the_city_stays_provable_by_replay(
    city: SmallCity, flow: Flow, clock: Clock, acting_as: ActingAs
) -> None:
    for start in range(3, 7):
        submitted(city, flow, MONDAY.replace(day=start))
    corrected = [(date(2026, 11, 9), False), (date(2026, 11, 8), True), (date(2026, 11, 10), False)]

    for day, is_workday in corrected:
        change = correct(city, day, is_workday=is_workday)
        with acting_as("batch"):
            recompute(change, now=MONDAY)

    with scoped(BUILDER):
        clocks = list(Clock.objects.order_by("started_on"))
        assert all(replay(one, calendar=LocalLaw().calendar) == one.due_on for one in clocks)
        assert all(earlier.due_on <= later.due_on for earlier, later in pairwise(clocks))
        assert Awaits.objects.filter(case__in=[one.case_id for one in clocks]).count() == len(clocks)
