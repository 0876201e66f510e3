"""What a later roster wrote about somebody, and was taken back, is no use of her: the roster that brought her in may go as well."""

from django.db import migrations

FORMER = "e.kind <> 'organisation.person_unmasked'"
LATER = """e.kind NOT IN ('organisation.person_unmasked', 'organisation.member_import_undone')
                      AND NOT (e.kind = 'organisation.member_imported' AND EXISTS (
                          SELECT FROM trail_event u WHERE u.subject_type = e.subject_type AND u.subject_id = e.subject_id
                             AND u.id > e.id AND u.kind = 'organisation.member_import_undone'
                             AND u.data -> 'roster' = e.data -> 'roster' AND u.data -> 'row' = e.data -> 'row'))"""


def _say(former: str, later: str) -> str:
    """The same function with another question. It raises where the function reads otherwise than is thought here."""
    return f"""
DO $do$ DECLARE definition text;
BEGIN
    SELECT pg_get_functiondef('organisation_roster_leave'::regproc) INTO definition;
    IF position($former${former}$former$ IN definition) = 0 THEN
        RAISE EXCEPTION 'organisation_roster_leave does not say what use is';
    END IF;
    EXECUTE replace(definition, $former${former}$former$, $later${later}$later$);
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0025_exports_declined")]
    operations = [migrations.RunSQL(_say(FORMER, LATER), _say(LATER, FORMER))]
