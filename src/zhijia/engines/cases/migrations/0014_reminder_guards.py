"""Reminders are seen where their clock is, and written by jobs only."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, in_scope, protect, unprotect

FORWARD = (
    "CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_reminder"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('clock_id', 'cases_clock');"
    + protect("cases_reminder", in_scope("path"))
    + f"REVOKE INSERT, UPDATE, DELETE ON cases_reminder FROM {APP_ROLE};"
)
BACKWARD = unprotect("cases_reminder") + "DROP TRIGGER place ON cases_reminder;"


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_reminders")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
