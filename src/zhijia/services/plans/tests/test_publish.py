"""Publishing: what is missing, the frozen tree, targets and tasks, twice, by whom."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.indicators.declaring import Definition, declare
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, SmallCity
from zhijia.services.plans.actions import change_facts, facts_of
from zhijia.services.plans.models import PlanDocument, PlanNode, Target, Task
from zhijia.services.plans.publishing import is_as_frozen, publish_plan
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.operations import Desk, last_seq, load_tree, operate
from zhijia.services.plans.review.tree import Node
from zhijia.services.plans.rules import DOUBT_OPEN, NO_GOAL, NO_INDICATOR, NOT_CONFIRMED, check_tree
from zhijia.trail.models import Event


def make_ready(city: SmallCity, plan: PlanDocument) -> str:
    """Settle every doubt, bind every target to one declared indicator, give every heading a goal; returns its code."""
    with scoped(city.research.actor):
        definition = Definition(name="完成数量", definition="按季度由各级工会填报", unit="个")
        declared = declare(city.research.actor, union=city.root, definition=definition, now=NOW)
        code = f"declared.{declared.pk}"

        def settle(desk: Desk) -> list[Node]:
            return [_settled(node, code) for _depth, node in desk.tree.walk()]

        operate(plan.pk, "edit", settle, actor=city.research.actor, base=last_seq(plan.pk), now=NOW)
    return code


def _settled(node: Node, code: str) -> Node:
    extra = {"indicator": code} if node.kind == "target" and not node.is_aside else {}
    goal = {"goal": "harmony"} if node.kind == "heading" and not node.attributes.get("goal") else {}
    return edits.edit(node, text=node.text, attributes={**extra, **goal})[0]


def publish(city: SmallCity, plan: PlanDocument) -> PlanDocument:
    with scoped(city.research.actor):
        return publish_plan(plan.pk, actor=city.research.actor, now=NOW)


def test_what_is_missing_is_listed_and_blocks(city: SmallCity, plan: PlanDocument) -> None:
    with scoped(city.research.actor):
        missing = check_tree(load_tree(plan.pk)).missing

    assert {DOUBT_OPEN, NOT_CONFIRMED, NO_INDICATOR} <= {finding.sentence for finding in missing}
    with pytest.raises(Refused, match="没有处理"):
        publish(city, plan)
    page = city.research.client().get(f"/plans/{plan.pk}/publish/")
    assert all(f"node={finding.node.id}" in page.content.decode() for finding in missing if finding.node)


def test_dates_outside_the_period_are_pointed_out_once_the_year_was_corrected(
    city: SmallCity, plan: PlanDocument
) -> None:
    url, client = f"/plans/{plan.pk}/publish/", city.research.client()
    assert "改过年度的请核对时限" not in client.get(url).content.decode()

    with scoped(city.research.actor):
        change_facts(plan.pk, replace(facts_of(plan), year=2027), actor=city.research.actor, now=NOW)

    page = client.get(url).content.decode()
    assert "改过年度的请核对时限" in page
    assert "新建预警联系点<b>100个</b>，其中市总工会联系" in page, "a short place stands in the words around it"


def test_a_task_without_goal_blocks(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)
    with scoped(city.research.actor):

        def forget(desk: Desk) -> list[Node]:
            headings = desk.tree.of_kind("heading")
            return [edits.edit(node, text=node.text, attributes={"goal": None})[0] for node in headings]

        operate(plan.pk, "edit", forget, actor=city.research.actor, base=last_seq(plan.pk), now=NOW)
        sentences = {finding.sentence for finding in check_tree(load_tree(plan.pk)).missing}

    assert NO_GOAL in sentences


def test_publishing_freezes_and_opens_one_task_for_each_node(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)

    published = publish(city, plan)

    with scoped(city.research.actor):
        nodes = load_tree(plan.pk).of_kind("task")
        tasks = list(Task.objects.filter(plan=plan).order_by("pk"))
        event = Event.objects.get(kind="plans.plan_published")
        assert is_as_frozen(published)
        assert Case.objects.filter(kind="plans.task").count() == len(nodes)
    assert [task.node_id for task in tasks] == [node.id for node in nodes]
    assert all(task.goal for task in tasks)
    assert (event.from_state, event.to_state) == ("review", "published")
    assert event.data["frozen_hash"] == published.frozen_hash
    assert event.data["tasks"] == len(nodes)


def test_targets_carry_value_period_and_indicator(city: SmallCity, plan: PlanDocument) -> None:
    code = make_ready(city, plan)
    publish(city, plan)

    with scoped(city.research.actor):
        target = Target.objects.get(plan=plan, value=100)
        homes = Target.objects.get(plan=plan, value=15)
    assert (target.indicator, target.unit, target.goal) == (code, "个", "harmony")
    assert target.period_to == date(2026, 12, 31)
    assert homes.period_to == date(2026, 9, 30), "9月底前"
    assert homes.value == Decimal(15)


def test_deadlines_and_standards_reach_the_tasks(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)
    publish(city, plan)

    with scoped(city.research.actor):
        task = Task.objects.select_related("case").get(plan=plan, requirement__contains="区域性职工之家")
    assert task.due_on == date(2026, 9, 30)
    assert task.case.due_on == date(2026, 9, 30)
    assert task.case.line == "organising"
    assert task.measure == "加强职工之家建设"


def test_publishing_twice_does_it_once(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)
    client, url = city.research.client(), f"/plans/{plan.pk}/publish/"

    answers = [client.post(url).headers["Location"] for _ in range(2)]

    assert answers == [f"/plans/{plan.pk}/"] * 2
    with scoped(city.research.actor):
        assert Event.objects.filter(kind="plans.plan_published").count() == 1
        assert Task.objects.count() == len(load_tree(plan.pk).of_kind("task"))


def test_nothing_changes_after_publication(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)
    publish(city, plan)

    with scoped(city.research.actor):
        node = load_tree(plan.pk).of_kind("task")[0]

        def rewrite(desk: Desk) -> list[Node]:
            return edits.edit(desk.node(node.id), text="改写", attributes={})

        with pytest.raises(Refused, match="已经发布"):
            operate(plan.pk, "edit", rewrite, actor=city.research.actor, base=2, now=NOW)
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            PlanNode.objects.filter(pk=node.id).update(text="改写")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            PlanDocument.objects.filter(pk=plan.pk).update(title="改写")
    assert city.research.client().post(f"/plans/{plan.pk}/discard/").headers["Location"] == f"/plans/{plan.pk}/"


def test_a_crash_in_publishing_leaves_the_plan_under_review(
    city: SmallCity, plan: PlanDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(city, plan)

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("power failure")

    monkeypatch.setattr("zhijia.services.plans.publishing.record", fail)
    with pytest.raises(RuntimeError):
        publish(city, plan)

    with scoped(city.research.actor):
        assert PlanDocument.objects.get().state == "review"
        assert not Task.objects.exists()
        assert not Target.objects.exists()


@pytest.mark.parametrize("name", ["supervisor", "county_leader", "chair", "worker", "stranger"])
def test_others_do_not_publish(city: SmallCity, plan: PlanDocument, name: str) -> None:
    make_ready(city, plan)

    status = getattr(city, name).client().post(f"/plans/{plan.pk}/publish/").status_code

    assert status == (403 if name == "supervisor" else 404)
    with scoped(city.research.actor):
        assert PlanDocument.objects.get().state == "review"


def test_a_published_plan_is_seen_below_and_its_review_is_not(city: SmallCity, plan: PlanDocument) -> None:
    make_ready(city, plan)
    publish(city, plan)
    client = city.stranger.client()

    page = client.get(f"/plans/{plan.pk}/")

    assert page.status_code == 200
    assert "没有您能看到的任务" in page.content.decode()
    assert client.get(f"/plans/{plan.pk}/review/").status_code == 403


def test_binding_to_a_new_declared_indicator_on_the_spot(city: SmallCity, plan: PlanDocument) -> None:
    with scoped(city.research.actor):
        target = next(node for node in load_tree(plan.pk).of_kind("target") if "100" in node.text)
    data = {"verb": "declare", "base": 1, "name": "预警联系点", "definition": "挂牌并按月报送的算一个", "unit": "个"}

    city.research.client().post(f"/plans/{plan.pk}/review/{target.id}/", data)

    with scoped(city.research.actor):
        bound = load_tree(plan.pk)[target.id].attributes["indicator"]
    assert bound.startswith("declared.")
    page = city.research.client().get(f"/plans/{plan.pk}/review/?node={target.id}&do=bind")
    assert page.context["answer"].form["indicator"].value() == bound
