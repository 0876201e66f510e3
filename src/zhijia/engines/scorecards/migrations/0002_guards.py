"""Who sees sheets: the union that is scored and those above it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect, unprotect

TAKES_PATH = {
    "scorecards_sheet": ("case_id", "cases_case"),
    "scorecards_score": ("sheet_id", "scorecards_sheet"),
}
FORWARD = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
) + "".join(protect(table, in_scope("path")) for table in TAKES_PATH)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
