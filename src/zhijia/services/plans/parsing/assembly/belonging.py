"""What belongs to what: parents in the tree, the deadline of a target, the deadlines and owners of a task."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zhijia.services.plans.parsing.actors.owners import OwnerGroup
from zhijia.services.plans.parsing.assembly.coverage import Coverage, deadline_remarks, owner_remarks, title_remarks
from zhijia.services.plans.parsing.assembly.outline import Outline
from zhijia.services.plans.parsing.assembly.parts import AnyNode, Parts, Placed
from zhijia.services.plans.parsing.model import Heading, Item, Owner, Target, Task


def parented(nodes: Iterable[AnyNode], *, tasks: Placed[Task], outline: Outline) -> tuple[AnyNode, ...]:
    """Each node under the task that holds it, else under the item or heading it stands in."""
    placed = []
    for node in nodes:
        task = tasks.last_before(node.start)
        holder = task.id if task and task.end >= node.end else outline.parent_at(node.start)
        placed.append(replace(node, parent=holder))
    return tuple(placed)


def numbered(parts: Parts) -> Parts:
    """The same parts, every owner with its id."""
    every = [owner for group in parts.groups for owner in group.owners] + list(parts.sentence_owners)
    every.sort(key=lambda owner: owner.start)
    ids = {(owner.start, owner.end): f"o{index}" for index, owner in enumerate(every, 1)}

    def with_ids(owners: Iterable[Owner]) -> tuple[Owner, ...]:
        return tuple(replace(owner, id=ids[owner.start, owner.end]) for owner in owners)

    groups = [OwnerGroup(group.start, group.end, with_ids(group.owners)) for group in parts.groups]
    return replace(parts, groups=groups, sentence_owners=with_ids(parts.sentence_owners))


def all_owners(parts: Parts) -> list[Owner]:
    found = [owner for group in parts.groups for owner in group.owners] + list(parts.sentence_owners)
    return sorted(found, key=lambda owner: owner.start)


def dated_targets(parts: Parts) -> list[Target]:
    """The deadline of a target is the nearest dated one before it in its sentence, else one after it in its clause."""
    return [replace(target, deadline_id=_deadline_of(parts, target)) for target in parts.targets]


def _deadline_of(parts: Parts, target: Target) -> str | None:
    sentence, clause = parts.skeleton.source.full_sentence(target.start), parts.skeleton.source.clause(target.start)
    before = _explicit(parts, sentence.start, target.start)
    after = _explicit(parts, target.end, clause.end)
    return before[-1] if before else after[0] if after else None


def _explicit(parts: Parts, start: int, end: int) -> list[str]:
    return [found.id for found in parts.deadlines.within(start, end) if found.strength == "explicit"]


def tasks_with_belongings(parts: Parts) -> list[Task]:
    """Tasks with the ids of their targets, deadlines and owners."""
    coverage = Coverage(parts)
    owned = coverage.by_task(owner_remarks(parts))
    inherited = coverage.by_task(title_remarks(parts))
    dated = coverage.by_task(deadline_remarks(parts))
    targets, said = Placed(parts.targets), Placed(parts.sentence_owners)
    ancestors: dict[str, Heading | Item] = {node.id: node for node in parts.skeleton.headings}
    ancestors |= {node.id: node for node in parts.skeleton.items}
    return [
        replace(
            task,
            targets=tuple(target.id for target in targets.within(task.start, task.end)),
            deadlines=_deadlines_of(parts, task, remarked=dated.get(index, ()), ancestors=ancestors),
            owners=tuple(owner.id for owner in said.within(task.start, task.end))
            + (owned.get(index) or inherited.get(index, ())),
        )
        for index, task in enumerate(parts.tasks)
    ]


def _deadlines_of(
    parts: Parts, task: Task, *, remarked: Sequence[str], ancestors: dict[str, Heading | Item]
) -> tuple[str, ...]:
    """Its own; else that of its sentence, of a remark behind it or of its row, or of the nearest dated heading above."""
    own = tuple(deadline.id for deadline in parts.deadlines.within(task.start, task.end))
    before = _explicit(parts, parts.skeleton.source.full_sentence(task.start).start, task.start)
    return own or tuple(before[-1:]) or tuple(remarked) or _of_ancestors(parts, task.parent, ancestors)


def _of_ancestors(parts: Parts, parent: str | None, ancestors: dict[str, Heading | Item]) -> tuple[str, ...]:
    while parent:
        node = ancestors[parent]
        named = _explicit(parts, node.start, node.end)
        if named:
            return tuple(named)
        parent = node.parent
    return ()
