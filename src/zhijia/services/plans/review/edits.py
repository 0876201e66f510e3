"""The edits of the tree, as pure functions: a tree in, the nodes that change out.

Every function raises Refused with a sentence when the tree does not allow the edit. None of them touches the database,
reads a clock or knows who edits.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.services.plans.review.places import position_after
from zhijia.services.plans.review.spans import NOTHING_LEFT, cut_of
from zhijia.services.plans.review.tree import BRANCHES, Node, Tree

SPLITTABLE = (*BRANCHES, "task")
NewId = Callable[[], int]
MAY_STAND_UNDER: Mapping[str, tuple[str | None, ...]] = {
    "heading": (None, "heading"),
    "item": (None, "heading", "item"),
    "task": (None, "heading", "item"),
    "target": (None, "task", "heading", "item"),
    "deadline": (None, "task", "heading", "item"),
    "owner": (None, "task", "heading", "item"),
}
WRONG_PLACE = gettext_noop("这一项不能放在那里：任务放在标题或分项下，目标值、时限和责任单位放在任务、分项或标题下。")
INSIDE_ITSELF = gettext_noop("不能把一项移到它自己的下级里。")
NO_NEIGHBOUR = gettext_noop("后面没有同类的一项可以合并。")
AT_THE_EDGE = gettext_noop("已经到头，不能再往这个方向移动。")
NOT_SPLITTABLE = gettext_noop("只有标题、分项和任务可以拆分和合并。")
THROUGH_A_FACET = gettext_noop("这个位置会切断一处目标值、时限或责任单位，请换一个位置。")
NOT_A_TARGET = gettext_noop("只有目标值可以对应指标。")
PARENT_GONE = gettext_noop("要移到的那一项已被删除，请刷新后重选。")
EMPTY_TEXT = gettext_noop("文字不能为空；不要的内容请用“删除”。")


def accept(tree: Tree, node: Node) -> list[Node]:
    """Confirm a node; with a task or a heading also those of its facets that raise no question."""
    facets = [child for child in tree.facets(node.id) if child.question is None]
    return [replace(entry, is_accepted=True) for entry in (node, *facets)]


def accept_all(tree: Tree, *, base: int) -> list[Node]:
    """Confirm everything that raises no question, as it stood after operation `base`; what changed since is left."""
    return [
        replace(node, is_accepted=True)
        for _depth, node in tree.walk()
        if not node.is_accepted and node.question is None and node.version <= base
    ]


def edit(node: Node, *, text: str, attributes: Mapping[str, Any]) -> list[Node]:
    """Write text and attributes anew. What a person wrote is confirmed."""
    if not text.strip():
        raise Refused(EMPTY_TEXT, field="text")
    merged = {**node.attributes, **attributes}
    kept = {name: value for name, value in merged.items() if value not in (None, "")}
    return [replace(node, text=text.strip(), attributes=kept, is_accepted=True)]


def bind(node: Node, code: str) -> list[Node]:
    """Say which indicator measures a target; that settles the target as one."""
    if node.kind != "target" or node.is_aside:
        raise Refused(NOT_A_TARGET, field="indicator")
    return [replace(node, attributes={**node.attributes, "indicator": code}, is_accepted=True)]


def split(tree: Tree, node: Node, *, at: int, source: str, new_id: NewId) -> list[Node]:
    """Two nodes of one, cut before character `at` of its text; facets go with the part of the source they stand in."""
    if node.kind not in SPLITTABLE:
        raise Refused(NOT_SPLITTABLE)
    left, right = _trimmed_halves(node, at=at)
    cut = cut_of(node, at=at, source=source)
    if any(child.start < cut < child.end for child in tree.facets(node.id)):
        raise Refused(THROUGH_A_FACET, field="at")
    second = replace(
        node,
        id=new_id(),
        position=position_after(tree, node),
        start=cut,
        text=right,
        is_accepted=False,
        doubts=(),
        version=0,
    )
    moved = [replace(child, parent=second.id) for child in tree.children(node.id) if child.start >= cut]
    return [replace(node, text=left, end=cut, is_accepted=False), second, *moved]


def _trimmed_halves(node: Node, *, at: int) -> tuple[str, str]:
    left, right = node.text[: max(at, 0)].strip(" ，,；;、"), node.text[max(at, 0) :].strip(" ，,；;、")
    if not left or not right:
        raise Refused(NOTHING_LEFT, field="at")
    return left, right


def merge(tree: Tree, node: Node, *, source: str) -> list[Node]:
    """One node of this and the next of its kind beside it; what stood under the second comes under the first."""
    if node.kind not in SPLITTABLE:
        raise Refused(NOT_SPLITTABLE)
    second = tree.beside(node, 1)
    if second is None or second.kind != node.kind:
        raise Refused(NO_NEIGHBOUR)
    start, end = min(node.start, second.start), max(node.end, second.end)
    is_as_written = all(entry.text == source[entry.start : entry.end] for entry in (node, second))
    text = source[start:end] if is_as_written and "\n" not in source[start:end] else f"{node.text}；{second.text}"
    doubts = tuple(dict.fromkeys((*node.doubts, *second.doubts)))
    merged = replace(
        node,
        start=start,
        end=end,
        text=text,
        attributes={**second.attributes, **node.attributes},
        doubts=doubts,
        is_accepted=False,
    )
    moved = [replace(child, parent=node.id) for child in tree.children(second.id)]
    return [merged, replace(second, is_deleted=True), *moved]


def move(tree: Tree, node: Node, *, parent: int | None) -> list[Node]:
    """Put a node, with all below it, last under another parent (None: at the top)."""
    target = tree.live(parent)
    if parent is not None and target is None:
        raise Refused(PARENT_GONE, field="parent")
    if (target.kind if target else None) not in MAY_STAND_UNDER[node.kind]:
        raise Refused(WRONG_PLACE, field="parent")
    if target and node.id in {target.id, *(above.id for above in tree.ancestors(target))}:
        raise Refused(INSIDE_ITSELF, field="parent")
    siblings = [child for child in tree.children(parent) if child.id != node.id]
    last = max((child.position for child in siblings), default=node.position - 1)
    return [replace(node, parent=parent, position=max(last + 1, node.position))]


def shift(tree: Tree, node: Node, *, step: int) -> list[Node]:
    """Change places with the sibling before (-1) or after (+1)."""
    other = tree.beside(node, step)
    if other is None:
        raise Refused(AT_THE_EDGE)
    if other.position != node.position:
        return [replace(node, position=other.position), replace(other, position=node.position)]
    siblings = tree.siblings(node)
    siblings.remove(node)
    siblings.insert(siblings.index(other) + (step > 0), node)
    first = min(entry.position for entry in siblings)
    return [replace(entry, position=first + index) for index, entry in enumerate(siblings)]


def delete(tree: Tree, node: Node) -> list[Node]:
    """Remove a node. A task takes its facets along; what stood under a heading or an item moves up one level."""
    removed = replace(node, is_deleted=True)
    if node.kind not in BRANCHES:
        return [removed, *(replace(child, is_deleted=True) for child in tree.children(node.id))]
    return [removed, *(replace(child, parent=node.parent) for child in tree.children(node.id))]


def add(
    tree: Tree, parent: Node | None, *, kind: str, text: str, attributes: Mapping[str, Any], new_id: NewId
) -> list[Node]:
    """A node that the reading missed, last under `parent` (None: at the top). It is confirmed: a person wrote it."""
    if (parent.kind if parent else None) not in MAY_STAND_UNDER[kind]:
        raise Refused(WRONG_PLACE, field="kind")
    if not text.strip():
        raise Refused(EMPTY_TEXT, field="text")
    children = tree.children(parent.id if parent else None)
    position = max((child.position for child in children), default=parent.position if parent else 0) + 1
    last = max((child.end for child in children), default=parent.end if parent else 1)
    start = max(parent.start if parent else 0, last - 1)
    node = Node(
        id=new_id(),
        parent=parent.id if parent else None,
        kind=kind,
        position=position,
        start=start,
        end=start,
        text=text.strip(),
        attributes={name: value for name, value in attributes.items() if value not in (None, "")},
        is_accepted=True,
    )
    return [node]
