"""What was found in the register is seen in scope; of a pair only where both records are."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, protect, unprotect

TABLE = "organising_rosterfinding"
FORWARD = protect(TABLE, f"({in_scope('path')}) AND (other_path = '' OR {in_scope('other_path')})")


class Migration(migrations.Migration):
    replaces = [("organising", "0012_finding_guards")]

    dependencies = [("organising", "0007_founding_facts")]
    operations = [migrations.RunSQL(FORWARD, unprotect(TABLE))]
