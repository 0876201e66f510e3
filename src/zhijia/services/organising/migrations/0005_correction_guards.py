"""Who sees requests for correction: the union that keeps the record and those above, and the person herself."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_own_person, of_visible, protect, unprotect

TABLE = "organising_correction"
FORWARD = (
    protect(
        TABLE,
        in_scope("path"),
        is_own_person("person_id"),
        of_visible("cases_case", f"{TABLE}.case_id"),
        writable=in_scope("path"),
    )
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
)
BACKWARD = f"DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)


class Migration(migrations.Migration):
    replaces = [("organising", "0007_correction_guards")]

    dependencies = [("organising", "0004_target_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
