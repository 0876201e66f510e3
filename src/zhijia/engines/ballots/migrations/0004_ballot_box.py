"""The box: a schema of its own, where nothing says who or when (docs/adr/0009).

The role of the box may call one function and read which polls there are; it cannot read a ballot. The role of the product opens
and closes the box of a poll whose state its tables say, and reads ballots once they are closed and rewritten.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, BOX_ROLE

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = ballot_box, pg_temp"
FORWARD = f"""
CREATE SCHEMA ballot_box;
REVOKE ALL ON SCHEMA ballot_box FROM PUBLIC;
GRANT USAGE ON SCHEMA ballot_box TO {APP_ROLE}, {BATCH_ROLE}, {BOX_ROLE};

CREATE TABLE ballot_box.poll (
    id bigint PRIMARY KEY,
    manifest_hash bytea NOT NULL UNIQUE CHECK (length(manifest_hash) = 32),
    manifest text NOT NULL,
    is_open boolean NOT NULL,
    closes_at timestamptz NOT NULL
);
GRANT SELECT ON ballot_box.poll TO {APP_ROLE}, {BATCH_ROLE}, {BOX_ROLE};

-- The box of a frozen poll. Each poll has a table of its own, so that closing one rewrites no other.
CREATE FUNCTION ballot_box.open(poll_id bigint) RETURNS void {DEFINER} AS $$
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
END $$;

-- One ballot: kept, kept before (the same again), taken (another ballot with this ticket), closed. The state is locked before the
-- table is touched, so that who closes waits for us, and we, when she was first, find the box closed.
CREATE FUNCTION ballot_box.cast_ballot(poll_id bigint, asked smallint, ticket bytea, prefix_one bytea, stamp_one bytea,
    prefix_two bytea, stamp_two bytea, content bytea) RETURNS text {DEFINER} AS $$
DECLARE held poll; kept bytea; added integer;
BEGIN
    SELECT * INTO held FROM poll WHERE id = poll_id FOR SHARE;
    IF NOT FOUND OR NOT held.is_open OR clock_timestamp() >= held.closes_at THEN RETURN 'closed'; END IF;
    EXECUTE format('INSERT INTO ballot_box.%I VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING',
        'ballots_' || poll_id) USING asked, ticket, prefix_one, stamp_one, prefix_two, stamp_two, content;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added = 1 THEN RETURN 'kept'; END IF;
    EXECUTE format('SELECT sealed FROM ballot_box.%I WHERE question = $1 AND serial = $2', 'ballots_' || poll_id)
        INTO kept USING asked, ticket;
    RETURN CASE WHEN kept = content THEN 'again' ELSE 'taken' END;
END $$;

-- The end as the registrar's table says it, after a decision to extend.
CREATE FUNCTION ballot_box.extend(poll_id bigint) RETURNS void {DEFINER} AS $$
BEGIN
    UPDATE poll SET closes_at = registered.closes_at
      FROM public.ballots_poll registered
     WHERE poll.id = poll_id AND registered.id = poll_id AND registered.state = 'open' AND poll.is_open;
END $$;

-- Close and rewrite: the ballots lie in the order of their serials, written by one transaction; what came in is dropped.
CREATE FUNCTION ballot_box.close(poll_id bigint) RETURNS integer {DEFINER} AS $$
DECLARE kept integer;
BEGIN
    PERFORM FROM poll WHERE id = poll_id AND is_open FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballot_box: the box of poll % is not open', poll_id USING ERRCODE = 'check_violation';
    END IF;
    PERFORM FROM public.ballots_poll WHERE id = poll_id AND state IN ('closed', 'void');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballot_box: poll % is not closed', poll_id USING ERRCODE = 'check_violation';
    END IF;
    UPDATE poll SET is_open = false WHERE id = poll_id;
    EXECUTE format('CREATE TABLE ballot_box.%I AS SELECT * FROM ballot_box.%I ORDER BY question, serial',
        'closed_' || poll_id, 'ballots_' || poll_id);
    GET DIAGNOSTICS kept = ROW_COUNT;
    EXECUTE format('DROP TABLE ballot_box.%I', 'ballots_' || poll_id);
    EXECUTE format('ALTER TABLE ballot_box.%I ADD PRIMARY KEY (question, serial)', 'closed_' || poll_id);
    EXECUTE format('GRANT SELECT ON ballot_box.%I TO {APP_ROLE}, {BATCH_ROLE}', 'closed_' || poll_id);
    RETURN kept;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ballot_box FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ballot_box.open(bigint), ballot_box.extend(bigint), ballot_box.close(bigint) TO {APP_ROLE};
GRANT EXECUTE ON FUNCTION
    ballot_box.cast_ballot(bigint, smallint, bytea, bytea, bytea, bytea, bytea, bytea) TO {BOX_ROLE};
"""


class Migration(migrations.Migration):
    replaces = [("ballots", "0005_ballot_box")]

    dependencies = [("ballots", "0003_poll_guards")]
    operations = [migrations.RunSQL(FORWARD, "DROP SCHEMA ballot_box CASCADE")]
