"""Who sees visits: the union that was visited and those above it. What workers said stays with the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TAKES_PATH = {
    "visits_visit": ("case_id", "cases_case"),
    "visits_talk": ("visit_id", "visits_visit"),
    "visits_promise": ("visit_id", "visits_visit"),
    "visits_plannedvisit": ("about_id", "cases_case"),
}
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("visits_visit", in_scope("path"), of_visible("cases_case", "visits_visit.case_id"))
    + protect("visits_talk", in_scope("path"))
    + protect("visits_promise", in_scope("path"), of_visible("visits_visit", "visits_promise.visit_id"))
    + protect("visits_plannedvisit", in_scope("path"))
)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
