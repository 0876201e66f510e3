"""What belongs to what: parents in the tree, the deadline of a target, the deadlines and owners of a task."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from zhijia.services.plans.parsing.model import Deadline, Heading, Item, Node, Owner, Target, Task
from zhijia.services.plans.parsing.outline import Outline
from zhijia.services.plans.parsing.owners import OwnerGroup
from zhijia.services.plans.parsing.source import Source
from zhijia.services.plans.parsing.tables import TableRow

AnyNode = TypeVar("AnyNode", bound=Node)


class Placed(Sequence[AnyNode]):
    """Nodes in order of the text, asked by place in logarithmic time."""

    def __init__(self, nodes: Iterable[AnyNode]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.start)
        self._starts = [node.start for node in self._nodes]

    def __getitem__(self, index: int) -> AnyNode:  # type: ignore[override]
        return self._nodes[index]

    def __len__(self) -> int:
        return len(self._nodes)

    def within(self, start: int, end: int) -> list[AnyNode]:
        return self._nodes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, position: int) -> AnyNode | None:
        at = bisect_right(self._starts, position) - 1
        return self._nodes[at] if at >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything found, before it is tied together."""

    source: Source
    outline: Outline
    headings: tuple[Heading, ...]
    items: tuple[Item, ...]
    rows: tuple[TableRow, ...]
    tasks: Sequence[Task]
    targets: Sequence[Target]
    deadlines: Placed[Deadline]
    groups: Sequence[OwnerGroup]
    sentence_owners: Sequence[Owner]


def parented(nodes: Iterable[AnyNode], *, tasks: "Placed[Task]", outline: Outline) -> list[AnyNode]:
    """Each node under the task that holds it, else under the item or heading it stands in."""
    placed = []
    for node in nodes:
        task = tasks.last_before(node.start)
        holder = task.id if task and task.end >= node.end else outline.parent_at(node.start)
        placed.append(replace(node, parent=holder))
    return placed


def with_deadlines(parts: Parts) -> list[Target]:
    """The deadline of a target is the nearest dated one before it in its sentence, else one after it in its clause."""
    return [replace(target, deadline_id=_deadline_of(parts, target)) for target in parts.targets]


def _deadline_of(parts: Parts, target: Target) -> str | None:
    sentence = parts.source.full_sentence(target.start)
    dated = [found for found in parts.deadlines.within(sentence.start, target.start) if found.strength == "explicit"]
    if dated:
        return dated[-1].id
    clause = parts.source.clause(target.start)
    after = [found for found in parts.deadlines.within(target.end, clause.end) if found.strength == "explicit"]
    return after[0].id if after else None


def numbered_owners(parts: Parts) -> tuple[list[Owner], list[OwnerGroup]]:
    """All owners in order with ids, and the groups with those ids."""
    every = [owner for group in parts.groups for owner in group.owners] + list(parts.sentence_owners)
    every.sort(key=lambda owner: owner.start)
    ids = {(owner.start, owner.end): f"o{index}" for index, owner in enumerate(every, 1)}
    owners = [replace(owner, id=ids[owner.start, owner.end]) for owner in every]
    groups = [
        OwnerGroup(
            start=group.start,
            end=group.end,
            owners=tuple(replace(owner, id=ids[owner.start, owner.end]) for owner in group.owners),
        )
        for group in parts.groups
    ]
    return owners, groups


def with_belongings(
    parts: Parts, *, targets: Sequence[Target], owners: Sequence[Owner], groups: Sequence[OwnerGroup]
) -> list[Task]:
    """Tasks with the ids of their targets, deadlines and owners."""
    found = Placed(targets)
    said = Placed([owner for owner in owners if owner.form in ("sentence", "implicit")])
    by_group = _owners_by_task(parts, groups)
    inherited = _Inherited(parts)
    tasks = []
    for index, task in enumerate(parts.tasks):
        own = [owner.id for owner in said.within(task.start, task.end)]
        tasks.append(
            replace(
                task,
                targets=tuple(target.id for target in found.within(task.start, task.end)),
                deadlines=tuple(inherited.deadlines_of(task)),
                owners=(*by_group.get(index, ()), *own),
            )
        )
    return tasks


def _owners_by_task(parts: Parts, groups: Sequence[OwnerGroup]) -> dict[int, tuple[str, ...]]:
    """A group answers for the tasks since the group before it, within its heading or its table row."""
    starts = [task.start for task in parts.tasks]
    heads = [heading.marker_start for heading in parts.headings]
    rows = [(row.start, row.end) for row in parts.rows]
    row_starts = [start for start, _ in rows]
    owned: dict[int, tuple[str, ...]] = {}
    last_end = 0
    for group in groups:
        at = bisect_right(heads, group.start) - 1
        begin, end = max(last_end, heads[at] if at >= 0 else 0), group.start
        row = bisect_right(row_starts, group.start) - 1
        if row >= 0 and rows[row][1] > group.start:
            begin, end = rows[row]
        ids = tuple(owner.id for owner in group.owners)
        for index in range(bisect_left(starts, begin), bisect_left(starts, end)):
            owned[index] = (*owned.get(index, ()), *ids)
        last_end = group.end
    return owned


class _Inherited:
    """Deadlines a task has of its own, of its sentence, of its table row, or of a heading above it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._headings = {heading.id: heading for heading in parts.headings}
        self._items = {item.id: item for item in parts.items}
        self._row_starts = [row.start for row in parts.rows]

    def deadlines_of(self, task: Task) -> list[str]:
        inside = self._parts.deadlines.within(task.start, task.end)
        if inside:
            return [deadline.id for deadline in inside]
        sentence = self._parts.source.full_sentence(task.start)
        before = [
            found for found in self._parts.deadlines.within(sentence.start, task.start) if found.strength == "explicit"
        ]
        if before:
            return [before[-1].id]
        return self._of_row(task) or self._of_ancestors(task.parent)

    def _of_row(self, task: Task) -> list[str]:
        at = bisect_right(self._row_starts, task.start) - 1
        if at < 0 or self._parts.rows[at].end <= task.start:
            return []
        row = self._parts.rows[at]
        return [deadline.id for deadline in self._parts.deadlines.within(row.start, row.end)]

    def _of_ancestors(self, parent: str | None) -> list[str]:
        while parent:
            node: Heading | Item = self._headings.get(parent) or self._items[parent]
            named = [
                found.id for found in self._parts.deadlines.within(node.start, node.end) if found.strength == "explicit"
            ]
            if named:
                return named
            parent = node.parent
        return []
