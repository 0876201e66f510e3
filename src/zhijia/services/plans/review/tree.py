"""The tree of a plan under review as plain values: what rows of PlanNode hold, without the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhijia.services.plans.parsing import DoubtCode

FACETS = ("target", "deadline", "owner")
BRANCHES = ("heading", "item")
QUESTIONS = {code.value: code for code in DoubtCode if code.is_question}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing read out of the text, or added by hand.

    `start`/`end` are offsets into the plan's text; `text` may have been edited. `attributes` holds JSON values by kind
    (numbers as decimal strings, days in ISO form). `version` is the number of the operation that last changed the node,
    so that whoever has seen operation n has seen every node of version ≤ n.
    """

    id: int
    parent: int | None
    kind: str
    position: int
    start: int
    end: int
    text: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    is_accepted: bool = False
    is_deleted: bool = False
    version: int = 0

    @property
    def is_aside(self) -> bool:
        """A number that was not taken as a target: shown to be decided, never published."""
        return bool(self.attributes.get("is_aside"))

    @property
    def question(self) -> DoubtCode | None:
        """The one doubt that a person has to settle, or None when there is none or it is settled."""
        if self.is_accepted or self.is_deleted:
            return None
        return next((QUESTIONS[code] for code in self.doubts if code in QUESTIONS), None)


class Tree:
    """Nodes by id with their order. Removed nodes are kept (an undo may bring them back) but not walked."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}

    def __getitem__(self, node_id: int) -> Node:
        return self._nodes[node_id]

    def get(self, node_id: int | None) -> Node | None:
        """The node, a removed one too; None when there is none of this id."""
        return self._nodes.get(node_id) if node_id is not None else None

    def live(self, node_id: int | None) -> Node | None:
        """The node unless it was removed."""
        node = self.get(node_id)
        return None if node is None or node.is_deleted else node

    @cached_property
    def _children(self) -> Mapping[int | None, list[Node]]:
        children: dict[int | None, list[Node]] = defaultdict(list)
        for node in sorted(self._nodes.values(), key=lambda node: (node.position, node.start, node.id)):
            if not node.is_deleted:
                children[node.parent].append(node)
        return children

    def children(self, node_id: int | None) -> list[Node]:
        """Live children in order; of None those at the top."""
        return self._children.get(node_id, [])

    def facets(self, node_id: int) -> list[Node]:
        """Targets, deadlines and owners directly under a node."""
        return [child for child in self.children(node_id) if child.kind in FACETS]

    def siblings(self, node: Node) -> list[Node]:
        """The node and those beside it, of its own group: facets among facets, the rest among the rest."""
        is_facet = node.kind in FACETS
        return [child for child in self.children(node.parent) if (child.kind in FACETS) == is_facet]

    def beside(self, node: Node, step: int) -> Node | None:
        """The sibling `step` places on, None past either end."""
        siblings = self.siblings(node)
        at = siblings.index(node) + step
        return siblings[at] if 0 <= at < len(siblings) else None

    @cached_property
    def _walked(self) -> list[tuple[int, Node]]:
        return list(self._below(None, 0))

    def walk(self, node_id: int | None = None) -> Iterable[tuple[int, Node]]:
        """Every live node below `node_id` with its depth, parents before children, in order."""
        return self._walked if node_id is None else self._below(node_id, 0)

    def _below(self, node_id: int | None, depth: int) -> Iterator[tuple[int, Node]]:
        for child in self.children(node_id):
            yield depth, child
            yield from self._below(child.id, depth + 1)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """From the parent to the top."""
        above = self.get(node.parent)
        while above:
            yield above
            above = self.get(above.parent)

    @property
    def every(self) -> Iterable[Node]:
        """All nodes, removed ones too, in no order."""
        return self._nodes.values()

    def of_kind(self, kind: str) -> list[Node]:
        """The live nodes of one kind in the order of the tree."""
        return [node for _depth, node in self.walk() if node.kind == kind]

    def with_nodes(self, nodes: Iterable[Node]) -> "Tree":
        """This tree after the given nodes took the place of their former selves."""
        return Tree((self._nodes | {node.id: node for node in nodes}).values())
