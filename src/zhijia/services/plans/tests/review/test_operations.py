"""Operations in the database: recorded, refused when outdated, undone, and replayed to what is stored."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity
from zhijia.services.plans.models import PlanDocument, PlanNode
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.changes import replay
from zhijia.services.plans.review.operations import Edit, Outdated, last_seq, load_operations, load_tree, operate, undo
from zhijia.services.plans.review.tree import Node
from zhijia.trail.models import Event


def change(plan: PlanDocument, verb: str, edit: Edit, *, by: Figure, base: int | None = None) -> Sequence[int]:
    with scoped(by.actor):
        seen = last_seq(plan.pk) if base is None else base
        return operate(plan.pk, verb, edit, actor=by.actor, base=seen, now=NOW).touched


def rewrite(node_id: int, text: str) -> Edit:
    return lambda desk: edits.edit(desk.node(node_id), text=text, attributes={})


def nodes_of(plan: PlanDocument, *, by: Figure) -> dict[int, Node]:
    with scoped(by.actor):
        return {node.id: node for node in load_tree(plan.pk).every}


def first_task(plan: PlanDocument, *, by: Figure) -> Node:
    with scoped(by.actor):
        return load_tree(plan.pk).of_kind("task")[0]


def test_reading_the_document_is_the_first_operation(city: SmallCity, plan: PlanDocument) -> None:
    with scoped(city.research.actor):
        operations = load_operations(plan.pk)
        stored = load_tree(plan.pk)

    assert [operation.verb for operation in operations] == ["read"]
    assert {n.id: n for n in replay(operations).every} == {n.id: n for n in stored.every}


def test_an_edit_leaves_before_after_and_an_event(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)

    change(plan, "edit", rewrite(task.id, "组织技能比武"), by=city.research)

    with scoped(city.research.actor):
        operation = load_operations(plan.pk, after=1)[0]
        event = Event.objects.get(kind="plans.plan_edited")
    assert operation.changes[0].before == {"text": task.text, "is_accepted": False, "version": 1}
    assert operation.changes[0].after == {"text": "组织技能比武", "is_accepted": True, "version": 2}
    assert event.subject_id == plan.pk
    assert event.data == {"seq": 2, "verb": "edit", "nodes": [task.id]}


def test_an_edit_that_changes_nothing_is_no_operation(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)
    change(plan, "accept", lambda desk: edits.accept(desk.tree, desk.node(task.id)), by=city.research)

    touched = change(plan, "accept", lambda desk: edits.accept(desk.tree, desk.node(task.id)), by=city.research)

    assert touched == []
    assert len(load_operations_as(city.research.actor, plan)) == 2


def load_operations_as(actor: Actor, plan: PlanDocument) -> list[object]:
    with scoped(actor):
        return list(load_operations(plan.pk))


def test_an_edit_on_an_old_version_is_refused_showing_both_texts(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)
    change(plan, "edit", rewrite(task.id, "严的写法"), by=city.research, base=1)

    with pytest.raises(Outdated) as refusal:
        change(plan, "edit", rewrite(task.id, "李的写法"), by=city.leader, base=1)

    clash = refusal.value.clashes[0]
    assert (clash.seen.text, clash.current.text, clash.who) == (task.text, "严的写法", "严研究")
    assert nodes_of(plan, by=city.leader)[task.id].text == "严的写法"


def test_a_task_is_not_deleted_over_a_target_that_changed_meanwhile(city: SmallCity, plan: PlanDocument) -> None:
    tree_nodes = nodes_of(plan, by=city.research)
    target = next(node for node in tree_nodes.values() if node.kind == "target" and not node.is_aside)
    change(plan, "edit", rewrite(target.id, "四千名"), by=city.leader, base=1)

    with pytest.raises(Outdated):
        change(
            plan,
            "delete",
            lambda desk: edits.delete(desk.tree, desk.node(target.parent or 0)),
            by=city.research,
            base=1,
        )


def test_undo_takes_back_my_own_last_operation_step_by_step(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)
    change(plan, "edit", rewrite(task.id, "一"), by=city.research)
    change(plan, "edit", rewrite(task.id, "二"), by=city.research)

    texts = []
    for _ in range(2):
        with scoped(city.research.actor):
            undo(plan.pk, actor=city.research.actor, now=NOW)
        texts.append(nodes_of(plan, by=city.research)[task.id].text)

    assert texts == ["一", task.text]


def test_undo_is_refused_once_somebody_built_on_it(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)
    change(plan, "edit", rewrite(task.id, "一"), by=city.research)
    change(plan, "edit", rewrite(task.id, "二"), by=city.leader)

    with scoped(city.research.actor), pytest.raises(Refused, match="又作了修改"):
        undo(plan.pk, actor=city.research.actor, now=NOW)

    assert nodes_of(plan, by=city.research)[task.id].text == "二"


def test_undo_leaves_the_work_of_others_alone(city: SmallCity, plan: PlanDocument) -> None:
    task, other = [node for node in nodes_of(plan, by=city.research).values() if node.kind == "task"][:2]
    change(plan, "edit", rewrite(task.id, "一"), by=city.research)
    change(plan, "edit", rewrite(other.id, "别的"), by=city.leader)

    with scoped(city.research.actor):
        undo(plan.pk, actor=city.research.actor, now=NOW)

    nodes = nodes_of(plan, by=city.research)
    assert (nodes[task.id].text, nodes[other.id].text) == (task.text, "别的")


def test_who_did_nothing_has_nothing_to_undo(city: SmallCity, plan: PlanDocument) -> None:
    with scoped(city.leader.actor), pytest.raises(Refused, match="没有可以撤回"):
        undo(plan.pk, actor=city.leader.actor, now=NOW)


REVIEWERS = {"leader", "dept_head", "city_cadre", "research"}
PEOPLE = [
    *sorted(REVIEWERS),
    "supervisor",
    "county_leader",
    "county_cadre",
    "town_cadre",
    "chair",
    "worker",
    "stranger",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_only_cadres_of_the_issuing_union_edit(city: SmallCity, plan: PlanDocument, name: str) -> None:
    figure: Figure = getattr(city, name)
    task = first_task(plan, by=city.research)

    try:
        change(plan, "edit", rewrite(task.id, "改写"), by=figure, base=1)
    except (Refused, PlanDocument.DoesNotExist):
        is_allowed = False
    else:
        is_allowed = True

    assert is_allowed == (name in REVIEWERS)


def test_random_operations_of_two_people_replay_to_the_stored_tree(city: SmallCity, plan: PlanDocument) -> None:
    random, refusals = Random(20261122), 0
    seen = {"research": 1, "leader": 1}

    while len(load_operations_as(city.leader.actor, plan)) < 200:
        name = random.choice(["research", "leader"])
        try:
            _step(random, getattr(city, name), plan, seen=seen, name=name)
        except Refused:
            refusals += 1

    with scoped(city.leader.actor):
        replayed = {node.id: node for node in replay(load_operations(plan.pk)).every}
        rows = PlanNode.objects.filter(plan=plan).count()
    assert replayed == nodes_of(plan, by=city.leader)
    assert len(replayed) == rows
    assert refusals


def _step(random: Random, figure: Figure, plan: PlanDocument, *, seen: dict[str, int], name: str) -> None:
    with scoped(figure.actor):
        if random.random() < 0.7:
            seen[name] = last_seq(plan.pk)
        if random.random() < 0.15:
            undo(plan.pk, actor=figure.actor, now=NOW)
            return
        node = random.choice([node for _depth, node in load_tree(plan.pk).walk()])
        verb, edit = random.choice(_edits(random, node))
        operate(plan.pk, verb, edit, actor=figure.actor, base=seen[name], now=NOW)


def _edits(random: Random, node: Node) -> list[tuple[str, Edit]]:
    return [
        ("accept", lambda desk: edits.accept(desk.tree, desk.node(node.id))),
        ("edit", lambda desk: edits.edit(desk.node(node.id), text=f"{node.text}改", attributes={"goal": "harmony"})),
        (
            "split",
            lambda desk: edits.split(
                desk.tree, node, at=random.randrange(len(node.text) + 1), source=desk.source, new_id=desk.new_id
            ),
        ),
        ("merge", lambda desk: edits.merge(desk.tree, node, source=desk.source)),
        ("move", lambda desk: edits.shift(desk.tree, node, step=random.choice((-1, 1)))),
        ("delete", lambda desk: edits.delete(desk.tree, node)),
        (
            "add",
            lambda desk: edits.add(desk.tree, node, kind="owner", text="补写", attributes={}, new_id=desk.new_id),
        ),
    ]


def test_accepting_all_leaves_out_what_changed_since_it_was_seen(city: SmallCity, plan: PlanDocument) -> None:
    task = first_task(plan, by=city.research)
    change(plan, "accept", lambda desk: edits.accept(desk.tree, desk.node(task.id)), by=city.leader)
    change(plan, "edit", lambda desk: [replace(desk.node(task.id), text="换了", is_accepted=False)], by=city.leader)

    change(plan, "accept_all", lambda desk: edits.accept_all(desk.tree, base=1), by=city.research, base=1)

    nodes = nodes_of(plan, by=city.research)
    assert not nodes[task.id].is_accepted
    assert all(n.is_accepted or n.question or n.id == task.id for n in nodes.values() if not n.is_deleted)
