"""A saved filter is its owner's alone."""

from django.db import migrations

from zhijia.lib.rowsecurity import protect, unprotect

FORWARD = protect("cases_savedfilter", "user_id = NULLIF(current_setting('app.uid'), '')::bigint")


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_saved_filters")]
    operations = [migrations.RunSQL(FORWARD, unprotect("cases_savedfilter"))]
