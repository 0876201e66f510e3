"""Whether the delegates of a congress are as many and of those as the law asks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congress", "0002_guarding")]
    operations = [
        migrations.AddField("congressterm", "is_made_up", models.BooleanField(null=True, verbose_name="代表结构达标"))
    ]
