"""A message is read by its person only; anybody may send one, also to a person whose record they cannot see."""

from django.db import migrations

from zhijia.lib.rowsecurity import is_own_person, protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial"), ("organisation", "0002_guards")]
    operations = [
        migrations.RunSQL(
            protect("inbox_message", is_own_person("person_id"), writable="true"), unprotect("inbox_message")
        )
    ]
