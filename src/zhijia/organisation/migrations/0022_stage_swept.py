"""The stage of rosters is swept once fifty thousand rows have left it, and not only when a fifth of all that ever lay there has.

What leaves it goes at once, so that without this it grew by every roster: four gigabytes after fifteen million rows.
"""

from django.db import migrations

STAGE = "organisation_rosterstage"
OFTEN = "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000, autovacuum_vacuum_cost_delay = 0"
SELDOM = "autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0021_examined_pieces")]
    operations = [
        migrations.RunSQL(f"ALTER TABLE {STAGE} SET ({OFTEN})", f"ALTER TABLE {STAGE} RESET ({SELDOM})"),
    ]
