"""The log is append-only for every role that the product connects as, and visible by subject only."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only, of_visible

GUARDS = (
    f"""
-- Each floor above adds a policy of its own that says which events of its subjects may be read.
ALTER TABLE trail_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE trail_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY write ON trail_event FOR INSERT TO {APP_ROLE} WITH CHECK (true);
CREATE POLICY own ON trail_event FOR SELECT TO {APP_ROLE}
    USING (subject_type = 'organisation.user' AND subject_id = NULLIF(current_setting('app.uid'), '')::bigint);
CREATE POLICY batch ON trail_event TO {BATCH_ROLE} USING (true) WITH CHECK (true);
"""
    + append_only("trail_event", "trail_eventnumber")
    + f"""
REVOKE INSERT ON trail_eventnumber FROM {APP_ROLE};
REVOKE INSERT, UPDATE, DELETE ON trail_subscription FROM {APP_ROLE};
"""
)

# Events change in one way only, by lawful erasure; salts, checkpoints, keys and erasures are added and never changed.
# An erasure takes the words of a part and its salt away, leaves the commitment that stands for them in the hash, and
# cites an event of the same transaction that says who decided it. Only the owner's function may write it, and only jobs
# may call it.
SEALING_GUARDS = (
    f"""
CREATE FUNCTION trail_erased_now(wanted bigint, what text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM trail_erasure r JOIN trail_event g ON g.id = r.ground_id
                    WHERE r.event_id = wanted AND r.part = what AND g.xid = pg_current_xact_id())
$$;
CREATE FUNCTION trail_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - ARRAY['actor_label', 'post_label', 'subject_label', 'data'])
               = (to_jsonb(OLD) - ARRAY['actor_label', 'post_label', 'subject_label', 'data'])
           AND ((NEW.actor_label, NEW.post_label) = (OLD.actor_label, OLD.post_label)
                OR ((NEW.actor_label, NEW.post_label) = ('（已依法删除）', '') AND trail_erased_now(NEW.id, 'doer')))
           AND (NEW.subject_label = OLD.subject_label
                OR (NEW.subject_label = '（已依法删除）' AND trail_erased_now(NEW.id, 'subject')))
           AND (NEW.data = OLD.data OR (NEW.data = '{{}}' AND trail_erased_now(NEW.id, 'data')))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trail_event
    FOR EACH ROW EXECUTE FUNCTION trail_refuse_change();
