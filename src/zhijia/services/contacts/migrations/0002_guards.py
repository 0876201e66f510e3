"""Who sees the programme: the whole city; a pair: its union and those above; a proposal: the federation that makes it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor, of_visible, protect, unprotect

TAKES_PATH = {
    "contacts_pairprogramme": ("union_id", "organisation_union"),
    "contacts_pair": ("case_id", "cases_case"),
    "contacts_handover": ("pair_id", "contacts_pair"),
    "contacts_proposal": ("federation_id", "organisation_union"),
    "contacts_proposedpair": ("proposal_id", "contacts_proposal"),
}
EVENTS = f"""
CREATE POLICY of_proposal ON trail_event FOR SELECT TO zhijia_app
    USING (subject_type = 'contacts.proposal' AND {of_visible("contacts_proposal", "trail_event.subject_id")});
"""
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + protect("contacts_pairprogramme", in_scope("path"), is_ancestor("union_id"), writable=in_scope("path"))
    + protect("contacts_pair", in_scope("path"), of_visible("cases_case", "contacts_pair.case_id"))
    + "".join(protect(t, in_scope("path")) for t in ("contacts_handover", "contacts_proposal", "contacts_proposedpair"))
    + EVENTS
)
BACKWARD = (
    "DROP POLICY of_proposal ON trail_event;"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
