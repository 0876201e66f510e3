"""A dispute over performance lies where its case lies; who sees the case sees it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TABLE = "bargaining_performancedispute"
PLACE = f"""CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');"""
OWN = protect(TABLE, in_scope("path"), of_visible("cases_case", f"{TABLE}.case_id"))


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0026_disputes")]
    operations = [migrations.RunSQL(PLACE + OWN, unprotect(TABLE) + f"DROP TRIGGER place ON {TABLE};")]
