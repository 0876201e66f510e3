"""The source text as paragraphs of segments, each knowing which nodes it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhijia.services.plans.review.parts import Part
from zhijia.services.plans.review.tree import Node, Tree

OUTER_FIRST = ("heading", "item", "task", "target", "deadline", "owner")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same nodes. `node` is the innermost of them, which a click opens; None for plain text.

    `anchor` is set on the first segment of its node, so that the tree can point at it.
    """

    text: str
    node: int | None = None
    kinds: tuple[str, ...] = ()
    anchor: bool = False
    is_lit: bool = False
    is_doubtful: bool = False

    @property
    def kind(self) -> str:
        """The kind of the innermost node."""
        return self.kinds[-1] if self.kinds else ""

    @property
    def classes(self) -> str:
        names = [f"read-{kind}" for kind in dict.fromkeys(self.kinds)]
        names += ["read-doubt"] * self.is_doubtful + ["read-lit"] * self.is_lit
        return " ".join(["read", *names])


@dataclass(frozen=True, slots=True)
class Paragraph:
    segments: tuple[Segment, ...]
    is_heading: bool


def read_passages(text: str, tree: Tree, part: Part, *, lit: int | None) -> list[Paragraph]:
    """The paragraphs of one part; `lit` is the node that is looked at."""
    nodes = [node for _depth, node in tree.walk() if node.end > node.start and _overlaps(node, part.start, part.end)]
    nodes.sort(key=lambda node: (node.start, -node.end, OUTER_FIRST.index(node.kind)))
    anchored: set[int] = set()
    paragraphs = []
    start = part.start
    for line in text[part.start : part.end].split("\n"):
        end = start + len(line)
        if line.strip():
            within = [node for node in nodes if _overlaps(node, start, end)]
            segments = tuple(_segments(text, within, start=start, end=end, lit=lit, anchored=anchored))
            paragraphs.append(Paragraph(segments, any(_fills(node, start, text=line) for node in within)))
        start = end + 1
    return paragraphs


def _fills(node: Node, start: int, *, text: str) -> bool:
    """Whether a heading is the whole of its line, not the run-in title of a paragraph."""
    return node.kind == "heading" and node.end >= start + len(text.rstrip(" 。：\u3000"))


def _overlaps(node: Node, start: int, end: int) -> bool:
    return node.start < end and node.end > start


def _segments(
    text: str, nodes: Sequence[Node], *, start: int, end: int, lit: int | None, anchored: set[int]
) -> Iterable[Segment]:
    edges = {start, end, *(edge for node in nodes for edge in (node.start, node.end) if start < edge < end)}
    places = sorted(edges)
    for begin, stop in pairwise(places):
        over = [node for node in nodes if _overlaps(node, begin, stop)]
        yield _segment(text[begin:stop], over, lit=lit, anchored=anchored)


def _segment(words: str, over: Sequence[Node], *, lit: int | None, anchored: set[int]) -> Segment:
    if not over:
        return Segment(words)
    inner = min(over, key=lambda node: (node.end - node.start, -OUTER_FIRST.index(node.kind)))
    is_first = inner.id not in anchored
    anchored.add(inner.id)
    kinds = tuple(kind for kind in OUTER_FIRST if any(_shown_as(node) == kind for node in over))
    return Segment(
        words,
        node=inner.id,
        kinds=kinds,
        anchor=is_first,
        is_lit=any(node.id == lit for node in over),
        is_doubtful=any(node.question for node in over if node.kind != "task"),
    )


def _shown_as(node: Node) -> str:
    """What was set aside is no target, so it is not boxed as one."""
    return "" if node.is_aside else node.kind
