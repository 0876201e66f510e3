"""Behind is a light too: a task whose numbers lag behind its time turns yellow (TA-05)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import DeskFilter, desk_of
from zhijia.engines.cases.lagging import lagging_cases, register_lagging
from zhijia.engines.cases.models import Awaits
from zhijia.engines.indicators.reading import read_many
from zhijia.law.lights import Light
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity
from zhijia.services.plans.models import Target, Task
from zhijia.services.plans.queries import get_plan
from zhijia.services.plans.tasks import lagging
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.progress import Measured, progress_of
from zhijia.services.plans.tests.tasks.story import YEAR_END, assign_to_county, make_move, make_tasks

COUNTED = "organising.enterprises"  # the small city has three


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
        return progress_of([task.case_id], on=TODAY)


def light_on_desk(actor: Actor, task: Task) -> Light:
    law = LocalLaw()
    with scoped(actor):
        behind = lagging_cases(actor, today=TODAY, law=law)
        row = desk_of(actor, DeskFilter(), today=TODAY, law=law, behind=behind).get(case=task.case_id)
        return Light(row.light)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("value", "light"), [(3, Light.GREEN), (4, Light.GREEN), (30, Light.YELLOW)])
def test_a_task_whose_number_lags_behind_its_time_turns_yellow(
    city: SmallCity, task: Task, value: int, light: Light
) -> None:
    """On 20 November 2026 88 % of the year is gone; the tolerance is 15 points: 3 of 4 is in step, 3 of 30 is not."""
    promise(city, task, value)

    assert light_on_board(city.research.actor, task) is light
    assert light_on_board(city.county_cadre.actor, task) is light
    assert light_on_desk(city.county_cadre.actor, task) is light


def test_a_yellow_row_of_the_desk_says_why_and_is_counted(city: SmallCity, task: Task) -> None:
    promise(city, task, 30)

    page = city.county_cadre.client().get("/desk/", headers={"Accept-Language": "zh-hans"}).content.decode()

    assert "滞后" in page
    assert "进度10%" in page


def test_what_is_late_stays_red_on_the_desk(city: SmallCity, task: Task) -> None:
    promise(city, task, 30)
    with scoped(BUILDER):
        Awaits.objects.filter(case=task.case_id).update(due_on=TODAY - timedelta(days=1))

    assert light_on_desk(city.county_cadre.actor, task) is Light.RED


def test_the_slowest_target_counts(city: SmallCity, task: Task) -> None:
    promise(city, task, 4)
    promise(city, task, 30)

    assert progress_seen_by(city.research.actor, task) == {task.pk: Fraction(1, 10)}


@pytest.mark.parametrize(("comparator", "per"), [("<=", ""), (">=", "季度")])
def test_what_measures_no_progress_is_left_out(city: SmallCity, task: Task, comparator: str, per: str) -> None:
    promise(city, task, 30, comparator=comparator, per=per)

    assert progress_seen_by(city.research.actor, task) == {}


def test_the_lead_of_a_county_is_measured_by_the_whole_number_and_a_strange_county_learns_nothing(
    city: SmallCity, task: Task
) -> None:
    """Two of the three enterprises lie in the lead's county; the city promised, so all three count."""
    promise(city, task, 30)

    assert progress_seen_by(city.county_cadre.actor, task) == {task.pk: Fraction(3, 30)}
    assert progress_seen_by(city.stranger.actor, task) == {}


def test_the_rule_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already"):
        register_lagging("plans.task", lagging.lagging_tasks)


def test_after_its_period_a_target_keeps_the_value_of_the_last_day(city: SmallCity, task: Task) -> None:
    promise(city, task, 3)
    with scoped(city.research.actor):
        Target.objects.filter(task=task).update(period_to=date(TODAY.year, 1, 31))
        before = read_many([COUNTED], path=city.root.path, on=date(TODAY.year, 1, 31))[COUNTED].numerator

    assert progress_seen_by(city.county_cadre.actor, task) == {task.pk: Fraction(before, 3)}


@pytest.mark.parametrize(
    ("figures", "reached"),
    [
        ((None, 7, 0, 0), 7),
        ((False, 7, 0, 0), None),
        ((False, 0, 0, 1), 0),
        ((True, 1, 4, 2), 25),
        ((True, 0, 0, 2), None),
    ],
)
def test_what_nobody_reported_is_no_zero(figures: tuple[bool | None, int, int, int], reached: int | None) -> None:
    is_ratio, *counts = figures
    target = Measured(1, COUNTED, ">=", Decimal(9), None, TODAY, YEAR_END, is_ratio, *counts)

    assert target.reached == reached
