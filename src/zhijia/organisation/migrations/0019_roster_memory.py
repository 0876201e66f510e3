"""The door of rosters has memory enough to sort the people of a piece by their numbers: in four megabytes that went by the disk.

The order stays: two rosters that bring in the same people at once wait for each other, where in the order of their rows they
stand in each other's way again and again.
"""

from django.db import migrations

ENTER = "organisation_roster_enter(text)"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0018_shown")]
    operations = [
        migrations.RunSQL(f"ALTER FUNCTION {ENTER} SET work_mem = '64MB'", f"ALTER FUNCTION {ENTER} RESET work_mem")
    ]
