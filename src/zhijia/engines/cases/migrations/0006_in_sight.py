"""Whether a case is seen from some places, for who is not answered by row security alone (`organisation.sight`)."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_sight

CASE = "cases_case"


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_indexed_scopes"), ("organisation", "0018_shown")]
    operations = [
        migrations.RunSQL(in_sight(CASE, "path", "line_path"), f"DROP FUNCTION {CASE}_in_sight({CASE}, text[])")
    ]
