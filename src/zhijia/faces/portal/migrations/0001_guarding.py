"""A worker sees the union that keeps her record, the enterprises she works for, and who covers them."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, is_own_person, of_visible

OWN_UNION = f"""
CREATE POLICY own ON organisation_union FOR SELECT TO {APP_ROLE} USING (id = (SELECT home_id FROM organisation_person WHERE id = NULLIF(current_setting('app.pid'), '')::bigint));
CREATE POLICY own ON organisation_enterprise FOR SELECT TO {APP_ROLE} USING ({of_visible("organisation_employment", "organisation_enterprise.id", key="enterprise_id", where=is_own_person("seen.person_id"))});
"""


class Migration(migrations.Migration):
    replaces = [
        ("portal", "0001_own_union"),
        ("portal", "0002_probes"),
    ]

    dependencies = [("organisation", "0004_joining")]
    operations = [migrations.RunSQL(OWN_UNION)]
