"""Everything the review screen shows of one plan, one part at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.review.parts import Part, cut_into_parts, part_of
from zhijia.services.plans.review.passages import Paragraph, read_passages
from zhijia.services.plans.review.progress import Progress
from zhijia.services.plans.review.rows import Row, read_rows
from zhijia.services.plans.review.tree import FACETS, Node, Tree

MOST_QUEUED = 200
CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open question in the words around it, and why it is one."""

    node: Node
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class ReviewPage:
    """`seq` is the number of the last operation shown: every form of the page names it."""

    plan: PlanDocument
    seq: int
    progress: Progress
    parts: Sequence[Part]
    part: Part
    paragraphs: Sequence[Paragraph]
    rows: Sequence[Row]
    selected: Node | None
    next_doubt: Node | None

    @property
    def queue(self) -> Sequence[Doubt]:
        """The doubts in order, beginning with the selected one, else with the next one after it."""
        doubts = list(self.progress.doubts)
        first = self.selected if self.selected in doubts else self.next_doubt
        if first in doubts:
            at = doubts.index(first)
            doubts = doubts[at:] + doubts[:at]
        return [_in_context(self.plan.text, node) for node in doubts[:MOST_QUEUED]]

    @property
    def previous_part(self) -> Part | None:
        return self.parts[self.part.number - 2] if self.part.number > 1 else None

    @property
    def next_part(self) -> Part | None:
        return self.parts[self.part.number] if self.part.number < len(self.parts) else None


def _in_context(text: str, node: Node) -> Doubt:
    reason = _(node.question.sentence) if node.question else ""
    return Doubt(node, *around(text, node), reason)


def around(text: str, node: Node) -> tuple[str, str]:
    """The words of the same line on both sides; none for a long text, which speaks for itself."""
    if len(node.text) > CONTEXT:
        return "", ""
    before = text[max(node.start - CONTEXT, 0) : node.start].rpartition("\n")[2]
    return before, text[node.end : node.end + CONTEXT].partition("\n")[0]


def read_page(plan: PlanDocument, tree: Tree, *, seq: int, node_id: int | None, part_number: int | None) -> ReviewPage:
    """The page around a node, or a part of the document; by default where the first doubt is."""
    progress = Progress(tree)
    parts = cut_into_parts(plan.text, tree)
    selected = tree.live(node_id)
    if selected is None and part_number is None:
        selected = progress.after(None)
    part = _part(parts, tree, selected, part_number=part_number)
    lit = selected.id if selected else None
    doubt = progress.after(lit)
    return ReviewPage(
        plan=plan,
        seq=seq,
        progress=progress,
        parts=parts,
        part=part,
        paragraphs=read_passages(plan.text, tree, part, lit=lit),
        rows=read_rows(tree, part, selected=lit),
        selected=selected,
        next_doubt=doubt if doubt and doubt.question else None,
    )


def _part(parts: Sequence[Part], tree: Tree, selected: Node | None, *, part_number: int | None) -> Part:
    if selected is None:
        return parts[min(max(part_number or 1, 1), len(parts)) - 1]
    parent = tree.get(selected.parent) if selected.kind in FACETS else None
    return part_of(parts, parent.start if parent else selected.start)
