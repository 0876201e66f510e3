from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0008_party_guards")]

    operations = [
        migrations.AddField(
            model_name="contractquestion",
            name="asked_on",
            field=models.DateField(default=date(2026, 11, 26), verbose_name="提问日期"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="contractquestion",
            name="promised_on",
            field=models.DateField(null=True, verbose_name="答复时限"),
        ),
    ]
