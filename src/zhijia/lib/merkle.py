"""The Merkle tree of RFC 6962 as a list that only grows.

A tree of n leaves is a row of perfect subtrees, one for each bit of n; their roots are its *peaks*. Adding a leaf
completes some subtrees. Written down in the order in which they are completed, all nodes form one list: appending never
changes what stands there, and the place of any node follows from its level and number. So a root, a proof or another leaf
needs a few nodes by their place, never the whole tree.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY_ROOT = sha256().digest()


class Node(NamedTuple):
    """The root of a perfect subtree: of 2^level leaves, the number-th of its size from the left."""

    level: int
    number: int

    @property
    def last_leaf(self) -> int:
        """The leaf that completes it, counted from 0."""
        return ((self.number + 1) << self.level) - 1

    @property
    def place(self) -> int:
        """Its place in the list of all nodes."""
        return nodes_of(self.last_leaf) + self.level


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def join(left: bytes, right: bytes) -> bytes:
    """The hash of a node from its two children."""
    return sha256(b"\x01" + left + right).digest()


def nodes_of(size: int) -> int:
    """How many nodes the list holds for a tree of `size` leaves."""
    return 2 * size - size.bit_count()


def peaks_of(size: int) -> list[Node]:
    """The perfect subtrees of a tree of `size` leaves, from left to right."""
    levels = [level for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]
    return [Node(level, (size >> level) - 1) for level in levels]


def grow(peaks: list[bytes], size: int, leaves: Iterable[bytes]) -> list[bytes]:
    """Add leaves to the tree of `size` leaves with these peaks (changed in place); the nodes completed, in order."""
    nodes: list[bytes] = []
    for leaf in leaves:
        node = leaf
        nodes.append(node)
        size += 1
        for _ in range((size & -size).bit_length() - 1):
            node = join(peaks.pop(), node)
            nodes.append(node)
        peaks.append(node)
    return nodes


def root_of(peaks: Sequence[bytes]) -> bytes:
    """The root of the tree that has these peaks."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = join(peak, root)
    return root


class Path(NamedTuple):
    """Which nodes prove that a leaf is in a tree, from the leaf up.

    `inside` are siblings within its own perfect subtree; then the root of all peaks to its `right` (none: no step), then
    the peaks to its `left`, nearest first.
    """

    inside: list[Node]
    right: list[Node]
    left: list[Node]

    @property
    def nodes(self) -> list[Node]:
        return [*self.inside, *self.right, *self.left]


def path_of(leaf: int, size: int) -> Path:
    """The audit path of the leaf (counted from 0) in the tree of `size` leaves (RFC 6962, 2.1.1)."""
    if not 0 <= leaf < size:
        raise ValueError(f"no leaf {leaf} in a tree of {size}")
    peaks = peaks_of(size)
    own = next(n for n, peak in enumerate(peaks) if leaf <= peak.last_leaf)
    inside = [Node(level, leaf >> level ^ 1) for level in range(peaks[own].level)]
    return Path(inside, peaks[own + 1 :], peaks[:own][::-1])


def proof_of(path: Path, hashes: dict[Node, bytes]) -> list[bytes]:
    """The hashes of the audit path, given the hashes of `path.nodes`."""
    right = [root_of([hashes[node] for node in path.right])] if path.right else []
    return [hashes[node] for node in path.inside] + right + [hashes[node] for node in path.left]
