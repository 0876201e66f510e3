"""Nodes of the sealed Merkle tree by their place, read out of the checkpoints that completed them."""

from collections.abc import Iterable

from django.db import connections

from zhijia.lib.merkle import Node, peaks_of

_FETCH = """
    SELECT w.level, w.number,
           substring(c.nodes FROM 1 + 32 * (w.place - (2 * c.before - bit_count(c.before::bit(64))))::integer FOR 32)
      FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS w (level, number, last, place)
     CROSS JOIN LATERAL (SELECT nodes, coalesce(previous_id, 0) AS before
                           FROM trail_checkpoint WHERE size > w.last ORDER BY size LIMIT 1) AS c
"""


def fetch_nodes(wanted: Iterable[Node], *, using: str = "default") -> dict[Node, bytes]:
    """The hashes of these nodes; nodes that no checkpoint has completed are left out."""
    nodes = sorted(set(wanted))
    columns = [
        [n.level for n in nodes],
        [n.number for n in nodes],
        [n.last_leaf for n in nodes],
        [n.place for n in nodes],
    ]
    with connections[using].cursor() as cursor:
        cursor.execute(_FETCH, columns)
        return {Node(level, number): bytes(value) for level, number, value in cursor.fetchall()}


def fetch_peaks(size: int, *, using: str = "default") -> list[bytes]:
    """The peaks of the tree of the first `size` events, which must be sealed."""
    peaks = peaks_of(size)
    found = fetch_nodes(peaks, using=using)
    return [found[peak] for peak in peaks]
