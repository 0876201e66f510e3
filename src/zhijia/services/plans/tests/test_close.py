"""Closing a plan: who, what stands in the way, what is frozen and how it is shown."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.models import Snapshot
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, SmallCity
from zhijia.services.plans.closing import close_plan
from zhijia.services.plans.models import PlanDocument, Target, Task
from zhijia.services.plans.tests.tasks.story import YEAR_END, assign_to_county, make_move, make_tasks
from zhijia.trail.models import Event

COUNTED = "organising.enterprises"  # the small city has three, two of them in the north


@pytest.fixture
def task(city: SmallCity) -> Task:
    """The only task of a plan, whose target counts enterprises."""
    [task] = make_tasks(city, "走访企业")
    with scoped(city.research.actor):
        Target.objects.create(
            plan=task.plan,
            task=task,
            union=city.root,
            goal="harmony",
            name="走访企业",
            indicator=COUNTED,
            value=Decimal(4),
            unit="家",
            comparator=">=",
            period_from=date(TODAY.year, 1, 1),
            period_to=YEAR_END,
        )
    return task


def settle(city: SmallCity, task: Task) -> None:
    with on_day(TODAY):
        assign_to_county(city, task)
        make_move(city.county_cadre.actor, task, "accept")
        make_move(city.county_cadre.actor, task, "report_done", {"text": "走访完"}, proof=True)
        make_move(city.research.actor, task, "verify")


def close(city: SmallCity, task: Task, name: str = "research") -> PlanDocument:
    actor = getattr(city, name).actor
    with scoped(actor):
        return close_plan(task.plan_id, actor=actor, now=NOW)


def test_open_tasks_are_named_and_stand_in_the_way(city: SmallCity, task: Task) -> None:
    with pytest.raises(Refused, match="还有1项任务没有办结：“走访企业”"):
        close(city, task)

    client = city.research.client()
    page = client.get(f"/plans/{task.plan_id}/close/")
    assert f"/cases/{task.case_id}/" in page.content.decode()
    assert client.post(f"/plans/{task.plan_id}/close/").status_code == 422
    with scoped(city.research.actor):
        assert PlanDocument.objects.get(pk=task.plan_id).state == "published"
        assert not Snapshot.objects.exists()


def test_a_withdrawn_task_stands_in_nobodys_way(city: SmallCity, task: Task) -> None:
    make_move(city.research.actor, task, "withdraw", {"reason": "并入下一年"})

    assert close(city, task).state == "closed"


def test_closing_freezes_the_numbers_and_leaves_one_event(city: SmallCity, task: Task) -> None:
    settle(city, task)

    plan = close(city, task)
    close(city, task)

    with scoped(city.research.actor):
        kept = Snapshot.objects.get(path=city.root.path, indicator=COUNTED)
        events = list(Event.objects.filter(subject_type="plans.plan", subject_id=plan.pk).order_by("id"))
    assert (kept.value, kept.counted_on) == (3, TODAY)
    assert [event.kind for event in events] == ["indicators.frozen", "plans.plan_closed"]
    assert (events[-1].from_state, events[-1].to_state) == ("published", "closed")
    assert events[-1].data["frozen"] == {TODAY.isoformat(): [COUNTED]}


def test_a_target_whose_period_ended_before_is_frozen_as_of_its_last_day(city: SmallCity, task: Task) -> None:
    settle(city, task)
    with scoped(city.research.actor):
        Target.objects.filter(plan=task.plan_id).update(period_to=date(TODAY.year, 9, 30))

    close(city, task)

    with scoped(city.research.actor):
        assert Snapshot.objects.get(path=city.root.path).counted_on == date(TODAY.year, 9, 30)


def test_what_happens_later_moves_the_live_number_and_not_the_frozen_one(city: SmallCity, task: Task) -> None:
    settle(city, task)
    close(city, task)
    with on_day(TODAY), scoped(city.research.actor):
        Enterprise.objects.filter(pk=city.mill.pk).update(closed_on=TODAY)

    plan_page = city.research.client().get(f"/plans/{task.plan_id}/")
    board = city.leader.client().get(f"/cockpit/?plan={task.plan_id}").content.decode()
    number = city.leader.client().get(f"/cockpit/numbers/{COUNTED}/").content.decode()

    [target] = plan_page.context["standing"].targets
    assert (target.reached.value, target.reached.is_frozen) == ("3", True)
    assert "封存值" in plan_page.content.decode()
    assert "数字封存" in board
    assert "计划结束时按" in number


WHO = {
    "research": "closed",
    "dept_head": "closed",
    "leader": "closed",
    "city_cadre": "refused",
    "supervisor": "refused",
    "administrator": "refused",
    "county_leader": "refused",
    "stranger": "refused",
    "chair": "refused",
}


@pytest.mark.parametrize(("name", "outcome"), WHO.items())
def test_only_research_heads_and_leaders_of_the_issuer_close(
    city: SmallCity, task: Task, name: str, outcome: str
) -> None:
    settle(city, task)

    answer = getattr(city, name).client().post(f"/plans/{task.plan_id}/close/")

    with scoped(city.research.actor):
        state = PlanDocument.objects.get(pk=task.plan_id).state
    assert (answer.status_code, state) == ((302, "closed") if outcome == "closed" else (403, "published"))


def test_a_plan_under_review_is_not_closed(city: SmallCity) -> None:
    with scoped(city.research.actor):
        plan = PlanDocument.objects.create(
            union=city.root,
            title="草稿",
            year=TODAY.year,
            sha256="1" * 64,
            text="一、抓好建会。",
            uploaded_at=NOW,
            uploaded_by_id=city.research.post.pk if city.research.post else 0,
        )
        with pytest.raises(Refused, match="还没有发布"):
            close_plan(plan.pk, actor=city.research.actor, now=NOW)


@pytest.mark.parametrize("change", [{"title": "改过"}, {"state": "published", "closed_at": None}, {"text": "改过"}])
def test_the_database_keeps_a_closed_plan_as_it_is(city: SmallCity, task: Task, change: dict[str, object]) -> None:
    settle(city, task)
    close(city, task)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), scoped(city.research.actor):
        PlanDocument.objects.filter(pk=task.plan_id).update(**change)


def test_closing_changes_nothing_else_of_a_published_plan(city: SmallCity, task: Task) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), scoped(city.research.actor):
        PlanDocument.objects.filter(pk=task.plan_id).update(state="closed", closed_at=NOW, title="改过")


def test_a_closed_plan_is_still_read_below(city: SmallCity, task: Task) -> None:
    settle(city, task)
    close(city, task)

    page = city.county_cadre.client().get(f"/plans/{task.plan_id}/")

    assert page.status_code == 200
    assert "已结束" in page.content.decode()
