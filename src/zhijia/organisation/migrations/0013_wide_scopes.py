"""People, memberships and employments are counted by the million: who sees them is told without a probe for each row.

A probe into another table keeps PostgreSQL from dividing the work among processes, also where no row ever comes to it; a
function that asks the same does not. It runs with the rights of who asks: of people, their own policy speaks.
"""

from django.db import migrations, models

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, in_wide_scope, is_own_person, of_visible, reword

PERSON, MEMBERSHIP, EMPLOYMENT = "organisation_person", "organisation_membership", "organisation_employment"
SEES = f"""
CREATE FUNCTION organisation_sees_person(person bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE COST 20
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM {PERSON} p WHERE p.id = person);
END;
REVOKE ALL ON FUNCTION organisation_sees_person(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_sees_person(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""


def _said(place: str, of_person: str, itself: str) -> str:
    """The three policies; what may be written stays as it was."""
    kept = {t: of_visible(PERSON, f"{t}.person_id", where=in_scope("seen.path")) for t in (MEMBERSHIP, EMPLOYMENT)}
    return (
        reword(PERSON, place, itself, writable=in_scope("path"))
        + reword(
            MEMBERSHIP,
            place,
            of_person.format(table=MEMBERSHIP),
            writable=f"({in_scope('path')}) AND {kept[MEMBERSHIP]}",
        )
        + reword(EMPLOYMENT, place, of_person.format(table=EMPLOYMENT), writable=kept[EMPLOYMENT])
    )


FORWARD = SEES + _said(in_wide_scope("path"), "organisation_sees_person(person_id)", is_own_person("id"))
BACKWARD = (
    _said(in_scope("path"), of_visible(PERSON, "{table}.person_id"), is_own_person("id"))
    + "DROP FUNCTION organisation_sees_person(bigint);"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0012_merge_joining")]
    operations = [
        migrations.RemoveIndex("membership", "membership_path"),
        migrations.AddIndex(
            "membership", models.Index(fields=["path", "id"], include=["person"], name="membership_path")
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
