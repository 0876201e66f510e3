"""A worker sees the union that keeps her record, the enterprises she works for, and who covers them."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE

OWN = {
    "organisation_union": "id = (SELECT home_id FROM organisation_person"
    " WHERE id = NULLIF(current_setting('app.pid'), '')::bigint)",
    "organisation_enterprise": "id IN (SELECT enterprise_id FROM organisation_employment"
    " WHERE person_id = NULLIF(current_setting('app.pid'), '')::bigint)",
}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("organisation", "0002_guards")]
    operations = [
        migrations.RunSQL(
            f"CREATE POLICY own ON {table} FOR SELECT TO {APP_ROLE} USING ({predicate});",
            f"DROP POLICY own ON {table};",
        )
        for table, predicate in OWN.items()
    ]
