"""Who sees a congress: its union and those above; a mandate also the delegate herself, a seat whoever holds it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_own_person, protect

TAKES_PATH = {
    "congress_congressterm": ("case_id", "cases_case"),
    "congress_electionunit": ("term_id", "congress_congressterm"),
    "congress_delegation": ("term_id", "congress_congressterm"),
    "congress_delegate": ("term_id", "congress_congressterm"),
    "congress_committee": ("term_id", "congress_congressterm"),
    "congress_committeemember": ("committee_id", "congress_committee"),
    "congress_delegateelection": ("case_id", "cases_case"),
    "congress_delegatecandidate": ("election_id", "congress_delegateelection"),
    "congress_employeeseat": ("case_id", "cases_case"),
    "congress_seatholder": ("seat_id", "congress_employeeseat"),
    "congress_seatreport": ("holder_id", "congress_seatholder"),
    "congress_jointmeeting": ("case_id", "cases_case"),
}
ONES_OWN = ("congress_delegate", "congress_seatholder")
GUARDS = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
    for table, (column, source) in TAKES_PATH.items()
) + "".join(
    protect(table, in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    if table in ONES_OWN
    else protect(table, in_scope("path"))
    for table in TAKES_PATH
)


class Migration(migrations.Migration):
    dependencies = [("congress", "0001_tables"), ("cases", "0002_guarding"), ("organisation", "0004_joining")]
    operations = [migrations.RunSQL(GUARDS)]