CREATE FUNCTION trail_blank_salt(salts bytea, what text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT overlay(salts PLACING '\\x00000000000000000000000000000000'::bytea
                   FROM 1 + 16 * (array_position(ARRAY['doer', 'subject', 'data'], what) - 1))
$$;
CREATE FUNCTION trail_refuse_salt_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.event_id = OLD.event_id AND EXISTS (
            SELECT FROM unnest(ARRAY['doer', 'subject', 'data']) AS part
             WHERE NEW.salts = trail_blank_salt(OLD.salts, part) AND trail_erased_now(NEW.event_id, part)
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'salts are never changed or removed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trail_eventsalt
    FOR EACH ROW EXECUTE FUNCTION trail_refuse_salt_change();
CREATE FUNCTION trail_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is never emptied' USING ERRCODE = 'check_violation';
END $$;
CREATE FUNCTION trail_erase(wanted bigint, what text, committed bytea, ground bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM trail_event g WHERE g.id = ground AND g.xid = pg_current_xact_id()
                      AND g.kind = 'trail.erased' AND g.subject_type = 'trail.event' AND g.subject_id = wanted) THEN
        RAISE EXCEPTION 'erasing event % cites no event of this transaction', wanted USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO trail_erasure (event_id, part, commitment, ground_id) VALUES (wanted, what, committed, ground);
    UPDATE trail_eventsalt SET salts = trail_blank_salt(salts, what) WHERE event_id = wanted;
    UPDATE trail_event SET
           actor_label = CASE what WHEN 'doer' THEN '（已依法删除）' ELSE actor_label END,
           post_label = CASE what WHEN 'doer' THEN '' ELSE post_label END,
           subject_label = CASE what WHEN 'subject' THEN '（已依法删除）' ELSE subject_label END,
           data = CASE what WHEN 'data' THEN '{{}}' ELSE data END
     WHERE id = wanted;
END $$;
REVOKE ALL ON FUNCTION trail_erase(bigint, text, bytea, bigint), trail_erased_now(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trail_erase(bigint, text, bytea, bigint) TO {BATCH_ROLE};
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_event EXECUTE FUNCTION trail_refuse_truncate();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_eventnumber EXECUTE FUNCTION trail_refuse_truncate();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_eventsalt EXECUTE FUNCTION trail_refuse_truncate();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_erasure EXECUTE FUNCTION trail_refuse_truncate();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_sealingkey EXECUTE FUNCTION trail_refuse_truncate();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_checkpoint EXECUTE FUNCTION trail_refuse_truncate();
"""
    + append_only("trail_eventsalt", "trail_erasure", "trail_sealingkey", "trail_checkpoint")
    + f"""
-- Salts are read with their events, checkpoints and keys by everybody: they say nothing about anybody.
REVOKE INSERT ON trail_erasure, trail_sealingkey, trail_checkpoint FROM {APP_ROLE};
REVOKE INSERT ON trail_erasure FROM {BATCH_ROLE};
ALTER TABLE trail_eventsalt ENABLE ROW LEVEL SECURITY;
CREATE POLICY write ON trail_eventsalt FOR INSERT TO {APP_ROLE} WITH CHECK (true);
CREATE POLICY of_event ON trail_eventsalt FOR SELECT TO {APP_ROLE}
    USING ({of_visible("trail_event", "trail_eventsalt.event_id")});
CREATE POLICY batch ON trail_eventsalt TO {BATCH_ROLE} USING (true) WITH CHECK (true);
ALTER TABLE trail_erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_event ON trail_erasure FOR SELECT TO {APP_ROLE}
    USING ({of_visible("trail_event", "trail_erasure.event_id")});
CREATE POLICY batch ON trail_erasure TO {BATCH_ROLE} USING (true) WITH CHECK (true);
-- Hashes cannot be compressed; stored plainly, a slice of them is read without the rest.
ALTER TABLE trail_checkpoint ALTER COLUMN nodes SET STORAGE EXTERNAL;
ALTER TABLE trail_checkpoint ADD CONSTRAINT checkpoint_is_whole CHECK (
    octet_length(root) = 32 AND octet_length(previous_digest) = 32 AND octet_length(signature) = 64
    AND octet_length(events) = 8 * (size - coalesce(previous_id, 0))
    AND octet_length(nodes) = 32 * ((2 * size - bit_count(size::bit(64)))
        - (2 * coalesce(previous_id, 0) - bit_count(coalesce(previous_id, 0)::bit(64)))));
ALTER TABLE trail_eventsalt ADD CONSTRAINT eventsalt_is_whole CHECK (octet_length(salts) = 48);
ALTER TABLE trail_erasure ADD CONSTRAINT erasure_is_whole CHECK (
    octet_length(commitment) = 32 AND part IN ('doer', 'subject', 'data'));
ALTER TABLE trail_sealingkey ADD CONSTRAINT sealingkey_is_whole CHECK (
    octet_length(public) = 32 AND octet_length(endorsement) = CASE WHEN predecessor_id IS NULL THEN 0 ELSE 64 END);
"""
)

# Whoever writes an event, its place in the queue for a number is written with it, by a trigger that no role can skip.
PENDING_GUARDS = f"""
CREATE FUNCTION trail_queue_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO trail_pendingevent (event_id) SELECT id FROM added;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION trail_queue_events() FROM PUBLIC;
CREATE TRIGGER queue AFTER INSERT ON trail_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION trail_queue_events();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON trail_pendingevent FROM {APP_ROLE};
REVOKE INSERT, UPDATE, TRUNCATE ON trail_pendingevent FROM {BATCH_ROLE};
"""

# For any table with a state: at commit, a new state must have left an event of the same transaction about the same row.
# CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON <table> DEFERRABLE INITIALLY DEFERRED FOR EACH
# ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION trail_state_needs_event('<type of subject>');
# Cases have a stricter guard of their own, which cites the event (ADR 3).
STATE_GUARD = """
CREATE FUNCTION trail_state_needs_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trail_event e
         WHERE e.subject_type = TG_ARGV[0] AND e.subject_id = NEW.id AND e.xid = pg_current_xact_id()
           AND e.to_state IN (NEW.state, '')
    ) THEN
        RAISE EXCEPTION '% %: state "%" has no event in this transaction', TG_ARGV[0], NEW.id, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION trail_state_needs_event() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    replaces = [
        ("trail", "0002_guards"),
        ("trail", "0004_salted_hashes"),
        ("trail", "0005_sealing_guards"),
        ("trail", "0007_pending_guards"),
        ("trail", "0008_state_guard"),
        ("trail", "0009_probes"),
    ]

    dependencies = [("trail", "0001_tables")]
    operations = [migrations.RunSQL(GUARDS + SEALING_GUARDS + PENDING_GUARDS + STATE_GUARD)]
