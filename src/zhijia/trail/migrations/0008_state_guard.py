"""For any table with a state: at commit, a new state must have left an event of the same transaction about the same row.

    CREATE CONSTRAINT TRIGGER state_leaves_event AFTER UPDATE OF state ON <table> DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION trail_state_needs_event('<type of subject>');

Cases have a stricter guard of their own, which cites the event (ADR 3).
"""

from django.db import migrations

FORWARD = """
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
    dependencies = [("trail", "0007_pending_guards")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION trail_state_needs_event();")]
