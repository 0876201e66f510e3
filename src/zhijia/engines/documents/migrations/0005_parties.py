"""An outside party that takes part in a case sees of its attachments what parties brought, never the union's own material."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE

FORWARD = f"""
CREATE POLICY not_to_parties ON documents_attachment AS RESTRICTIVE FOR SELECT TO {APP_ROLE}
    USING (current_setting('app.parties') = '' OR added_by_id IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_issued_guards"), ("cases", "0010_party_guards")]
    operations = [migrations.RunSQL(FORWARD, "DROP POLICY not_to_parties ON documents_attachment;")]
