"""Who sees a recognition: the union of the contract and those above, and the employer that is asked; it then reads the contract."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, reword, unprotect

PLACE = """CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_recognition
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');"""
OWN = protect("bargaining_recognition", in_scope("path"), of_visible("cases_case", "bargaining_recognition.case_id"))
WITH_IT = (in_scope("path"), of_visible("bargaining_bargaining", "bargaining_contract.bargaining_id"))
COVERED = of_visible("bargaining_coveragelink", "bargaining_contract.id", key="contract_id")
ASKED = of_visible("bargaining_recognition", "bargaining_contract.id", key="contract_id")
CONTRACT = reword("bargaining_contract", *WITH_IT, COVERED, ASKED, writable=" OR ".join(WITH_IT))
BEFORE = reword("bargaining_contract", *WITH_IT, COVERED, writable=" OR ".join(WITH_IT))


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0014_recognition")]
    operations = [
        migrations.RunSQL(
            PLACE + OWN + CONTRACT,
            BEFORE + unprotect("bargaining_recognition") + "DROP TRIGGER place ON bargaining_recognition;",
        )
    ]
