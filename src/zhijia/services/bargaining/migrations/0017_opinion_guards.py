"""An opinion is its worker's own: no post sees it, not even the union's; counts come from the owner's views."""

from django.db import migrations

from zhijia.lib.rowsecurity import is_own_person, protect, unprotect

PLACE = """CREATE TRIGGER place BEFORE INSERT OR UPDATE ON bargaining_contractopinion
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('contract_id', 'bargaining_contract');"""


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0016_opinions")]
    operations = [
        migrations.RunSQL(
            PLACE + protect("bargaining_contractopinion", is_own_person("person_id")),
            unprotect("bargaining_contractopinion") + "DROP TRIGGER place ON bargaining_contractopinion;",
        )
    ]
