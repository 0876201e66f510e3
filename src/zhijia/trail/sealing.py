"""Sealing: numbered events are folded into the Merkle tree, and its root is signed and chained to the one before.

What is sealed cannot be altered, removed, added to or reordered any more without every later root being another one.
"""

from datetime import datetime

from django.db import connections, transaction

from zhijia.lib.merkle import grow, root_of
from zhijia.trail.checkpoints import pack_ids, statement_of
from zhijia.trail.keys import lock_sealing, signing_key
from zhijia.trail.models import Checkpoint, SealingKey
from zhijia.trail.nodes import fetch_peaks
from zhijia.trail.signing import NO_PREVIOUS

MOST_AT_ONCE = 8192
_NEXT = """
    SELECT n.seq, n.event_id, e.hash FROM trail_eventnumber n JOIN trail_event e ON e.id = n.event_id
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
        rows = _next_rows(last.size if last else 0, limit=limit, using=using)
        if rows:
            key, secret = signing_key(now=now, using=using)
            checkpoint, text = _draw_up(last, rows, now=now, key=key, using=using)
            checkpoint.signature = secret.sign(text)
            checkpoint.save(using=using, force_insert=True)
    return len(rows)


def _next_rows(size: int, *, limit: int, using: str) -> list[tuple[int, bytes]]:
    """Event ids and hashes of the numbers that follow."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NEXT, [size, limit])
        rows = cursor.fetchall()
    if [seq for seq, _event, _hash in rows] != list(range(size + 1, size + 1 + len(rows))):
        raise DamagedTreeError(f"the numbers after {size} have a gap")
    return [(event, bytes(value)) for _seq, event, value in rows]


def _draw_up(
    last: Checkpoint | None, rows: list[tuple[int, bytes]], *, now: datetime, key: SealingKey, using: str
) -> tuple[Checkpoint, bytes]:
    """The next checkpoint, and the text of it that is to be signed."""
    size = last.size if last else 0
    peaks = fetch_peaks(size, using=using)
    if last and root_of(peaks) != bytes(last.root):
        raise DamagedTreeError(f"the tree of {size} events does not give the root that was signed")
    nodes = grow(peaks, size, [value for _event, value in rows])
    checkpoint = Checkpoint(
        size=size + len(rows),
        previous=last,
        previous_digest=statement_of(last).digest if last else NO_PREVIOUS,
        root=root_of(peaks),
        at=now,
        key=key,
        nodes=b"".join(nodes),
        events=pack_ids([event for event, _value in rows]),
    )
    return checkpoint, statement_of(checkpoint).text
