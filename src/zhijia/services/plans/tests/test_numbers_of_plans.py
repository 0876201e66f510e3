"""Random lives of tasks through their real moves: numbers equal their lists, and every task is done, late or on time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Case
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.rollup import drain
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity, build_small_city
from zhijia.services.plans.models import Task, TaskExtension
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_move, make_tasks, post_id
from zhijia.site.testing.effort import examples

YEAR_END = date(2026, 12, 31)


@dataclass
class Year:
    """A plan under way and the moment it has reached."""

    city: SmallCity
    act_as: ActAs
    tasks: list[Task] = field(default_factory=list)
    now: datetime = NOW

    @property
    def today(self) -> date:
        return local_day(self.now)


Step = Callable[[Year, Task, int], object]


def assign(year: Year, task: Task, nth: int) -> object:
    lead = [year.city.county_cadre, year.city.stranger, year.city.dept_head, year.city.town_cadre][nth % 4]
    due_on = min(YEAR_END, year.today + timedelta(days=nth))
    data = {"lead": post_id(lead), "due_on": due_on.isoformat(), "standard": "完成"}
    return make_move(year.city.research.actor, task, "assign" if nth % 3 else "reassign", data, now=year.now)


def accept(year: Year, task: Task, nth: int) -> object:
    return make_move(_lead(year, task).actor, task, "accept", now=year.now)


def finish(year: Year, task: Task, nth: int) -> object:
    return make_move(_lead(year, task).actor, task, "report_done", {"text": "完成"}, now=year.now, proof=True)


def verify(year: Year, task: Task, nth: int) -> object:
    return make_move(year.city.research.actor, task, "verify", now=year.now)


def withdraw(year: Year, task: Task, nth: int) -> object:
    return make_move(year.city.research.actor, task, "withdraw", {"reason": "合并到其他任务"}, now=year.now)


def ask(year: Year, task: Task, nth: int) -> object:
    data = {"due_on": min(YEAR_END, year.today + timedelta(days=5 + nth)).isoformat(), "reason": "材料未齐"}
    return make_move(_lead(year, task).actor, task, "ask_extension", data, now=year.now)


def grant(year: Year, task: Task, nth: int) -> object:
    data = {"due_on": min(YEAR_END, year.today + timedelta(days=5 + nth)).isoformat()}
    return make_move(year.city.research.actor, task, "grant_extension", data, now=year.now)


def fold(year: Year, task: Task, nth: int) -> object:
    with year.act_as("batch"):
        return drain(most=1 + nth)


def sleep(year: Year, task: Task, nth: int) -> object:
    year.now += timedelta(days=1 + nth // 2)
    return year.today


def _lead(year: Year, task: Task) -> Figure:
    with scoped(year.city.leader.actor):
        lead_id = Task.objects.get(pk=task.pk).lead_id
    people = [year.city.county_cadre, year.city.stranger, year.city.dept_head, year.city.town_cadre]
    return next((person for person in people if post_id(person) == lead_id), year.city.county_cadre)


STEPS: list[Step] = [
    *(assign, assign, accept, accept, accept, ask, ask, grant, grant),
    *(finish, finish, verify, verify, withdraw, fold, sleep, sleep),
]
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 30)), min_size=5, max_size=20)


@pytest.mark.database
@settings(
    max_examples=examples(5),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
def test_whatever_becomes_of_tasks_their_numbers_equal_their_lists(
    db: None, acting_as: ActAs, story: list[tuple[Step, int, int]]
) -> None:
    with transaction.atomic():
        city = build_small_city()
        with on_day(local_day(NOW)):
            year = Year(city, acting_as, make_tasks(city))

        for step, which, nth in story:
            _tell(year, step, year.tasks[which], nth)
            assert _shown(year) == _counted_by_hand(year), step.__name__

        _assert_everything_agrees(year)
        transaction.set_rollback(True)


def test_a_task_turns_late_the_day_after_its_date_without_a_move(db: None) -> None:
    city = build_small_city()
    with on_day(local_day(NOW)):
        task = make_tasks(city)[0]
        assign_to_county(city, task)

    with scoped(city.leader.actor):
        late = [read_many(["plans.tasks_late"], path=city.north.path, on=day) for day in (YEAR_END, date(2027, 1, 1))]

    assert [reading["plans.tasks_late"].numerator for reading in late] == [0, 1]


def test_moving_the_date_does_not_unmake_the_days_of_being_late(db: None) -> None:
    city = build_small_city()
    days = [local_day(NOW) + timedelta(days=number) for number in (0, 5, 6)]
    with on_day(days[0]):
        task = make_tasks(city)[0]
        assign_to_county(city, task)
        with scoped(city.leader.actor):
            Task.objects.filter(pk=task.pk).update(due_on=days[0] + timedelta(days=1))
    with on_day(days[2]), scoped(city.leader.actor):
        Task.objects.filter(pk=task.pk).update(due_on=YEAR_END)

    with scoped(city.leader.actor):
        late = [read_many(["plans.tasks_late"], path=city.root.path, on=day)["plans.tasks_late"] for day in days]

    assert [reading.numerator for reading in late] == [0, 1, 0]


def _tell(year: Year, step: Step, task: Task, nth: int) -> None:
    """One step on the day it happens; a move that rules or people forbid leaves nothing behind."""
    try:
        with on_day(year.today):
            step(year, task, nth)
    except (Refused, InvalidInput, Case.DoesNotExist):
        return


def _shown(year: Year) -> dict[str, int]:
    codes = ["plans.tasks", "plans.tasks_done", "plans.tasks_late", "plans.tasks_on_time", "plans.tasks_extended"]
    with scoped(year.city.leader.actor):
        readings = read_many(codes, path=year.city.root.path, on=year.today)
    return {code: reading.numerator for code, reading in readings.items()}


def _counted_by_hand(year: Year) -> dict[str, int]:
    with scoped(year.city.leader.actor):
        tasks = list(Task.objects.exclude(case__state="withdrawn").order_by("pk"))
        extended = set(TaskExtension.objects.filter(task__in=tasks, state="granted").values_list("task_id", flat=True))
    done = [task for task in tasks if task.done_on and task.done_on <= year.today]
    late = [task for task in tasks if task not in done and task.due_on and task.due_on < year.today]
    return {
        "plans.tasks": len(tasks),
        "plans.tasks_done": len(done),
        "plans.tasks_late": len(late),
        "plans.tasks_on_time": len(tasks) - len(done) - len(late),
        "plans.tasks_extended": len(extended),
    }


def _assert_everything_agrees(year: Year) -> None:
    city = year.city
    places = [Place(city.root.path), Place(city.root.path, (city.north.path, city.south.path)), Place(city.north.path)]
    days = [year.today - timedelta(days=3), year.today, year.today + timedelta(days=40)]
    with scoped(city.leader.actor):
        assert_numbers_are_lists(codes_of("plans"), places=places, days=days)
    assert_rebuilding_changes_nothing(year.act_as)
