"""Who sees issues: the union that has them and those above it, whoever its case is shared with; notes stay with the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TAKES_PATH = {"issues_issue": ("case_id", "cases_case"), "issues_issuenote": ("issue_id", "issues_issue")}
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("issues_issue", in_scope("path"), of_visible("cases_case", "issues_issue.case_id"))
    + protect("issues_issuenote", in_scope("path"))
)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
