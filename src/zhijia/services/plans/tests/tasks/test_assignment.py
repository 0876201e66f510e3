"""Assigning: the dates that the plan leaves a task, its lateness before anybody has it, and who accepts what one leads."""

from datetime import date
from typing import Any

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import DeskFilter, desk_of
from zhijia.engines.cases.queries import todos_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.holdings import end_holding
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import Task
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.services.plans.tests.tasks.story import make_move, make_plan, make_tasks, post_id, state_of
from zhijia.services.plans.tests.test_publish import make_ready, publish

LATER = """江海市总工会2026年工作要点

一、夯实组织基础
1、推进组建三年行动。到2027年底前新建企业工会200家。
2、开展普查。明年6月底前完成工会组织普查。
3、办好学习日。年底前办好职工学习日。
"""


def asked(lead: Figure, **changes: Any) -> dict[str, Any]:
    return {"lead": post_id(lead), "due_on": "2026-12-18", "standard": "有走访记录", **changes}


def dated_task(city: SmallCity, due_on: date) -> Task:
    entry = NewTask(None, "走访企业", "走访企业，全面完成", "harmony", "建设和谐", date(2026, 1, 1), due_on)
    plan = make_plan(city)
    with scoped(city.research.actor):
        return open_tasks(plan, [entry], actor=city.research.actor, now=NOW)[0]


def desk_lights(figure: Figure, task: Task) -> list[tuple[str, str]]:
    """Verb and light of what the task asks of somebody."""
    with scoped(figure.actor):
        rows = desk_of(figure.actor, DeskFilter(), today=TODAY, law=LocalLaw()).filter(case=task.case_id)
        return sorted((row.verb, vars(row)["light"]) for row in rows)


def test_the_date_that_the_plan_itself_names_may_lie_beyond_its_year(city: SmallCity) -> None:
    with scoped(city.research.actor):
        facts = PlanFacts(title="江海市总工会2026年工作要点", year=2026)
        plan = upload_plan(LATER, facts, filename="", actor=city.research.actor, now=NOW)
    make_ready(city, plan)
    publish(city, plan)
    with scoped(city.research.actor):
        tasks = list(Task.objects.filter(plan=plan).order_by("planned_due_on", "pk"))
    days = [task.planned_due_on or date.min for task in tasks]
    assert days == [date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31)]

    for task, day in zip(tasks, days, strict=True):
        with pytest.raises(InvalidInput) as caught:
            make_move(city.research.actor, task, "assign", asked(city.county_cadre, due_on=f"{day.year + 1}-01-01"))
        assert f"不能晚于{day.year}年{day.month}月{day.day}日" in str(caught.value.form.errors["due_on"])
        make_move(city.research.actor, task, "assign", asked(city.county_cadre, due_on=day.isoformat()))

    page = city.research.client().get(f"/plans/{plan.pk}/tasks/").content.decode()
    assert "2027年12月31日" in page, "a date of another year says which"
    assert "2027年12月31日" in city.research.client().get(f"/plans/{plan.pk}/").content.decode()


@pytest.mark.parametrize(("due_on", "light"), [(date(2026, 11, 2), "late"), (date(2026, 11, 23), "near")])
def test_an_unassigned_and_a_returned_task_shine_on_the_desk_as_on_the_board(
    city: SmallCity, due_on: date, light: str
) -> None:
    task = dated_task(city, due_on)
    with scoped(city.research.actor):
        [row] = read_board(city.research.actor, task.plan, BoardFilter(), today=TODAY).rows
    assert row.reading.light == light
    assert desk_lights(city.research, task) == [("assign", light)]

    make_move(city.research.actor, task, "assign", asked(city.county_cadre, due_on=due_on.isoformat()))
    make_move(city.county_cadre.actor, task, "give_back", {"reason": "不属本地区"})

    assert desk_lights(city.research, task) == [("assign", light)]


def test_what_the_assigner_leads_itself_is_accepted_by_those_above_it(city: SmallCity) -> None:
    [task] = make_tasks(city, "办好研究室调研")

    make_move(city.research.actor, task, "assign", asked(city.research))
    make_move(city.research.actor, task, "accept")
    make_move(city.research.actor, task, "report_done", {"text": "已完成"}, proof=True)

    with pytest.raises(Refused, match="不能由牵头岗位和配合岗位自己核验"):
        make_move(city.research.actor, task, "verify")
    assert [verb for verb, _light in desk_lights(city.leader, task)] == ["verify"]
    assert desk_lights(city.research, task) == []
    make_move(city.leader.actor, task, "verify")
    assert state_of(city, task) == "done"


def test_nobody_gives_a_task_to_herself_where_nobody_could_accept_it(city: SmallCity) -> None:
    [task] = make_tasks(city, "办好研究室调研")
    with scoped(BUILDER):
        above = [post_id(city.leader), post_id(city.dept_head)]
        PostHolding.objects.filter(post__in=above).update(to_on=TODAY)

    for data in (asked(city.research), asked(city.county_cadre, supports=[post_id(city.research)])):
        with pytest.raises(InvalidInput) as caught:
            make_move(city.research.actor, task, "assign", data)
        assert "另一位同志交办" in caught.value.form.errors["lead"][0]
    make_move(city.city_cadre.actor, task, "assign", asked(city.research))
    assert desk_lights(city.research, task) == [("accept", "near")]


def test_who_supports_a_task_does_not_accept_it(city: SmallCity) -> None:
    [task] = make_tasks(city, "走访企业")
    make_move(city.research.actor, task, "assign", asked(city.county_cadre, supports=[post_id(city.city_cadre)]))
    make_move(city.county_cadre.actor, task, "accept")
    make_move(city.county_cadre.actor, task, "report_done", {"text": "已完成"}, proof=True)

    with pytest.raises(Refused, match="配合岗位自己核验"):
        make_move(city.city_cadre.actor, task, "verify")
    make_move(city.research.actor, task, "verify")


def test_where_the_assigner_has_left_those_above_find_the_task_on_their_desk(city: SmallCity) -> None:
    """The lead in the county does not see the post in the city, and need not: the database answers."""
    [task] = make_tasks(city, "走访企业")
    make_move(city.research.actor, task, "assign", asked(city.county_cadre))
    make_move(city.county_cadre.actor, task, "accept")
    with scoped(city.administrator.actor):
        held = PostHolding.objects.get(post=post_id(city.research))
        end_holding(city.administrator.actor, held, to_on=TODAY, now=NOW)

    make_move(city.county_cadre.actor, task, "report_done", {"text": "已完成"}, proof=True)

    with scoped(city.leader.actor):
        assert list(todos_of(city.leader.actor).filter(case=task.case_id).values_list("verb", flat=True)) == ["verify"]
