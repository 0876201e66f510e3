"""What a party sees of the files is said within the policy of files, not beside it.

What stands after another policy is served by an index only where its operator is leakproof: nobody's place in `seen_from` was.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, in_indexed_scope, in_scope, is_party, is_seen_from, of_visible, reword

FILE = "documents_attachment"
WRITABLE = f"({in_scope('path')}) OR {of_visible('cases_case', f'{FILE}.case_id')}"
PLACED = f"({in_indexed_scope('path')}) OR ({is_seen_from(f'{FILE}.seen_from')})"
TO_PARTIES = f"(SELECT current_setting('app.parties') = '') OR {is_party('party')} OR documents_sees_serving(id)"
FORWARD = f"DROP POLICY to_parties ON {FILE};" + reword(
    FILE, f"({PLACED}) AND ({TO_PARTIES})", writable=WRITABLE
)
BACKWARD = (
    reword(FILE, PLACED, writable=WRITABLE)
    + f"CREATE POLICY to_parties ON {FILE} AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING ({TO_PARTIES});"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_indexed_scopes")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
