"""Behind is a light too: a task whose numbers lag behind its time turns yellow (TA-05)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from zhijia.law.lights import Light
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import TODAY, SmallCity, build_small_city
from zhijia.services.plans.models import Target, Task
from zhijia.services.plans.queries import get_plan
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.progress import progress_of
from zhijia.services.plans.tests.tasks.story import YEAR_END, assign_to_county, make_move, make_tasks

COUNTED = "organising.enterprises"  # the small city has three


@pytest.fixture
def city(db: None) -> SmallCity:
    return build_small_city()


@pytest.fixture
def task(city: SmallCity) -> Task:
    [task] = make_tasks(city, "走访企业")
    assign_to_county(city, task)
    make_move(city.county_cadre.actor, task, "accept")
    return task


def promise(city: SmallCity, task: Task, value: int, *, comparator: str = ">=", per: str = "") -> None:
    with scoped(city.research.actor):
        Target.objects.create(
            plan=task.plan,
            task=task,
            union=city.root,
            goal="harmony",
            name="走访企业",
            indicator=COUNTED,
            value=Decimal(value),
            unit="家",
            comparator=comparator,
            per=per,
            period_from=date(TODAY.year, 1, 1),
            period_to=YEAR_END,
        )


def light_on_board(actor: Actor, task: Task) -> Light:
    with scoped(actor):
        [row] = read_board(actor, get_plan(actor, task.plan_id), BoardFilter(), today=TODAY).rows
        return row.reading.light


def progress_seen_by(actor: Actor, task: Task) -> Mapping[int, Fraction]:
    with scoped(actor):
        return progress_of(actor, get_plan(actor, task.plan_id), on=TODAY)


@pytest.mark.parametrize(("value", "light"), [(3, Light.GREEN), (4, Light.GREEN), (30, Light.YELLOW)])
def test_a_task_whose_number_lags_behind_its_time_turns_yellow(
    city: SmallCity, task: Task, value: int, light: Light
) -> None:
    """On 20 November 2026 88 % of the year is gone; the tolerance is 15 points: 3 of 4 is in step, 3 of 30 is not."""
    promise(city, task, value)

    assert light_on_board(city.research.actor, task) is light


def test_the_slowest_target_counts(city: SmallCity, task: Task) -> None:
    promise(city, task, 4)
    promise(city, task, 30)

    assert progress_seen_by(city.research.actor, task) == {task.pk: Fraction(1, 10)}


@pytest.mark.parametrize(("comparator", "per"), [("<=", ""), (">=", "季度")])
def test_what_measures_no_progress_is_left_out(city: SmallCity, task: Task, comparator: str, per: str) -> None:
    promise(city, task, 30, comparator=comparator, per=per)

    assert progress_seen_by(city.research.actor, task) == {}


def test_a_county_is_not_measured_by_its_part_of_the_citys_number(city: SmallCity, task: Task) -> None:
    promise(city, task, 30)

    assert progress_seen_by(city.county_cadre.actor, task) == {}
    assert light_on_board(city.county_cadre.actor, task) is Light.GREEN
