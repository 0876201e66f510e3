"""Whether a file is seen from some places, as of cases; and to which party it is shown, asked without taking the row apart.

The policy named a column that every row was taken apart for, although nobody but a party is asked about it.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import (
    APP_ROLE,
    BATCH_ROLE,
    in_indexed_scope,
    in_scope,
    in_sight,
    is_party,
    is_seen_from,
    of_visible,
    reword,
)

FILE = "documents_attachment"
WRITABLE = f"({in_scope('path')}) OR {of_visible('cases_case', f'{FILE}.case_id')}"
PLACED = f"({in_indexed_scope('path')}) OR ({is_seen_from(f'{FILE}.seen_from')})"
NO_PARTY = "(SELECT current_setting('app.parties') = '')"
IN_ROW = f"{NO_PARTY} OR {is_party('party')} OR documents_sees_serving(id)"
TO_PARTY = f"""
CREATE FUNCTION documents_is_to_party(file {FILE}) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE COST 20
BEGIN ATOMIC
    SELECT {is_party("file.party")} OR EXISTS (SELECT FROM documents_serving s WHERE s.attachment_id = file.id);
END;
REVOKE ALL ON FUNCTION documents_is_to_party({FILE}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_is_to_party({FILE}) TO {APP_ROLE}, {BATCH_ROLE};
"""
FORWARD = (
    in_sight(FILE, "path")
    + TO_PARTY
    + reword(FILE, f"({PLACED}) AND ({NO_PARTY} OR documents_is_to_party({FILE}))", writable=WRITABLE)
)
BACKWARD = (
    reword(FILE, f"({PLACED}) AND ({IN_ROW})", writable=WRITABLE)
    + f"DROP FUNCTION documents_is_to_party({FILE}); DROP FUNCTION {FILE}_in_sight({FILE}, text[]);"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_one_policy"), ("organisation", "0018_shown")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
