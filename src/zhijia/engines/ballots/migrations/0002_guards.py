"""Who sees tally sheets: the union that keeps the case and those above it, whoever the case is shared with. Kept as counted."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, of_visible, protect, unprotect

SHEET, LINE = "ballots_tallysheet", "ballots_tallyline"
TAKES_PATH = {SHEET: ("about_id", "cases_case"), LINE: ("sheet_id", SHEET)}
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect(SHEET, in_scope("path"), of_visible("cases_case", f"{SHEET}.about_id"))
    + protect(LINE, in_scope("path"), of_visible(SHEET, f"{LINE}.sheet_id"))
    + append_only(SHEET, LINE)
)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
