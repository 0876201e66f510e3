"""When a register was looked through is known to its union, those above and, as it was done for them too, those below."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor, protect, unprotect

TABLE = "organising_rosterexamination"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');\n"
    + protect(TABLE, in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
)


class Migration(migrations.Migration):
    dependencies = [("organising", "0014_examinations"), ("organisation", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, f"DROP TRIGGER place ON {TABLE};{unprotect(TABLE)}")]
