"""What holds for a task or a target after its own words, its sentence and the headings above it: goal, dates, owners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.services.plans.review.tree import BRANCHES, Node, Tree


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive; None where nothing says it. `words` is what the plan says."""

    from_on: date | None = None
    to_on: date | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self.from_on is not None or self.to_on is not None

    def filled_from(self, other: "Period") -> "Period":
        """Each end that is open here from the other one, but no first day after the last."""
        to_on = self.to_on or other.to_on
        is_too_late = other.from_on is not None and to_on is not None and other.from_on > to_on
        from_on = self.from_on or (None if is_too_late else other.from_on)
        return Period(from_on, to_on, self.words or other.words)


def goal_of(tree: Tree, node: Node) -> str:
    """Its own goal, else that of the nearest task, item or heading above; empty when none is set."""
    return next(
        (entry.attributes["goal"] for entry in (node, *tree.ancestors(node)) if entry.attributes.get("goal")), ""
    )


def measure_of(tree: Tree, node: Node) -> str:
    """The title of the nearest heading or item above, empty at the top."""
    return next((above.text for above in tree.ancestors(node) if above.kind in BRANCHES), "")


def period_of(tree: Tree, node: Node) -> Period:
    """The dates that hold for a node, end by end: typed by a person, else its own words, its sentence's, those above."""
    typed = Period()
    for entry in (node, *tree.ancestors(node)):
        typed = typed.filled_from(_typed(entry))
        if said := said_by(tree.facets(entry.id)) or said_by(_named(tree, entry, "deadlines")):
            return typed.filled_from(said)
    return typed


def _typed(node: Node) -> Period:
    return Period(_day(node.attributes.get("starts_on")), _day(node.attributes.get("due_on")))


def owners_of(tree: Tree, node: Node) -> list[Node]:
    """The units named for a node: in its own words, by its sentence or article, else by what is above."""
    for entry in (node, *tree.ancestors(node)):
        own = [child for child in (*tree.facets(entry.id), *_named(tree, entry, "owners")) if child.kind == "owner"]
        if own:
            return own
    return []


def targets_of(tree: Tree, node: Node) -> list[Node]:
    """What was taken as a target directly under a node."""
    return [child for child in tree.facets(node.id) if child.kind == "target" and not child.is_aside]


def committed_targets(tree: Tree) -> list[Node]:
    """Every target that the plan commits to, in order."""
    return [node for node in tree.of_kind("target") if not node.is_aside]


def task_of(tree: Tree, node: Node) -> Node | None:
    """The task that a facet belongs to, None for one of a heading."""
    return next((above for above in tree.ancestors(node) if above.kind == "task"), None)


def said_by(facets: Iterable[Node]) -> Period:
    """The dates of these deadlines: each end from the first that names it, the words of the first that names any."""
    period = Period()
    for node in facets:
        if node.kind == "deadline":
            from_on, to_on = (_day(node.attributes.get(name)) for name in ("from_on", "to_on"))
            period = period.filled_from(Period(from_on, to_on, node.text if from_on or to_on else ""))
    return period


def _named(tree: Tree, node: Node, attribute: str) -> list[Node]:
    found = (tree.live(facet) for facet in node.attributes.get(attribute, ()))
    return [facet for facet in found if facet]


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
