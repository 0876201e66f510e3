"""The jobs exist, run on time, and do what they are named after."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from procrastinate.contrib.django import app

from zhijia.engines.cases.jobs import sweep_clocks
from zhijia.trail.jobs import number_and_deliver

NAMES = {"cases.sweep", "cases.remind", "messages.deliver", "trail.number_and_deliver"}


def test_the_worker_finds_the_jobs_and_their_hours() -> None:
    assert set(app.tasks) >= NAMES
    assert {task.task.name for task in app.periodic_registry.periodic_tasks.values()} >= NAMES


def test_the_jobs_wait_for_their_own_kind_to_end() -> None:
    assert {app.tasks[name].queueing_lock for name in NAMES} == NAMES


@pytest.mark.database
def test_the_jobs_run_under_the_role_for_jobs(
    db: None, acting_as: Callable[[str], AbstractContextManager[None]]
) -> None:
    with acting_as("batch"):
        assert sweep_clocks(timestamp=0) == 0
        assert number_and_deliver(timestamp=0) == 0
