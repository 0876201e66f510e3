"""Findings take their path from their case, are seen with it, and are only ever added."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, protect, unprotect

FORWARD = (
    """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_casefinding
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');
"""
    + protect("cases_casefinding", in_scope("path"), "case_id IN (SELECT id FROM cases_case)")
    + append_only("cases_casefinding")
)
BACKWARD = (
    "DROP TRIGGER place ON cases_casefinding;"
    + unprotect("cases_casefinding")
    + "GRANT UPDATE, DELETE, TRUNCATE ON cases_casefinding TO zhijia_app, zhijia_batch;"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_casefinding")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
