"""The enterprises that a worker works for are probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import is_own_person

EMPLOYER = f"""EXISTS (SELECT FROM organisation_employment e
    WHERE e.enterprise_id = organisation_enterprise.id AND {is_own_person("e.person_id")})"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_own_union")]
    # Not reversed: the policy answers as it did.
    operations = [
        migrations.RunSQL(f"ALTER POLICY own ON organisation_enterprise USING ({EMPLOYER});", migrations.RunSQL.noop)
    ]
