"""Who sees foundings and elections: the union that keeps the case, those above it, and the union that came of it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

FOUNDING, ELECTION = "organising_founding", "organising_election"
OF_CASE = {FOUNDING: "case_id", ELECTION: "case_id", "organising_electioncandidate": "about_id"}
OF_FOUNDING = ("organising_foundingenterprise", "organising_preparer", "organising_stall")
TERM = "organising_officeterm"
TAKES_PATH = (
    {table: (column, "cases_case") for table, column in OF_CASE.items()}
    | {table: ("founding_id", FOUNDING) for table in OF_FOUNDING}
    | {TERM: ("union_id", "organisation_union")}
)
FORWARD = (
    "".join(
        f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n"
        for table, (column, source) in TAKES_PATH.items()
    )
    + "".join(
        protect(table, in_scope("path"), of_visible("cases_case", f"{table}.{column}"))
        for table, column in OF_CASE.items()
    )
    + "".join(protect(table, in_scope("path"), of_visible(FOUNDING, f"{table}.founding_id")) for table in OF_FOUNDING)
    + protect(TERM, in_scope("path"))
)
BACKWARD = "".join(f"DROP TRIGGER place ON {table};" for table in TAKES_PATH) + "".join(map(unprotect, TAKES_PATH))


class Migration(migrations.Migration):
    replaces = [("organising", "0009_founding_guards")]

    dependencies = [
        ("organising", "0005_correction_guards"),
        ("cases", "0002_guarding"),
        ("organisation", "0002_guarding"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
