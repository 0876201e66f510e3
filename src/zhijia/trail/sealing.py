"""Sealing: numbered events are folded into the Merkle tree, and its root is signed and chained to the one before.

What is sealed cannot be altered, removed, added to or reordered any more without every later root being another one.
"""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections, transaction

from zhijia.lib.merkle import grow, root_of
from zhijia.trail.checkpoints import statement_of
from zhijia.trail.keys import lock_sealing, signing_key
from zhijia.trail.models import Checkpoint, SealingKey
from zhijia.trail.nodes import fetch_peaks
from zhijia.trail.signing import NO_PREVIOUS, Statement

MOST_AT_ONCE = 8192
_NEXT = """
    SELECT n.seq, e.hash FROM trail_eventnumber n JOIN trail_event e ON e.id = n.event_id
     WHERE n.seq > %s ORDER BY n.seq LIMIT %s
"""


class DamagedTreeError(RuntimeError):
    """The stored tree does not give the signed root, or a number is missing: `zhijia verify` names the place."""


def seal(*, now: datetime, using: str = "default", limit: int = MOST_AT_ONCE) -> int:
    """Seal up to `limit` numbered events and return how many. Run on a connection that sees every event.

    Raises `Refused` when the signing key is gone and `DamagedTreeError` when what is sealed is no longer whole.
    """
    with transaction.atomic(using=using):
        lock_sealing(using=using)
        last = Checkpoint.objects.using(using).select_related("key").order_by("-size").first()
        size = last.size if last else 0
        leaves = _next_leaves(size, limit=limit, using=using)
        if leaves:
            key, secret = signing_key(now=now, using=using)
            _append(last, leaves, now=now, key=key, secret=secret, using=using)
    return len(leaves)


def _next_leaves(size: int, *, limit: int, using: str) -> list[bytes]:
    with connections[using].cursor() as cursor:
        cursor.execute(_NEXT, [size, limit])
        rows = cursor.fetchall()
    if [seq for seq, _hash in rows] != list(range(size + 1, size + 1 + len(rows))):
        raise DamagedTreeError(f"the numbers after {size} have a gap")
    return [bytes(value) for _seq, value in rows]


def _append(
    last: Checkpoint | None,
    leaves: list[bytes],
    *,
    now: datetime,
    key: SealingKey,
    secret: Ed25519PrivateKey,
    using: str,
) -> None:
    size = last.size if last else 0
    peaks = fetch_peaks(size, using=using)
    if last and root_of(peaks) != bytes(last.root):
        raise DamagedTreeError(f"the tree of {size} events does not give the root that was signed")
    nodes = grow(peaks, size, leaves)
    previous = statement_of(last).digest if last else NO_PREVIOUS
    statement = Statement(size + len(leaves), root_of(peaks), previous, now, bytes(key.public))
    Checkpoint.objects.using(using).create(
        size=statement.size,
        previous=last,
        previous_digest=previous,
        root=statement.root,
        at=now,
        key=key,
        signature=secret.sign(statement.text),
        nodes=b"".join(nodes),
    )
