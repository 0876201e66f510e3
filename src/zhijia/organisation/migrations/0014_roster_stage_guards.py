"""Only who entered is counted: what is cleared away unproven counts for nobody, and nobody stages for another's transaction.

Whoever counts members learns of new ones by rows with `is_new` leaving the stage, in `organisation_roster_enter`, which has
proved their places and written them. Rows that the application merely put there lose the mark before they are cleared away;
and it fills the columns of a row only, never whose transaction the row belongs to.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE
from zhijia.organisation.rosters.staging import COLUMNS

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
STAGE = "organisation_rosterstage"
MINE = "xid = pg_current_xact_id()"
UNSTAGE = """
CREATE OR REPLACE FUNCTION organisation_roster_unstage() RETURNS void LANGUAGE sql VOLATILE {definer} AS $$
    {first}DELETE FROM {stage} WHERE {mine}
$$;
"""
FORGET = f"UPDATE {STAGE} SET is_new = NULL WHERE {MINE} AND is_new;\n    "
ROLES = f"{APP_ROLE}, {BATCH_ROLE}"
COLUMNS_ONLY = f"REVOKE INSERT ON {STAGE} FROM {ROLES}; GRANT INSERT ({', '.join(COLUMNS)}) ON {STAGE} TO {ROLES};\n"
WHOLE_ROWS = f"REVOKE INSERT ({', '.join(COLUMNS)}) ON {STAGE} FROM {ROLES}; GRANT INSERT ON {STAGE} TO {ROLES};\n"


def _unstage(first: str) -> str:
    return UNSTAGE.format(definer=DEFINER, stage=STAGE, mine=MINE, first=first)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_wide_scopes")]
    operations = [migrations.RunSQL(_unstage(FORGET) + COLUMNS_ONLY, _unstage("") + WHOLE_ROWS)]
