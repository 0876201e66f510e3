"""Events change in one way only, by lawful erasure; salts, checkpoints, keys and erasures are added and never changed.

An erasure takes the words of a part and its salt away, leaves the commitment that stands for them in the hash, and cites
an event of the same transaction that says who decided it. Only the owner's function may write it, and only jobs may call it.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only

GONE = "（已依法删除）"

GUARDS = f"""
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
                OR ((NEW.actor_label, NEW.post_label) = ('{GONE}', '') AND trail_erased_now(NEW.id, 'doer')))
           AND (NEW.subject_label = OLD.subject_label
                OR (NEW.subject_label = '{GONE}' AND trail_erased_now(NEW.id, 'subject')))
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
"""

ERASE = f"""
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
           actor_label = CASE what WHEN 'doer' THEN '{GONE}' ELSE actor_label END,
           post_label = CASE what WHEN 'doer' THEN '' ELSE post_label END,
           subject_label = CASE what WHEN 'subject' THEN '{GONE}' ELSE subject_label END,
           data = CASE what WHEN 'data' THEN '{{}}' ELSE data END
     WHERE id = wanted;
END $$;
REVOKE ALL ON FUNCTION trail_erase(bigint, text, bytea, bigint), trail_erased_now(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trail_erase(bigint, text, bytea, bigint) TO {BATCH_ROLE};
"""

TABLES = ("trail_event", "trail_eventnumber", "trail_eventsalt", "trail_erasure", "trail_sealingkey", "trail_checkpoint")
NEVER_EMPTIED = "".join(
    f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} EXECUTE FUNCTION trail_refuse_truncate();\n"
    for table in TABLES
)

# Salts are read with their events, checkpoints and keys by everybody: they say nothing about anybody.
RIGHTS = f"""
{append_only("trail_eventsalt", "trail_erasure", "trail_sealingkey", "trail_checkpoint")}
REVOKE INSERT ON trail_erasure, trail_sealingkey, trail_checkpoint FROM {APP_ROLE};
REVOKE INSERT ON trail_erasure FROM {BATCH_ROLE};
ALTER TABLE trail_eventsalt ENABLE ROW LEVEL SECURITY;
CREATE POLICY write ON trail_eventsalt FOR INSERT TO {APP_ROLE} WITH CHECK (true);
CREATE POLICY of_event ON trail_eventsalt FOR SELECT TO {APP_ROLE}
    USING (EXISTS (SELECT FROM trail_event e WHERE e.id = event_id));
CREATE POLICY batch ON trail_eventsalt TO {BATCH_ROLE} USING (true) WITH CHECK (true);
ALTER TABLE trail_erasure ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_event ON trail_erasure FOR SELECT TO {APP_ROLE}
    USING (EXISTS (SELECT FROM trail_event e WHERE e.id = event_id));
CREATE POLICY batch ON trail_erasure TO {BATCH_ROLE} USING (true) WITH CHECK (true);
"""

# Hashes cannot be compressed; stored plainly, a slice of them is read without the rest.
SHAPES = """
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

FORWARD = GUARDS + ERASE + NEVER_EMPTIED + RIGHTS + SHAPES
BACKWARD = (
    "".join(f"DROP TRIGGER never_emptied ON {table};" for table in TABLES)
    + f"""
ALTER TABLE trail_sealingkey DROP CONSTRAINT sealingkey_is_whole;
ALTER TABLE trail_erasure DROP CONSTRAINT erasure_is_whole;
ALTER TABLE trail_eventsalt DROP CONSTRAINT eventsalt_is_whole;
ALTER TABLE trail_checkpoint DROP CONSTRAINT checkpoint_is_whole;
DROP POLICY batch ON trail_erasure; DROP POLICY of_event ON trail_erasure;
ALTER TABLE trail_erasure DISABLE ROW LEVEL SECURITY;
DROP POLICY batch ON trail_eventsalt; DROP POLICY of_event ON trail_eventsalt; DROP POLICY write ON trail_eventsalt;
ALTER TABLE trail_eventsalt DISABLE ROW LEVEL SECURITY;
DROP TRIGGER append_only ON trail_eventsalt; DROP TRIGGER append_only ON trail_event;
DROP FUNCTION trail_erase(bigint, text, bytea, bigint); DROP FUNCTION trail_refuse_truncate();
DROP FUNCTION trail_refuse_salt_change(); DROP FUNCTION trail_blank_salt(bytea, text);
DROP FUNCTION trail_refuse_change(); DROP FUNCTION trail_erased_now(bigint, text);
GRANT INSERT, UPDATE, DELETE ON trail_erasure, trail_eventsalt, trail_sealingkey, trail_checkpoint TO {APP_ROLE}, {BATCH_ROLE};
"""
)


class Migration(migrations.Migration):
    dependencies = [("trail", "0004_salted_hashes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
