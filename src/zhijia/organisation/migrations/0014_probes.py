"""An enterprise that a visible union covers is probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, reword

COVERED = of_visible("organisation_unioncoverage", "organisation_enterprise.id", "enterprise_id")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_writers_of_this_database")]
    # Not reversed: the policy answers as it did.
    operations = [
        migrations.RunSQL(
            reword("organisation_enterprise", in_scope("path"), in_scope("line_path"), COVERED, writable=in_scope("path")),
            migrations.RunSQL.noop,
        )
    ]
