"""What the database guarantees of clocks: the last moment lies on the due day; decisions are only added, and scoped."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, in_scope, protect, unprotect

# Statements of their own: a table with pending events of a trigger cannot be altered.
SAME_DAY = """
ALTER TABLE cases_clock ADD CONSTRAINT clock_ends_on_its_due_day
    CHECK ((due_at AT TIME ZONE 'Asia/Shanghai')::date = due_on);
"""
FORWARD = (
    SAME_DAY
    + """
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON cases_clockentry
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('clock_id', 'cases_clock');
"""
    + protect("cases_clockentry", in_scope("path"), "clock_id IN (SELECT id FROM cases_clock)")
    + append_only("cases_clockentry")
)
BACKWARD = (
    unprotect("cases_clockentry")
    + "DROP TRIGGER place ON cases_clockentry;"
    + "GRANT UPDATE, DELETE ON cases_clockentry TO zhijia_app, zhijia_batch;"
    + "ALTER TABLE cases_clock DROP CONSTRAINT clock_ends_on_its_due_day;"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_clock_entries")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
