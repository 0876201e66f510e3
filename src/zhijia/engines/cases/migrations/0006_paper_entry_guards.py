"""Paper entries take their path from their case and are seen with it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect, unprotect

FORWARD = """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_paperentry
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
""" + protect("cases_paperentry", in_scope("path"), "case_id IN (SELECT id FROM cases_case)")
BACKWARD = "DROP TRIGGER place ON cases_paperentry;" + unprotect("cases_paperentry")


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_paperentry")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
