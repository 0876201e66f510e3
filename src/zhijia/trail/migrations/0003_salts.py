"""A salt is written in one statement with its event, and events are never removed: a foreign key proves nothing more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_guarding")]
    operations = [
        migrations.AlterField(
            model_name="eventsalt",
            name="event",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="salt",
                serialize=False,
                to="trail.event",
                verbose_name="留痕",
            ),
        )
    ]
