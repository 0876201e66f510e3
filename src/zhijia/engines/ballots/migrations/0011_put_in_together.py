"""Ballots that wait at the same moment are put in together: one statement, one commit, in the order of their serials.

A commit for each ballot was most of what a ballot cost the database. What is put in together has one transaction and the order of
its serials, so the log of the database no longer tells which of them came first.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import BOX_ROLE

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot_box, pg_temp"
TAKEN = (
    "asked smallint[], ticket bytea[], prefix_one bytea[], stamp_one bytea[], prefix_two bytea[], stamp_two bytea[], content bytea[]"
)
TYPES = "smallint[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[]"
FORWARD = f"""
DO $$
DECLARE old regprocedure;
BEGIN
    FOR old IN SELECT oid FROM pg_proc WHERE pronamespace = 'ballot_box'::regnamespace AND proname ~ '^cast_[0-9]+$' LOOP
        EXECUTE 'DROP FUNCTION ' || old;
    END LOOP;
END $$;

-- cast_N puts ballots into the box of poll N and says of each: kept (also the same again), taken (another ballot with this ticket),
-- closed. Who was let in while somebody closes waits for her, and then finds no table: undefined_table is the same as closed.
CREATE OR REPLACE FUNCTION ballot_box.make_slot(poll_id bigint) RETURNS void {DEFINER} AS $make$
BEGIN
    EXECUTE format($slot$
        CREATE FUNCTION ballot_box.%1$I({TAKEN}) RETURNS text[] {DEFINER} AS $cast$
        DECLARE added integer;
        BEGIN
            IF NOT EXISTS (SELECT FROM ballot_box.poll WHERE id = %3$s AND is_open AND clock_timestamp() < closes_at) THEN
                RETURN array_fill('closed'::text, ARRAY[cardinality(ticket)]);
            END IF;
            INSERT INTO ballot_box.%2$I
            SELECT * FROM unnest(asked, ticket, prefix_one, stamp_one, prefix_two, stamp_two, content) ORDER BY 1, 2
                ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS added = ROW_COUNT;
            IF added = cardinality(ticket) THEN RETURN array_fill('kept'::text, ARRAY[added]); END IF;
            RETURN (
                SELECT array_agg(CASE WHEN held.sealed = given.sealed THEN 'kept' ELSE 'taken' END ORDER BY given.place)
                  FROM unnest(asked, ticket, content) WITH ORDINALITY AS given (question, serial, sealed, place)
                  JOIN ballot_box.%2$I held USING (question, serial));
        END $cast$ $slot$, 'cast_' || poll_id, 'ballots_' || poll_id, poll_id);
    EXECUTE format('REVOKE ALL ON FUNCTION ballot_box.%I({TYPES}) FROM PUBLIC', 'cast_' || poll_id);
    EXECUTE format('GRANT EXECUTE ON FUNCTION ballot_box.%I({TYPES}) TO {BOX_ROLE}', 'cast_' || poll_id);
END $make$;
SELECT ballot_box.make_slot(id) FROM ballot_box.poll WHERE is_open;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0010_own_slot")]
    operations = [migrations.RunSQL(FORWARD)]
