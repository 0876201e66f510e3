"""What an operation did, node by node, and the way from an empty page to today's tree: replay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhijia.services.plans.review.tree import Node, Tree

FIELDS = (
    "parent",
    "kind",
    "position",
    "start",
    "end",
    "text",
    "attributes",
    "doubts",
    "is_accepted",
    "is_deleted",
)
Json = dict[str, Any]


class BrokenHistory(ValueError):
    """An operation was recorded on another version than the one the operations before it left."""


@dataclass(frozen=True, slots=True)
class Change:
    """One node before and after: the fields that differ, and the version. `before` None means the node was made."""

    node: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]

    def to_json(self) -> Json:
        return {"node": self.node, "before": self.before, "after": self.after}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Change":
        return cls(data["node"], data["before"], data["after"])


@dataclass(frozen=True, slots=True)
class Operation:
    """A recorded edit: `seq` counts from 1 without gaps; `undoes` names the operation that this one takes back."""

    seq: int
    verb: str
    person: int
    changes: tuple[Change, ...]
    undoes: int | None = None

    @property
    def touched(self) -> frozenset[int]:
        """The nodes it changed, and those it put something under."""
        under = {change.after.get("parent") for change in self.changes}
        return frozenset({change.node for change in self.changes} | {node for node in under if node is not None})


def changes_between(tree: Tree, nodes: Iterable[Node], *, seq: int) -> tuple[Change, ...]:
    """The changes that make `tree` hold `nodes`; nodes that do not differ are left out."""
    found = (_change(tree.get(node.id), node, seq=seq) for node in nodes)
    return tuple(change for change in found if change)


def _change(old: Node | None, new: Node, *, seq: int) -> Change | None:
    fields = _as_json(new)
    if old is None:
        return Change(new.id, None, fields | {"version": seq})
    former = _as_json(old)
    differing = [name for name in FIELDS if former[name] != fields[name]]
    if not differing:
        return None
    before = {name: former[name] for name in differing} | {"version": old.version}
    return Change(new.id, before, {name: fields[name] for name in differing} | {"version": seq})


def _as_json(node: Node) -> Json:
    fields: Json = {name: getattr(node, name) for name in FIELDS}
    return fields | {"doubts": list(node.doubts), "attributes": dict(node.attributes)}


def node_of(node_id: int, fields: Mapping[str, Any]) -> Node:
    """A node from the full set of its fields."""
    return Node(id=node_id, **{**fields, "doubts": tuple(fields["doubts"])})


def applied(tree: Tree, changes: Iterable[Change]) -> Tree:
    """The tree after the changes. Raises BrokenHistory when a change was made on another version."""
    return tree.with_nodes([_changed(tree, change) for change in changes])


def _changed(tree: Tree, change: Change) -> Node:
    node = tree.get(change.node)
    if change.before is None and node is None:
        return node_of(change.node, change.after)
    if node is None or change.before is None or node.version != change.before["version"]:
        raise BrokenHistory(f"node {change.node} is not at the version that the change was made on")
    return _with_fields(node, change.after)


def _with_fields(node: Node, fields: Mapping[str, Any]) -> Node:
    values = dict(fields)
    if "doubts" in values:
        values["doubts"] = tuple(values["doubts"])
    return replace(node, **values)


def outdated(tree: Tree, changes: Iterable[Change], *, base: int) -> list[Node]:
    """The touched nodes that were changed after operation `base`, as they are now."""
    touched = (tree.get(change.node) for change in changes)
    return [node for node in touched if node and node.version > base]


def replay(operations: Iterable[Operation]) -> Tree:
    """The tree that the operations lead to from nothing: the first of them reads the document."""
    tree = Tree([])
    for operation in operations:
        tree = applied(tree, operation.changes)
    return tree


def undone(tree: Tree, operation: Operation) -> list[Node]:
    """The nodes as they were before the operation; what it made is removed."""
    return [_former(tree[change.node], change) for change in operation.changes]


def orphans(tree: Tree, nodes: Iterable[Node]) -> list[Node]:
    """Those of `nodes` that would live under a removed parent if `tree` held them."""
    after = tree.with_nodes(nodes)
    return [node for node in nodes if not node.is_deleted and node.parent and after.live(node.parent) is None]


def _former(node: Node, change: Change) -> Node:
    if change.before is None:
        return replace(node, is_deleted=True)
    return _with_fields(node, {name: value for name, value in change.before.items() if name != "version"})


def seen_at(operations: Sequence[Operation], node: Node, *, base: int) -> Node:
    """The node as whoever had seen operations up to `base` saw it. `operations` are those after `base`, in order."""
    for operation in reversed(operations):
        for change in operation.changes:
            if change.node == node.id and change.before is not None and operation.seq > base:
                node = _with_fields(node, change.before)
    return node
