"""A move waits for those who may still write an old place here, not for transactions in other databases of the server.

Transaction ids are the server's. Whoever has one and writes here holds locks on relations of this database until the end.
"""

from django.db import migrations

ASKED = (
    "EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS open (xid) WHERE open.xid < NULLIF(m.horizon, '')::xid8)"
)
NOW_ASKED = "organisation_writes_from_before(m.horizon)"

WRITERS = """
CREATE FUNCTION organisation_writes_from_before(horizon text) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS open (xid)
          JOIN pg_locks held ON held.locktype = 'transactionid' AND held.granted AND held.transactionid = open.xid::xid
          JOIN pg_locks used ON used.pid = held.pid AND used.locktype = 'relation'
          JOIN pg_database here ON here.oid = used.database AND here.datname = current_database()
         WHERE open.xid < NULLIF(horizon, '')::xid8)
$$;
REVOKE ALL ON FUNCTION organisation_writes_from_before(text) FROM PUBLIC;
"""


def exchange(old: str, new: str) -> str:
    """The same function with one condition exchanged; an error when it is not there."""
    return f"""
DO $do$
DECLARE before text := pg_get_functiondef('organisation_move_rows(bigint, integer, date, timestamptz)'::regprocedure);
BEGIN
    IF strpos(before, $old${old}$old$) = 0 THEN
        RAISE EXCEPTION 'organisation_move_rows does not ask what was expected';
    END IF;
    EXECUTE replace(before, $old${old}$old$, $new${new}$new$);
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0012_import_state_guard")]
    operations = [
        migrations.RunSQL(
            WRITERS + exchange(ASKED, NOW_ASKED),
            exchange(NOW_ASKED, ASKED) + "DROP FUNCTION organisation_writes_from_before(text);",
        )
    ]
