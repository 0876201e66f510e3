"""Impact assessments are seen with their union's register; what was entered is never removed (PR-05)."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, protect, unprotect

TABLE = "organising_impactassessment"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');\n"
    + protect(TABLE, in_scope("path"))
    + f"REVOKE DELETE, TRUNCATE ON {TABLE} FROM {APP_ROLE}, {BATCH_ROLE};\n"
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0017_assessments"), ("organisation", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, f"DROP TRIGGER place ON {TABLE};{unprotect(TABLE)}")]
