"""The log is append-only for every role that the product connects as, and visible by subject only."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, append_only

# Each floor above adds a policy of its own that says which events of its subjects may be read.
FORWARD = f"""
ALTER TABLE trail_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE trail_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY write ON trail_event FOR INSERT TO {APP_ROLE} WITH CHECK (true);
CREATE POLICY own ON trail_event FOR SELECT TO {APP_ROLE}
    USING (subject_type = 'organisation.user' AND subject_id = NULLIF(current_setting('app.uid'), '')::bigint);
CREATE POLICY batch ON trail_event TO {BATCH_ROLE} USING (true) WITH CHECK (true);
{append_only("trail_event", "trail_eventnumber")}
REVOKE INSERT ON trail_eventnumber FROM {APP_ROLE};
REVOKE INSERT, UPDATE, DELETE ON trail_subscription FROM {APP_ROLE};
"""
BACKWARD = f"""
DROP POLICY batch ON trail_event; DROP POLICY own ON trail_event; DROP POLICY write ON trail_event;
ALTER TABLE trail_event DISABLE ROW LEVEL SECURITY;
ALTER TABLE trail_event DROP COLUMN xid;
GRANT UPDATE, DELETE ON trail_event, trail_eventnumber TO {APP_ROLE}, {BATCH_ROLE};
GRANT INSERT, UPDATE, DELETE ON trail_subscription TO {APP_ROLE};
GRANT INSERT ON trail_eventnumber TO {APP_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
