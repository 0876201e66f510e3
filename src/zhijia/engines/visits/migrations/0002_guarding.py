"""Who sees visits: the union that was visited and those above it. What workers said stays with the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect

GUARDS = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON visits_visit FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON visits_talk FOR EACH ROW EXECUTE FUNCTION organisation_take_path('visit_id', 'visits_visit');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON visits_promise FOR EACH ROW EXECUTE FUNCTION organisation_take_path('visit_id', 'visits_visit');
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON visits_plannedvisit FOR EACH ROW EXECUTE FUNCTION organisation_take_path('about_id', 'cases_case');
"""
    + protect("visits_visit", in_scope("path"), of_visible("cases_case", "visits_visit.case_id"))
    + protect("visits_talk", in_scope("path"))
    + protect("visits_promise", in_scope("path"), of_visible("visits_visit", "visits_promise.visit_id"))
    + protect("visits_plannedvisit", in_scope("path"))
)


class Migration(migrations.Migration):
    replaces = [
        ("visits", "0002_guards"),
    ]

    dependencies = [
        ("visits", "0001_tables"),
        ("cases", "0002_guarding"),
        ("indicators", "0002_guarding"),
        ("organisation", "0004_joining"),
    ]
    operations = [migrations.RunSQL(GUARDS)]
