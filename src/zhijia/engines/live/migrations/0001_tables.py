from django.db import migrations, models

from zhijia.lib.rowsecurity import protect, unprotect

ONE_S_OWN = "channel = current_setting('app.live', true)"
"""Whoever reads or draws a channel names it first; what was drawn for others stays unseen."""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Fragment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=80, verbose_name="频道")),
                ("language", models.CharField(max_length=10, verbose_name="语言")),
                ("html", models.TextField(verbose_name="画面")),
                ("version", models.BigIntegerField(default=1, verbose_name="第几版")),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
            ],
            options={
                "verbose_name": "实时画面",
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "language"), name="live_one_picture_a_channel")
                ],
            },
        ),
        migrations.RunSQL(protect("live_fragment", ONE_S_OWN), unprotect("live_fragment")),
    ]
