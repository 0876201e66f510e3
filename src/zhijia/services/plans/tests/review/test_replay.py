"""Two people edit one tree: whatever they do, the operations lead to what is stored, and the tree stays a tree."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.services.plans.review.changes import (
    BrokenHistory,
    Change,
    Operation,
    applied,
    changes_between,
    replay,
    seen_at,
)
from zhijia.services.plans.review.edits import MAY_STAND_UNDER, edit
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.tests.review.trees import Bench, first_nodes


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_two_hundred_random_operations_keep_the_tree_whole(seed: int) -> None:
    bench = Bench(Random(seed))

    while len(bench.operations) < 200:
        bench.step()

    assert bench.refused
    assert bench.undone
    assert_is_a_tree(bench.tree)
    assert nodes_of(replay(bench.operations)) == nodes_of(bench.tree)


def nodes_of(tree: Tree) -> dict[int, Node]:
    return {node.id: node for node in tree.every}


def assert_is_a_tree(tree: Tree) -> None:
    live = {node.id for node in tree.every if not node.is_deleted}
    assert {node.id for _depth, node in tree.walk()} == live, "every live node is reached from the top, once"
    for _depth, node in tree.walk():
        parent = tree.get(node.parent)
        assert (parent.kind if parent else None) in MAY_STAND_UNDER[node.kind]
        assert node.start <= node.end


def test_operations_survive_the_way_through_json() -> None:
    bench = Bench(Random(7))
    for _ in range(60):
        bench.step()

    again = [
        Operation(entry.seq, entry.verb, entry.person, tuple(Change.from_json(c.to_json()) for c in entry.changes))
        for entry in bench.operations
    ]

    assert nodes_of(replay(again)) == nodes_of(bench.tree)


def test_a_change_on_another_version_does_not_replay() -> None:
    tree = Tree(first_nodes())
    node = tree.of_kind("task")[0]
    first = changes_between(tree, edit(node, text="甲", attributes={}), seq=2)
    second = changes_between(tree, edit(node, text="乙", attributes={}), seq=3)

    with pytest.raises(BrokenHistory):
        applied(applied(tree, first), second)


def test_what_somebody_saw_is_found_again() -> None:
    tree = Tree(first_nodes())
    node = tree.of_kind("task")[0]
    first = changes_between(tree, edit(node, text="甲", attributes={}), seq=2)
    after = applied(tree, first)
    second = changes_between(after, edit(after[node.id], text="乙", attributes={}), seq=3)
    now = applied(after, second)[node.id]
    operations = [Operation(2, "edit", 1, first), Operation(3, "edit", 2, second)]

    assert seen_at(operations, now, base=1).text == node.text
    assert seen_at(operations, now, base=2).text == "甲"
    assert seen_at(operations, now, base=3).text == "乙"
