"""How often a surname occurs is known more finely, so that a name is sought among the members of a union and not in the city.

Of a hundred steps through the names of millions one holds a whole surname; reckoned to be rare, every bearer in the city was read.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisation", "0023_counted_scopes")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE organisation_person ALTER COLUMN name SET STATISTICS 500",
            "ALTER TABLE organisation_person ALTER COLUMN name SET STATISTICS -1",
        )
    ]
