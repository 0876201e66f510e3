"""The record of a draft's edits is the writing side's own: its union's subtree and above, nobody with whom the case is shared."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, protect, unprotect

TABLE = "bargaining_draftedit"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('draft_id', 'bargaining_draft');\n"
    + protect(TABLE, in_scope("path"))
    + append_only(TABLE)
)
BACKWARD = f"DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0003_draft_edits")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
