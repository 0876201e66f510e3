"""Who sees sheets: the union that is scored and those above it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON scorecards_sheet FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON scorecards_score FOR EACH ROW EXECUTE FUNCTION organisation_take_path('sheet_id', 'scorecards_sheet');
"""
    + protect("scorecards_sheet", in_scope("path"))
    + protect("scorecards_score", in_scope("path"))
)


class Migration(migrations.Migration):
    replaces = [
        ("scorecards", "0002_guards"),
    ]

    dependencies = [
        ("scorecards", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
