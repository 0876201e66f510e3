"""Who sees supervision: its union's subtree and above, whoever its case is shared with; investigations and clues only the unions."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TAKES_PATH = {
    "supervision_supervisorybody": ("union_id", "organisation_union"),
    "supervision_supervisor": ("union_id", "organisation_union"),
    "supervision_clue": ("union_id", "organisation_union"),
    "supervision_supervision": ("case_id", "cases_case"),
    "supervision_investigation": ("supervision_id", "supervision_supervision"),
    "supervision_investigator": ("investigation_id", "supervision_investigation"),
    "supervision_recheck": ("supervision_id", "supervision_supervision"),
    "supervision_referral": ("supervision_id", "supervision_supervision"),
    "supervision_letter": ("supervision_id", "supervision_supervision"),
    "supervision_reply": ("letter_id", "supervision_letter"),
    "supervision_department": ("letter_id", "supervision_letter"),
}
OF_VISIBLE = {
    "supervision_supervision": ("cases_case", "case_id"),
    "supervision_recheck": ("supervision_supervision", "supervision_id"),
    "supervision_letter": ("supervision_supervision", "supervision_id"),
    "supervision_reply": ("supervision_letter", "letter_id"),
    "supervision_department": ("supervision_letter", "letter_id"),
}
"""What an employer or a bureau sees too, once the case is shared with it. What workers said stays with the unions."""

EVENTS = f"""
CREATE POLICY of_clue ON trail_event FOR SELECT TO zhijia_app
    USING (subject_type = 'supervision.clue' AND {of_visible("supervision_clue", "trail_event.subject_id")});
"""


def triggers() -> str:
    return "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )


def policies(table: str) -> str:
    if table not in OF_VISIBLE:
        return protect(table, in_scope("path"))
    source, column = OF_VISIBLE[table]
    return protect(table, in_scope("path"), of_visible(source, f"{table}.{column}"))


FORWARD = triggers() + "".join(map(policies, TAKES_PATH)) + EVENTS
BACKWARD = (
    "DROP POLICY of_clue ON trail_event;"
    + "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH)
    + "".join(map(unprotect, TAKES_PATH))
)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("cases", "0002_guards"), ("organisation", "0002_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
