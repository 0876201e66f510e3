"""Stages of a task (services §G1, §G2): written when it is assigned, reached by reports, yellow once one is missed."""

from datetime import date
from typing import Any

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.plans.models import Task, TaskStage
from zhijia.services.plans.panels import show_task
from zhijia.services.plans.presenting.decomposition import decomposition_sheet
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.lagging import lagging_tasks
from zhijia.services.plans.tests.tasks.story import make_move, make_tasks, post_id

BEFORE, AFTER = date(2026, 11, 25), date(2026, 11, 26)
STAGES = "2026年12月10日，完成整改\n2026-11-25 完成摸底"


@pytest.fixture
def task(city: SmallCity) -> Task:
    [task] = make_tasks(city, "走访企业")
    make_move(city.research.actor, task, "assign", asked(city))
    make_move(city.county_cadre.actor, task, "accept")
    return task


def asked(city: SmallCity, **changes: Any) -> dict[str, Any]:
    lead, leader = post_id(city.county_cadre), post_id(city.leader)
    known = {"lead": lead, "leader": leader, "due_on": "2026-12-31", "standard": "有走访记录", "stages": STAGES}
    return known | changes


def light_on(city: SmallCity, task: Task, day: date) -> str:
    """Of the board; the desk of the lead says the same of what lags behind."""
    with scoped(city.county_cadre.actor):
        lagging = lagging_tasks(city.county_cadre.actor, day, LocalLaw())
    with scoped(city.research.actor):
        [row] = read_board(city.research.actor, task.plan, BoardFilter(), today=day).rows
    assert (task.case_id in lagging) == (row.reading.light == "behind")
    return row.reading.light.value


@pytest.mark.parametrize(
    ("stages", "says"),
    [
        ("完成摸底", "没有读出日期"),
        ("2026-13-01 完成摸底", "没有读出日期"),
        ("2025-12-31 完成摸底", "日期要在"),
        ("2027-01-01 完成摸底", "日期要在"),
        ("\n".join(f"2026-11-25 第{n}步" for n in range(21)), "最多写20个"),
    ],
)
def test_a_stage_has_a_day_within_the_task(city: SmallCity, stages: str, says: str) -> None:
    [task] = make_tasks(city, "走访企业")

    with pytest.raises(InvalidInput) as caught:
        make_move(city.research.actor, task, "assign", asked(city, stages=stages))

    assert says in str(caught.value.form.errors["stages"])


def test_a_missed_stage_is_yellow_from_the_day_after_until_it_is_reported(city: SmallCity, task: Task) -> None:
    assert [light_on(city, task, day) for day in (BEFORE, AFTER)] == ["ok", "behind"]

    with scoped(city.county_cadre.actor):
        first = TaskStage.objects.get(task=task, name="完成摸底")
    make_move(city.county_cadre.actor, task, "report", {"text": "摸底做完了", "reached": [first.pk]})

    assert light_on(city, task, AFTER) == "ok"
    assert light_on(city, task, date(2026, 12, 11)) == "behind", "the next one"
    make_move(city.county_cadre.actor, task, "report_done", {"text": "都办完了"}, proof=True)
    with scoped(city.research.actor):
        assert not TaskStage.objects.filter(task=task, reached_on=None).exists()


def test_what_was_reached_stays_reached_when_the_task_is_given_to_another(city: SmallCity, task: Task) -> None:
    with scoped(city.county_cadre.actor):
        first = TaskStage.objects.get(task=task, name="完成摸底")
    make_move(city.county_cadre.actor, task, "report", {"text": "摸底做完了", "reached": [first.pk]})

    make_move(city.research.actor, task, "reassign", asked(city, lead=post_id(city.stranger)))

    with scoped(city.research.actor):
        assert list(TaskStage.objects.filter(task=task).order_by("due_on").values_list("name", "reached_on")) == [
            ("完成摸底", date(2026, 11, 20)),
            ("完成整改", None),
        ]
    with scoped(city.county_cadre.actor):
        assert not TaskStage.objects.exists(), "who has no part in the task any more sees none of it"


def test_sheet_and_case_page_show_stages_and_the_leader_in_charge(city: SmallCity, task: Task) -> None:
    with scoped(city.research.actor):
        sheet = str(read_spreadsheet(decomposition_sheet(city.research.actor, task.plan, today=BEFORE)))
        case = Case.objects.get(pk=task.case_id)
        facts = str([fact.value for fact in show_task(city.research.actor, case, BEFORE)["facts"]])

    assert "李主席" in sheet
    assert "2026-11-25 完成摸底（未完成）" in sheet
    assert "2026年11月25日 完成摸底" in facts
