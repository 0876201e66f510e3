"""From a place in a node's text, which may have been edited, to the place in the source it came from."""

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.services.plans.review.tree import Node

NOTHING_LEFT = gettext_noop("拆分处前后都要有文字，请换一个位置。")


def cut_of(node: Node, *, at: int, source: str) -> int:
    """The offset in the source before which the text is cut when it is cut before its character `at`.

    Where the text still reads as the source does, from the front or from the back, the places correspond one to one;
    inside a rewritten stretch the cut falls where the rewriting begins.
    """
    written = source[node.start : node.end]
    front = _alike(node.text, written)
    back = min(_alike(node.text[::-1], written[::-1]), len(written) - front, len(node.text) - front)
    if at <= front:
        cut = at
    elif at >= len(node.text) - back:
        cut = len(written) - (len(node.text) - at)
    else:
        cut = front
    if node.end == node.start:
        return node.start
    if not 0 < cut < len(written):
        raise Refused(NOTHING_LEFT, field="at")
    return node.start + cut


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from the front."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
