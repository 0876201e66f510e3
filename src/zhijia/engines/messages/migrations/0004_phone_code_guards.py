"""A code is its person's own: she asks for it, and enters it."""

from django.db import migrations

from zhijia.lib.rowsecurity import is_own_person, protect, unprotect

TABLE = "inbox_phonecode"


class Migration(migrations.Migration):
    dependencies = [("inbox", "0003_phone_codes")]
    operations = [migrations.RunSQL(protect(TABLE, is_own_person("person_id")), unprotect(TABLE))]
