"""A clock that runs out is noted once, with an event and a message."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from zhijia.engines.cases.events import CLOCK_OVERDUE
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.sweep import note_overdue
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.engines.messages.queries import messages_of
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def clock(city: SmallCity, case: Case) -> Clock:
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        return Clock.objects.get(case=case)


def count_overdue_events(case: Case) -> int:
    with scoped(BUILDER):
        return sum(event.kind == "cases.clock_overdue" for event in timeline_of(case))


def test_the_last_moment_of_the_due_day_is_in_time(case: Case, clock: Clock, acting_as: ActingAs) -> None:
    with acting_as("batch"):
        assert note_overdue(now=end_of_day(clock.due_on)) == 0


def test_the_first_moment_of_the_next_day_is_too_late(
    city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs
) -> None:
    with acting_as("batch"):
        noted = note_overdue(now=end_of_day(clock.due_on) + timedelta(microseconds=1))

    assert noted == 1
    assert count_overdue_events(case) == 1
    with scoped(city.county_cadre.actor):
        told = messages_of(city.county_cadre.actor)[0]
        assert (told.kind, told.text) == (CLOCK_OVERDUE.code, case.title)


def test_it_is_noted_once_however_often_the_job_runs(case: Case, clock: Clock, acting_as: ActingAs) -> None:
    late = end_of_day(clock.due_on) + timedelta(days=2)

    with acting_as("batch"):
        counts = [note_overdue(now=late) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert count_overdue_events(case) == 1


def test_a_clock_that_was_met_is_never_late(city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs) -> None:
    make(case, "reject", city.county_cadre.actor, reason="超出标准")

    with acting_as("batch"):
        assert note_overdue(now=end_of_day(clock.due_on) + timedelta(days=30)) == 0


def test_many_are_noted_in_portions(city: SmallCity, flow: Flow, clock: Clock, acting_as: ActingAs) -> None:
    for n in range(4):
        make(open_supply(city, flow, title=f"第{n}件"), "submit", city.town_cadre.actor)

    with acting_as("batch"):
        late = end_of_day(clock.due_on) + timedelta(days=1)
        assert [note_overdue(now=late, limit=2) for _ in range(4)] == [2, 2, 1, 0]
