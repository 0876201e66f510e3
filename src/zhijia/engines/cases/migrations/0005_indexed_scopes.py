"""A case is told by indexes alone where few are asked for: each way to see one has its own."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_indexed_scope, in_scope, in_wide_scope, is_seen_from, of_visible, reword

CASE = "cases_case"
SHARED = of_visible("cases_caseshare", f"{CASE}.id", key="case_id")
WRITABLE = " OR ".join(f"({told})" for told in (in_scope("path"), in_scope("line_path"), SHARED))
SEEN = is_seen_from(f"{CASE}.seen_from")
FORWARD = reword(CASE, in_indexed_scope("path", "line_path"), SEEN, writable=WRITABLE)
BACKWARD = reword(CASE, in_wide_scope("path", "line_path"), SEEN, writable=WRITABLE)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_seen_from")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
