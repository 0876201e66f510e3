"""Files are read by their own place first. What was served on a party is asked by a function, which nobody else waits for.

Planned within every statement that reads files, the question looked through servings, cases and shares. The function runs
with the rights of who asks: of servings, their own policy speaks.
"""

from django.db import migrations, models

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, in_wide_scope, is_party, of_visible, reword

FILE = "documents_attachment"
OF_CASE = of_visible("cases_case", f"{FILE}.case_id")
SERVED = of_visible("documents_serving", f"{FILE}.id", key="attachment_id")
NO_PARTY = "current_setting('app.parties') = ''"
FUNCTION = f"""
CREATE FUNCTION documents_sees_serving(attachment bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE COST 20
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM documents_serving s WHERE s.attachment_id = attachment);
END;
REVOKE ALL ON FUNCTION documents_sees_serving(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_sees_serving(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""


def _to_parties(*told: str) -> str:
    return f"ALTER POLICY to_parties ON {FILE} USING ({' OR '.join(told)});\n"


FORWARD = (
    FUNCTION
    + reword(FILE, in_wide_scope("path"), OF_CASE, writable=f"({in_scope('path')}) OR {OF_CASE}")
    + _to_parties(f"(SELECT {NO_PARTY})", is_party("party"), "documents_sees_serving(id)")
)
BACKWARD = (
    reword(FILE, in_scope("path"), OF_CASE)
    + _to_parties(NO_PARTY, is_party("party"), SERVED)
    + "DROP FUNCTION documents_sees_serving(bigint);"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_guarding")]
    operations = [
        migrations.AddIndex("attachment", models.Index(fields=["path", "id"], name="attachment_path")),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
