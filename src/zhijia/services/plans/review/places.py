"""Room between siblings: positions are sparse, so that a new node fits in without touching the others."""

from zhijia.services.plans.review.tree import Node, Tree

STEP = 1024
HIGHEST = 2_000_000_000


def step_for(count: int) -> int:
    """The distance between neighbours that lets `count` nodes fit into the column."""
    return max(1, min(STEP, HIGHEST // max(count, 1)))


def position_after(tree: Tree, node: Node) -> int:
    """Between a node and its next sibling. Without room it is the node's own position: then the place in the text decides."""
    following = tree.beside(node, 1)
    return node.position + STEP // 2 if following is None else (node.position + following.position) // 2
