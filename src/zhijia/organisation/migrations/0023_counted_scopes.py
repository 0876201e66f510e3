"""What hardly any row of a wide table is asked is reckoned as little, and planned in half the time.

PostgreSQL divided a count of 38,000 memberships among processes, whose start takes longer than the count, because it
reckoned every row to be asked whatever only those out of place are asked.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import (
    APP_ROLE,
    BATCH_ROLE,
    in_counted_scope,
    in_scope,
    in_wide_scope,
    is_own_person,
    of_visible,
    reword,
)

PERSON, MEMBERSHIP, EMPLOYMENT = "organisation_person", "organisation_membership", "organisation_employment"
IN_SCOPE = f"""
CREATE FUNCTION organisation_in_scope(place text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 AS $$
BEGIN
    RETURN {in_scope("place")};
END $$;
REVOKE ALL ON FUNCTION organisation_in_scope(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_in_scope(text) TO {APP_ROLE}, {BATCH_ROLE};
"""


def _said(place: str, *, cost: int) -> str:
    """The three policies; what may be written stays as it was."""
    kept = {t: of_visible(PERSON, f"{t}.person_id", where=in_scope("seen.path")) for t in (MEMBERSHIP, EMPLOYMENT)}
    of_person = "organisation_sees_person(person_id)"
    return (
        f"ALTER FUNCTION organisation_sees_person(bigint) COST {cost};"
        + reword(PERSON, place, is_own_person("id"), writable=in_scope("path"))
        + reword(MEMBERSHIP, place, of_person, writable=f"({in_scope('path')}) AND {kept[MEMBERSHIP]}")
        + reword(EMPLOYMENT, place, of_person, writable=kept[EMPLOYMENT])
    )


FORWARD = IN_SCOPE + _said(in_counted_scope("path"), cost=1)
BACKWARD = _said(in_wide_scope("path"), cost=20) + "DROP FUNCTION organisation_in_scope(text);"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0022_stage_swept")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
