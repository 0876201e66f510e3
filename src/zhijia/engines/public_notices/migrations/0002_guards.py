"""Who sees notices: the union that keeps the case and those above it, whoever the case is shared with; objections stay with
the unions.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

NOTICE, SUBJECT, OBJECTION = (f"public_notices_{name}" for name in ("publicnotice", "noticesubject", "noticeobjection"))
TAKES_PATH = {
    NOTICE: ("case_id", "cases_case"),
    SUBJECT: ("notice_id", NOTICE),
    OBJECTION: ("notice_id", NOTICE),
}
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect(NOTICE, in_scope("path"), of_visible("cases_case", f"{NOTICE}.case_id"))
    + protect(SUBJECT, in_scope("path"), of_visible(NOTICE, f"{SUBJECT}.notice_id"))
    + protect(OBJECTION, in_scope("path"))
)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    dependencies = [("public_notices", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
