"""The enterprises that a worker works for are probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import is_own_person, of_visible

EMPLOYER = of_visible(
    "organisation_employment", "organisation_enterprise.id", key="enterprise_id", where=is_own_person("seen.person_id")
)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_own_union")]
    # Not reversed: the policy answers as it did.
    operations = [
        migrations.RunSQL(f"ALTER POLICY own ON organisation_enterprise USING ({EMPLOYER});", migrations.RunSQL.noop)
    ]
