"""The edits one by one, on a small tree."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from zhijia.lib.sentences import Refused
from zhijia.services.plans.review import edits
from zhijia.services.plans.review.tree import Node, Tree

SOURCE = "一、抓好建会\n新建联系点100个，年底前走访企业20家；完善台账。\n二、抓好竞赛\n"
HEADING = Node(id=1, parent=None, kind="heading", position=10, start=2, end=6, text="抓好建会")
TASK = Node(id=2, parent=1, kind="task", position=20, start=7, end=16, text=SOURCE[7:16])
TARGET = Node(id=3, parent=2, kind="target", position=30, start=12, end=16, text="100个")
SECOND = Node(id=4, parent=1, kind="task", position=40, start=17, end=27, text=SOURCE[17:27])
WHEN = Node(id=5, parent=4, kind="deadline", position=50, start=17, end=20, text="年底前")
HOW_MANY = Node(id=6, parent=4, kind="target", position=60, start=24, end=27, text="20家")
OTHER = Node(id=7, parent=None, kind="heading", position=70, start=36, end=40, text="抓好竞赛")
TREE = Tree([HEADING, TASK, TARGET, SECOND, WHEN, HOW_MANY, OTHER])


def after(nodes: Sequence[Node], tree: Tree = TREE) -> Tree:
    return tree.with_nodes(nodes)


def split(node: Node, at: int) -> Tree:
    ids = count(100)
    return after(edits.split(TREE, node, at=at, source=SOURCE, new_id=lambda: next(ids)))


def test_the_spans_of_this_file_are_what_they_say() -> None:
    assert all(SOURCE[node.start : node.end] == node.text for node in TREE.every)


def test_a_split_divides_text_span_and_facets() -> None:
    tree = split(SECOND, 3)

    left, right = tree[4], tree[100]
    assert (left.text, right.text) == ("年底前", "走访企业20家")
    assert (left.end, right.start) == (20, 20)
    assert [node.id for node in tree.facets(4)] == [5]
    assert [node.id for node in tree.facets(100)] == [6]
    assert [node.id for node in tree.children(1)] == [2, 4, 100]


def test_a_split_does_not_cut_a_target() -> None:
    with pytest.raises(Refused, match="切断"):
        split(TASK, 7)


@pytest.mark.parametrize("at", [0, 9, 50, -3])
def test_a_split_leaves_text_on_both_sides(at: int) -> None:
    with pytest.raises(Refused, match="前后都要有文字"):
        split(TASK, at)


def test_a_rewritten_text_is_split_where_it_still_agrees_with_the_source() -> None:
    tree = Tree([*(node for node in TREE.every if node.id != 4), replace(SECOND, text="今年年底前走访企业20家")])

    nodes = edits.split(tree, tree[4], at=5, source=SOURCE, new_id=lambda: 100)

    assert [(node.text, node.start, node.end) for node in nodes[:2]] == [
        ("今年年底前", 17, 20),
        ("走访企业20家", 20, 27),
    ]


def test_a_merge_takes_text_and_facets_of_the_next() -> None:
    tree = after(edits.merge(TREE, TASK, source=SOURCE))

    assert tree[2].text == "新建联系点100个，年底前走访企业20家"
    assert tree[4].is_deleted
    assert {node.id for node in tree.facets(2)} == {3, 5, 6}


def test_the_last_of_its_kind_has_nothing_to_merge_with() -> None:
    with pytest.raises(Refused, match="没有同类"):
        edits.merge(TREE, SECOND, source=SOURCE)


def test_splitting_and_merging_again_gives_the_old_text() -> None:
    tree = split(SECOND, 3)

    merged = after(edits.merge(tree, tree[4], source=SOURCE), tree)

    assert merged[4].text == SECOND.text
    assert {node.id for node in merged.facets(4)} == {5, 6}


def test_a_task_moves_with_its_facets_to_the_end_of_another_heading() -> None:
    tree = after(edits.move(TREE, TASK, parent=7))

    assert [node.id for node in tree.children(7)] == [2]
    assert [node.id for node in tree.facets(2)] == [3]


@pytest.mark.parametrize(
    ("node", "parent", "words"),
    [(TASK, 4, "不能放在那里"), (TARGET, 3, "不能放在那里"), (HEADING, 1, "自己的下级"), (TASK, 99, "已被删除")],
)
def test_a_wrong_place_is_refused(node: Node, parent: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        edits.move(TREE, node, parent=parent)


def test_siblings_change_places_and_stop_at_the_edge() -> None:
    tree = after(edits.shift(TREE, TASK, step=1))

    assert [node.id for node in tree.children(1)] == [4, 2]
    with pytest.raises(Refused, match="到头"):
        edits.shift(tree, tree[2], step=1)


def test_siblings_without_room_are_numbered_anew() -> None:
    tree = Tree([HEADING, TASK, replace(SECOND, position=20)])

    shifted = after(edits.shift(tree, tree[2], step=1), tree)

    assert [node.id for node in shifted.children(1)] == [4, 2]


def test_a_deleted_heading_leaves_its_tasks_and_a_deleted_task_takes_its_facets() -> None:
    without_heading = after(edits.delete(TREE, HEADING))
    without_task = after(edits.delete(TREE, SECOND))

    assert [node.id for node in without_heading.children(None)] == [2, 4, 7]
    assert {node.id for _depth, node in without_task.walk()} == {1, 2, 3, 7}


def test_what_the_reading_missed_is_added_last_and_confirmed() -> None:
    nodes = edits.add(TREE, TREE[1], kind="task", text=" 完善台账 ", attributes={}, new_id=lambda: 100)

    tree = after(nodes)
    assert [node.id for node in tree.children(1)] == [2, 4, 100]
    assert (tree[100].text, tree[100].is_accepted) == ("完善台账", True)


def test_accepting_leaves_doubtful_facets_open() -> None:
    doubtful = replace(HOW_MANY, doubts=("bare_numeral",))

    nodes = edits.accept(Tree([HEADING, SECOND, WHEN, doubtful]), SECOND)

    assert {node.id for node in nodes} == {4, 5}


def test_an_edit_drops_emptied_attributes() -> None:
    node = replace(TARGET, attributes={"value": "100", "is_aside": True, "unit": "个"})

    [edited] = edits.edit(node, text="100个", attributes={"is_aside": None, "unit": "处"})

    assert edited.attributes == {"value": "100", "unit": "处"}
    assert not edited.is_aside


def test_only_targets_are_bound() -> None:
    with pytest.raises(Refused, match="只有目标值"):
        edits.bind(TASK, "plans.tasks")
