"""How far the review is, and which doubt comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zhijia.services.plans.review.tree import Node, Tree


@dataclass(frozen=True)
class Progress:
    """Tasks confirmed of all tasks; open doubts in the order of the tree."""

    tree: Tree

    @cached_property
    def tasks(self) -> Sequence[Node]:
        return self.tree.of_kind("task")

    @cached_property
    def confirmed(self) -> int:
        return sum(1 for task in self.tasks if task.is_accepted)

    @cached_property
    def doubts(self) -> Sequence[Node]:
        """Every node with an open question, first in the text first."""
        return [node for _depth, node in self.tree.walk() if node.question]

    @cached_property
    def clear(self) -> int:
        """How many unconfirmed nodes raise no question."""
        return sum(1 for _depth, node in self.tree.walk() if not node.is_accepted and not node.question)

    def after(self, node_id: int | None) -> Node | None:
        """Where to go from a node: to the next doubt after it, else the first doubt, else the next unconfirmed task."""
        order = {node.id: index for index, (_depth, node) in enumerate(self.tree.walk())}
        here = order.get(node_id, -1) if node_id is not None else -1
        unconfirmed = [task for task in self.tasks if not task.is_accepted]
        for nodes in (self.doubts, unconfirmed):
            others = [node for node in nodes if node.id != node_id] or list(nodes)
            if others:
                return next((node for node in others if order[node.id] > here), others[0])
        return None
