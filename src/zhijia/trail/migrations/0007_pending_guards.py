"""Whoever writes an event, its place in the queue for a number is written with it, by a trigger that no role can skip."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

FORWARD = f"""
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
INSERT INTO trail_pendingevent (event_id)
    SELECT id FROM trail_event e WHERE NOT EXISTS (SELECT FROM trail_eventnumber n WHERE n.event_id = e.id);
"""
BACKWARD = f"""
DROP TRIGGER queue ON trail_event; DROP FUNCTION trail_queue_events();
GRANT INSERT, UPDATE, DELETE ON trail_pendingevent TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0006_pending")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
