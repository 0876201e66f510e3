"""Where a case lies is told without reading the settings for each row; the shares of those in other places are probed for."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, in_wide_scope, of_visible, reword

CASE = "cases_case"
SHARED = of_visible("cases_caseshare", f"{CASE}.id", key="case_id")
BEFORE = (in_scope("path"), in_scope("line_path"), SHARED)
WRITABLE = " OR ".join(f"({told})" for told in BEFORE)
FORWARD = reword(CASE, in_wide_scope("path", "line_path"), SHARED, writable=WRITABLE)
BACKWARD = reword(CASE, *BEFORE)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
