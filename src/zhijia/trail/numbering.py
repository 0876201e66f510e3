"""Gapless numbers for settled events.

Identity values are taken before commit, so their order is not the order of truth. A row is settled when every
transaction that could still write an earlier one has ended (`xid` below the oldest running transaction). The numberer
gives settled rows the next numbers, once; subscribers and the sealer follow these numbers only.
"""

from django.db import connections, transaction

_NUMBER = """
    INSERT INTO trail_eventnumber (seq, event_id)
    SELECT (SELECT coalesce(max(seq), 0) FROM trail_eventnumber) + row_number() OVER (ORDER BY e.id), e.id
      FROM trail_event e
     WHERE NOT EXISTS (SELECT FROM trail_eventnumber n WHERE n.event_id = e.id)
       AND ({settled})
     ORDER BY e.id
     LIMIT %s
"""


def number_settled(*, using: str = "default", limit: int = 10_000, restored: bool = False) -> int:
    """Number up to `limit` settled events and return how many. Run on a connection that sees every event.

    `restored`: transaction ids do not survive a dump; right after a restore nothing is running, so all rows are settled.
    """
    settled = "true" if restored else "e.xid < pg_snapshot_xmin(pg_current_snapshot())"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trail.numbering'))")
        cursor.execute(_NUMBER.format(settled=settled), [limit])
        return int(cursor.rowcount)
