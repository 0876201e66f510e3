"""Two people act on one node, or publish, in the same moment: one wins, the other is told, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, Figure, build_small_city
from zhijia.services.plans.actions import upload_plan
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.publishing import publish_plan
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.operations import Desk, Outdated, load_operations, load_tree, operate
from zhijia.services.plans.review.tree import Node
from zhijia.services.plans.tests.conftest import FACTS
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.services.plans.tests.test_publish import make_ready
from zhijia.trail.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; an exception is a result."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_edits_of_one_node_one_wins_and_the_other_is_told() -> None:
    city = build_small_city()
    with scoped(city.research.actor):
        plan = upload_plan(TEXT, FACTS, filename="", actor=city.research.actor, now=NOW)
        node = load_tree(plan.pk).of_kind("task")[0]

    def edit_as(figure: Figure) -> Callable[[], object]:
        actor = figure.actor

        def rewrite(desk: Desk) -> list[Node]:
            return edits.edit(desk.node(node.id), text=f"{actor.name}的写法", attributes={})

        def act() -> object:
            with scoped(actor):
                return operate(plan.pk, "edit", rewrite, actor=actor, base=1, now=NOW).touched

        return act

    results = at_once(edit_as(city.research), edit_as(city.leader))

    lost = [result for result in results if isinstance(result, Outdated)]
    with scoped(city.leader.actor):
        operations = load_operations(plan.pk)
        stored = load_tree(plan.pk)[node.id].text
    assert len(lost) == 1
    assert len(operations) == 2
    assert lost[0].clashes[0].current.text == stored


def test_the_same_text_uploaded_at_once_is_one_plan() -> None:
    city = build_small_city()

    def upload_as(figure: Figure) -> Callable[[], object]:
        actor = figure.actor

        def act() -> object:
            with scoped(actor):
                return upload_plan(TEXT, FACTS, filename="", actor=actor, now=NOW).pk

        return act

    first, second = at_once(upload_as(city.research), upload_as(city.leader))

    assert first == second


def test_two_who_publish_at_once_publish_once() -> None:
    city = build_small_city()
    with scoped(city.research.actor):
        plan = upload_plan(TEXT, FACTS, filename="", actor=city.research.actor, now=NOW)
    make_ready(city, plan)

    def publish_as(figure: Figure) -> Callable[[], object]:
        actor = figure.actor

        def act() -> object:
            with scoped(actor):
                return publish_plan(plan.pk, actor=actor, now=NOW).frozen_hash

        return act

    hashes = at_once(publish_as(city.research), publish_as(city.leader))

    with scoped(city.leader.actor):
        assert set(hashes) == {PlanDocument.objects.get().frozen_hash}
        assert Event.objects.filter(kind="plans.plan_published").count() == 1
