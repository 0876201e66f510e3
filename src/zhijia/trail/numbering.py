"""Gapless numbers for settled events.

Identity values are taken before commit, so their order is not the order of truth. A row is settled when every
transaction that could still write an earlier one has ended (`xid` below the oldest running transaction). Transaction ids
do not survive a dump: a row that is seen although its id is still to be given out comes from the log's life before a
restore, and is settled. The numberer gives settled rows the next numbers, once; subscribers and the sealer follow these
numbers only.
"""

from django.db import connections, transaction

_NUMBER = """
    WITH ready AS (
        SELECT e.id FROM trail_pendingevent p JOIN trail_event e ON e.id = p.event_id
         WHERE (e.xid < pg_snapshot_xmin(pg_current_snapshot()) OR e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
           AND e.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
         ORDER BY e.id LIMIT %s
    ), taken AS (
        DELETE FROM trail_pendingevent p USING ready WHERE p.event_id = ready.id
    )
    INSERT INTO trail_eventnumber (seq, event_id)
    SELECT (SELECT coalesce(max(seq), 0) FROM trail_eventnumber) + row_number() OVER (ORDER BY id), id FROM ready
"""


def number_settled(*, using: str = "default", limit: int = 10_000) -> int:
    """Number up to `limit` settled events and return how many. Run on a connection that sees every event."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trail.numbering'))")
        cursor.execute(_NUMBER, [limit])
        return int(cursor.rowcount)
