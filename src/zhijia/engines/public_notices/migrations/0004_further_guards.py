"""Who sees at which employers a notice hangs: whoever sees the notice."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, protect, unprotect

TABLE, NOTICE = "public_notices_noticeenterprise", "public_notices_publicnotice"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('notice_id', '{NOTICE}');\n"
    + protect(TABLE, in_scope("path"), of_visible(NOTICE, f"{TABLE}.notice_id"))
)


class Migration(migrations.Migration):
    dependencies = [("public_notices", "0003_further_employers"), ("organisation", "0002_guarding")]
    operations = [migrations.RunSQL(FORWARD, f"DROP TRIGGER place ON {TABLE};{unprotect(TABLE)}")]
