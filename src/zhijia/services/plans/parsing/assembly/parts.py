"""Everything that was found, before it is tied together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from zhijia.services.plans.parsing.actors.owners import OwnerGroup
from zhijia.services.plans.parsing.assembly.outline import Outline
from zhijia.services.plans.parsing.model import Deadline, Node, Owner, Target, Task
from zhijia.services.plans.parsing.skeleton import Skeleton

AnyNode = TypeVar("AnyNode", bound=Node)


class Placed(Generic[AnyNode]):
    """Nodes in order of the text, asked by place in logarithmic time."""

    def __init__(self, nodes: Iterable[AnyNode]) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.start)
        self._starts = [node.start for node in self._nodes]

    def __iter__(self) -> Iterator[AnyNode]:
        return iter(self._nodes)

    def within(self, start: int, end: int) -> list[AnyNode]:
        """Those that begin in [start, end)."""
        return self._nodes[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, position: int) -> AnyNode | None:
        """The last that begins at the position or before it."""
        at = bisect_right(self._starts, position) - 1
        return self._nodes[at] if at >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    skeleton: Skeleton
    outline: Outline
    tasks: Sequence[Task]
    targets: Sequence[Target]
    deadlines: Placed[Deadline]
    groups: Sequence[OwnerGroup]
    sentence_owners: Sequence[Owner]
