"""Requests for exports, and what the log says of them, are seen where the asking post stands and above."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, in_scope, of_visible, protect, unprotect

TABLE = "organisation_peopleexport"
FORWARD = (
    protect(TABLE, in_scope("path"))
    + f"""
CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('asked_by_post_id', 'organisation_post');
CREATE POLICY of_{TABLE} ON trail_event FOR SELECT TO {APP_ROLE} USING (
    subject_type = 'organisation.peopleexport' AND {of_visible(TABLE, "trail_event.subject_id")});
"""
)
BACKWARD = f"DROP POLICY of_{TABLE} ON trail_event; DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0020_people_export")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
