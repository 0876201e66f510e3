"""Who sees a prescribed form: its union's subtree, and every union below it, which writes by it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor, protect, unprotect

TABLE = "documents_prescribedform"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');\n"
) + protect(TABLE, in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
BACKWARD = f"DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_prescribed"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
