"""Every open box has a slot of its own: a function whose plans are kept, and no row that all who cast must lock.

One function for all polls wrote its statement anew for each ballot and locked the poll's row beside everybody else's lock of it:
together more than all else that a ballot asks of the database. Now the table itself is what closing waits for.

Ballots that wait at the same moment are put in together: one statement, one commit, in the order of their serials. So the log of
the database no longer tells which of them came first.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, BOX_ROLE

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot_box, pg_temp"
TAKEN = (
    "asked smallint[], ticket bytea[], prefix_one bytea[], stamp_one bytea[], prefix_two bytea[], stamp_two bytea[], content bytea[]"
)
TYPES = "smallint[], bytea[], bytea[], bytea[], bytea[], bytea[], bytea[]"
FORWARD = f"""
-- cast_N puts ballots into the box of poll N and says of each: kept (also the same again), taken (another ballot with this ticket),
-- closed. Who was let in while somebody closes waits for her, and then finds no table: undefined_table is the same as closed.
CREATE FUNCTION ballot_box.make_slot(poll_id bigint) RETURNS void {DEFINER} AS $make$
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
REVOKE ALL ON FUNCTION ballot_box.make_slot(bigint) FROM PUBLIC;
SELECT ballot_box.make_slot(id) FROM ballot_box.poll WHERE is_open;

CREATE OR REPLACE FUNCTION ballot_box.open(poll_id bigint) RETURNS void {DEFINER} AS $$
BEGIN
    INSERT INTO ballot_box.poll
    SELECT id, decode(ballots_poll.manifest_hash, 'hex'), ballots_poll.manifest, true, ballots_poll.closes_at
      FROM public.ballots_poll WHERE id = poll_id AND mode = 'verifiable' AND state = 'open';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballot_box: poll % is not open', poll_id USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('CREATE TABLE ballot_box.%I (
        question smallint NOT NULL,
        serial bytea NOT NULL CHECK (length(serial) = 32),
        prefix_a bytea NOT NULL, stamp_a bytea NOT NULL,
        prefix_b bytea NOT NULL, stamp_b bytea NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (question, serial))', 'ballots_' || poll_id);
    PERFORM make_slot(poll_id);
END $$;

-- Close and rewrite: the ballots lie in the order of their serials, written by one transaction; what came in is dropped. The table
-- is locked first: who is putting in has a lock on it until her ballot is there, and we see it, because every statement looks anew.
CREATE OR REPLACE FUNCTION ballot_box.close(poll_id bigint) RETURNS integer {DEFINER} AS $$
DECLARE kept integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'ballot_box: a transaction that sees the past closes no box' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM FROM poll WHERE id = poll_id AND is_open FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballot_box: the box of poll % is not open', poll_id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM FROM public.ballots_poll WHERE id = poll_id AND state IN ('closed', 'void');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballot_box: poll % is not closed', poll_id USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('LOCK TABLE ballot_box.%I IN ACCESS EXCLUSIVE MODE', 'ballots_' || poll_id);
    UPDATE poll SET is_open = false WHERE id = poll_id;
    EXECUTE format('CREATE TABLE ballot_box.%I AS SELECT * FROM ballot_box.%I ORDER BY question, serial',
        'closed_' || poll_id, 'ballots_' || poll_id);
    GET DIAGNOSTICS kept = ROW_COUNT;
    EXECUTE format('DROP TABLE ballot_box.%I', 'ballots_' || poll_id);
    EXECUTE format('ALTER TABLE ballot_box.%I ADD PRIMARY KEY (question, serial)', 'closed_' || poll_id);
    EXECUTE format('GRANT SELECT ON ballot_box.%I TO {APP_ROLE}, {BATCH_ROLE}', 'closed_' || poll_id);
    RETURN kept;
END $$;

DROP FUNCTION ballot_box.cast_ballot(bigint, smallint, bytea, bytea, bytea, bytea, bytea, bytea);
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0009_own_line")]
    operations = [migrations.RunSQL(FORWARD)]
