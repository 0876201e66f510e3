"""A sample is seen by who draws it and by all below: whom a sheet awaits does not depend on who looks. It never changes."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, is_ancestor, protect, unprotect

FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT OR UPDATE ON scorecards_sample"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');\n"
    + protect("scorecards_sample", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + append_only("scorecards_sample")
)
BACKWARD = "DROP TRIGGER place ON scorecards_sample;" + unprotect("scorecards_sample")


class Migration(migrations.Migration):
    replaces = [("scorecards", "0005_sample_guards")]

    dependencies = [("scorecards", "0003_counting"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
