"""What is seen because a person, a coverage or the subject of an event is seen is probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, reword

COVERED = of_visible("organisation_unioncoverage", "organisation_enterprise.id", key="enterprise_id")
ENTERPRISES = reword(
    "organisation_enterprise", in_scope("path"), in_scope("line_path"), COVERED, writable=in_scope("path")
)
PERSON = ("organisation_person", "organisation_employment.person_id")
EMPLOYMENTS = reword(
    "organisation_employment",
    in_scope("path"),
    of_visible(*PERSON),
    writable=of_visible(*PERSON, where=in_scope("seen.path")),
)

LOGGED = ("union", "enterprise", "person", "post", "importbatch")
EVENTS = "".join(
    f"ALTER POLICY of_organisation_{noun} ON trail_event USING (subject_type = 'organisation.{noun}'"
    f" AND {of_visible(f'organisation_{noun}', 'trail_event.subject_id')});\n"
    for noun in LOGGED
)
ACCOUNTS = """
ALTER POLICY of_organisation_user ON trail_event USING (
    subject_type = 'organisation.user' AND EXISTS (
        SELECT FROM organisation_user a JOIN organisation_person p ON p.id = a.person_id
         WHERE a.id = trail_event.subject_id OFFSET 0));
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_writers_of_this_database")]
    # Not reversed: the policies answer as they did.
    operations = [migrations.RunSQL(ENTERPRISES + EMPLOYMENTS + EVENTS + ACCOUNTS, migrations.RunSQL.noop)]
