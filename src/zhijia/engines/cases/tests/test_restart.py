"""A machine that is killed, or whose clock is wrong for a while: nothing is lost, nothing happens twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case, Clock, Reminder
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.reminders import remind_all
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.engines.messages.queries import messages_of
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, build_small_city

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]
DAY = timedelta(days=1)
OVERDUE, ESCALATED = "cases.clock_overdue", "cases.clock_escalated"

KILLED = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from zhijia.engines.cases import sweep as sweeping
tell, told = sweeping._tell, []
def die_in_the_second_portion(*args, **options):
    tell(*args, **options)
    told.append(args)
    if len(told) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
sweeping._tell = die_in_the_second_portion
sweeping.sweep(now=datetime.fromisoformat(sys.argv[1]), portion=2)
"""


def submitted(city: SmallCity, flow: Flow, *, now: datetime = NOW) -> Case:
    """A case that waits five days for the county's cadre."""
    case = open_supply(city, flow, now=now)
    make(case, "submit", city.town_cadre.actor, now=now)
    return case


def count_events(case: Case) -> Counter[str]:
    with scoped(BUILDER):
        return Counter(event.kind for event in timeline_of(case))


def _environment_of_jobs() -> dict[str, str]:
    """A process of the worker, on the database of this test."""
    login = connections.settings["batch"]
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    url = make_conninfo(**{key: str(login[name]) for key, name in named.items()})
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "zhijia.site.settings", "ZHIJIA_DATABASE_URL": url}


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_is_killed_in_the_middle_of_a_portion_loses_that_portion_and_notes_it_once_later() -> None:
    city = build_small_city()
    with registered(supply_of(city)) as flow:
        cases = [submitted(city, flow) for _ in range(5)]
    late = NOW + 6 * DAY

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, late.isoformat()],
        env=_environment_of_jobs(),
        check=False,
        capture_output=True,
        text=True,
    )
    after = [count_events(case)[OVERDUE] for case in cases]
    with scoped(SYSTEM):
        rest = sweep(now=late, portion=2)
        assert sweep(now=late, portion=2) == 0

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (sum(after), rest) == (2, 3)
    assert [count_events(case)[OVERDUE] for case in cases] == [1] * 5
    with scoped(city.county_cadre.actor):
        assert sum(line.kind == OVERDUE for line in messages_of(city.county_cadre.actor)) == 5


def test_a_machine_clock_that_is_a_month_ahead_for_a_while_tells_nothing_twice_and_forgets_nothing(
    city: SmallCity, flow: Flow, acting_as: ActingAs
) -> None:
    """One case was there when the clock jumped, one is opened after it was set back."""

    def jobs_run(*days: int) -> None:
        with acting_as("batch"):
            for day in days:
                sweep(now=NOW + day * DAY)
                remind_all(now=NOW + day * DAY)

    early = submitted(city, flow)
    jobs_run(31, 31)
    later = submitted(city, flow, now=NOW + DAY)
    jobs_run(*range(1, 13), 31, 32)

    assert [count_events(case)[OVERDUE] for case in (early, later)] == [1, 1]
    assert [count_events(case)[ESCALATED] for case in (early, later)] == [1, 1]
    with scoped(BUILDER):
        for case in (early, later):
            levels = list(Reminder.objects.filter(clock__case=case).values_list("level", flat=True))
            assert sorted(levels) == ["before", "due", "escalated", "leaders"]
    with scoped(city.county_cadre.actor):
        told = Counter(line.kind for line in messages_of(city.county_cadre.actor) if line.case_id == later.pk)
    assert told[OVERDUE] == 1


def test_who_acts_in_time_after_the_clock_was_set_back_is_in_time(
    city: SmallCity, flow: Flow, acting_as: ActingAs
) -> None:
    case = submitted(city, flow)
    with acting_as("batch"):
        sweep(now=NOW + 31 * DAY)

    make(case, "reject", city.county_cadre.actor, now=NOW + DAY, reason="不合要求")

    with scoped(BUILDER):
        clock = Clock.objects.get(case=case)
        assert (clock.state, clock.ended_on) == ("met", (NOW + DAY).date())
