"""An attachment is seen by whoever sees its case."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, protect, unprotect

FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT OR UPDATE ON documents_attachment"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');"
    + protect("documents_attachment", in_scope("path"), "case_id IN (SELECT id FROM cases_case)")
    + append_only("documents_attachment")
)
BACKWARD = (
    unprotect("documents_attachment")
    + "DROP TRIGGER place ON documents_attachment;"
    + "GRANT UPDATE, DELETE ON documents_attachment TO zhijia_app, zhijia_batch;"
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("cases", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
