"""Who sees the signs of a union's life: the union and those above it."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect, unprotect

TABLE = "organisation_lifesign"
FORWARD = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');\n"
    + protect(TABLE, in_scope("path"))
)
BACKWARD = f"DROP TRIGGER place ON {TABLE};" + unprotect(TABLE)


class Migration(migrations.Migration):
    replaces = [("organisation", "0033_life_sign_guards")]

    dependencies = [("organisation", "0007_roster_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
