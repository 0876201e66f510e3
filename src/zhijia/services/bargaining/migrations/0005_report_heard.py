from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bargaining', '0004_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='report_heard_on',
            field=models.DateField(null=True, verbose_name='职代会听取履行报告日期'),
        ),
    ]
