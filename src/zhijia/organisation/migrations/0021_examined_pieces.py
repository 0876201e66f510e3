"""A piece of a roster keeps what its check read in the cells, sealed as they are, so that its entry need not read them again."""

from django.db import migrations, models

# Ciphertext does not shrink.
STORAGE = "ALTER TABLE organisation_rosterpiece ALTER COLUMN examined SET STORAGE EXTERNAL"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0020_leaner_indexes")]
    operations = [
        migrations.AddField("rosterpiece", "examined", models.BinaryField(null=True)),
        migrations.AddField(
            "rosterpiece",
            "yardstick",
            models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
    ]
