"""A long document is reviewed part by part; a part begins at a heading and is short enough to render at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijia.services.plans.review.tree import Node, Tree

LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` of the text. `title` is that of its first heading, or how the part begins."""

    number: int
    start: int
    end: int
    title: str

    def holds(self, position: int) -> bool:
        return self.start <= position < self.end


def cut_into_parts(text: str, tree: Tree) -> list[Part]:
    """Parts of at most LONGEST characters where headings or line ends allow it; at least one, covering all the text."""
    headings = sorted(tree.of_kind("heading"), key=lambda node: node.start)
    starts = {text.rfind("\n", 0, node.start) + 1 for node in headings}
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST:
        cuts.append(_next_cut(text, cuts[-1], starts))
    ends = [*cuts[1:], len(text) + 1]
    return [
        Part(number, start, end, _title(text, headings, start=start, end=end))
        for number, (start, end) in enumerate(zip(cuts, ends, strict=True), 1)
    ]


def _next_cut(text: str, start: int, headings: set[int]) -> int:
    """The last heading within reach, else the last line end, else the limit itself."""
    limit = start + LONGEST
    at_heading = max((place for place in headings if start < place <= limit), default=0)
    return at_heading or text.rfind("\n", start + 1, limit) + 1 or limit


def part_of(parts: Sequence[Part], position: int) -> Part:
    return next((part for part in parts if part.holds(position)), parts[-1])


def _title(text: str, headings: Sequence[Node], *, start: int, end: int) -> str:
    first = next((node for node in headings if start <= node.start < end), None)
    if first is None:
        return text[start:end].strip()[:24]
    return f"{first.attributes.get('marker', '')}{first.text}"[:40]
