"""Statements of consent: seen with the person they are of, made by her, never changed or removed."""

from django.db import migrations

from zhijia.lib.rowsecurity import append_only, is_own_person, of_visible, protect, unprotect

TABLE = "organisation_consent"
FORWARD = protect(
    TABLE,
    of_visible("organisation_person", f"{TABLE}.person_id"),
    is_own_person("person_id"),
) + append_only(TABLE)


class Migration(migrations.Migration):
    replaces = [("organisation", "0029_consent_guards")]

    dependencies = [("organisation", "0005_merge_guards")]
    operations = [migrations.RunSQL(FORWARD, unprotect(TABLE))]
