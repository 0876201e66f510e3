"""A file is told by indexes alone where few are asked for, as a case is."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_indexed_scope, in_scope, in_wide_scope, is_seen_from, of_visible, reword

FILE = "documents_attachment"
OF_CASE = of_visible("cases_case", f"{FILE}.case_id")
WRITABLE = f"({in_scope('path')}) OR {OF_CASE}"
SEEN = is_seen_from(f"{FILE}.seen_from")
FORWARD = reword(FILE, in_indexed_scope("path"), SEEN, writable=WRITABLE)
BACKWARD = reword(FILE, in_wide_scope("path"), SEEN, writable=WRITABLE)


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_seen_from")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
