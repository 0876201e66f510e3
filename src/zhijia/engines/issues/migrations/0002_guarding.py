"""Who sees issues: the union that has them and those above it, whoever its case is shared with; notes stay with the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON issues_issue FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON issues_issuenote FOR EACH ROW EXECUTE FUNCTION organisation_take_path('issue_id', 'issues_issue');
"""
    + protect("issues_issue", in_scope("path"), of_visible("cases_case", "issues_issue.case_id"))
    + protect("issues_issuenote", in_scope("path"))
)


class Migration(migrations.Migration):
    replaces = [
        ("issues", "0002_guards"),
    ]

    dependencies = [
        ("issues", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
