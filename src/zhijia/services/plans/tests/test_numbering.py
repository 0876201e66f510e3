"""DO-02: headings are numbered one after the other at their level; a gap is pointed out and blocks nothing."""

import pytest

from zhijia.services.plans.parsing.outline.markers import read_marker
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.rules import NUMBER_SKIPPED, check_tree


def tree_of(*headings: tuple[int, int | None, str]) -> Tree:
    """Headings as (id, parent, marker), in the order of the document."""
    nodes = [
        Node(
            id=pk,
            parent=parent,
            kind="heading",
            position=pk,
            start=pk,
            end=pk,
            text="标题",
            attributes={"marker": marker},
        )
        for pk, parent, marker in headings
    ]
    return Tree(nodes)


def skipped(tree: Tree) -> list[int]:
    return [found.node.id for found in check_tree(tree).warnings if found.sentence == NUMBER_SKIPPED and found.node]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("一、", ("comma", 1)),
        ("（十二）", ("bracket", 12)),
        ("(三)", ("bracket", 3)),
        ("2.", ("arabic", 2)),
        ("第三章", ("part", 3)),
        ("", None),
        ("其他", None),
    ],
)
def test_a_marker_tells_its_style_and_number(words: str, read: tuple[str, int] | None) -> None:
    assert read_marker(words) == read


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ([(1, None, "一、"), (2, 1, "（一）"), (3, 1, "（二）"), (4, None, "二、"), (5, 4, "（一）")], []),
        ([(1, None, "一、"), (2, None, "三、"), (3, None, "四、")], [2]),
        ([(1, None, "一、"), (2, None, "一、")], [2]),
        ([(1, None, "二、"), (2, None, "三、")], [1]),
        ([(1, None, "一、"), (2, None, ""), (3, None, "二、")], []),
        ([(1, None, "一、"), (2, 1, "1."), (3, 1, "3."), (4, None, "二、"), (5, 4, "1.")], [3]),
        ([(1, None, "一、"), (2, 1, "1."), (3, 1, "2."), (4, None, "二、"), (5, 4, "3."), (6, 4, "5.")], [6]),
    ],
)
def test_a_number_that_does_not_follow_is_pointed_out_do_02(
    headings: list[tuple[int, int | None, str]], found: list[int]
) -> None:
    tree = tree_of(*headings)

    assert skipped(tree) == found
    assert NUMBER_SKIPPED not in [finding.sentence for finding in check_tree(tree).missing]
