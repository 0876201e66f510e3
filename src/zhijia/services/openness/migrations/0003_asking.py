"""Who read and who asked: numbers of readers, whom nobody sees, and questions, seen by their union and those above."""

import django.db.models.deletion
import zhijia.organisation.models.unions
from django.db import migrations, models

from zhijia.lib.rowsecurity import in_scope, protect

QUESTION, READING = "openness_disclosurequestion", "openness_reading"
OF_THE_SYSTEM = "current_setting('app.lo1') = '' AND current_setting('app.pid') = ''"
GUARDS = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {QUESTION}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');\n"
    + protect(QUESTION, in_scope("path"))
    + protect(READING, OF_THE_SYSTEM)
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_guarding'),
        ('openness', '0002_guarding'),
        ('organisation', '0004_joining'),
    ]

    operations = [
        migrations.CreateModel(
            name='DisclosureQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000, verbose_name='问题')),
                ('token', models.CharField(max_length=64, verbose_name='凭据')),
                ('asked_on', models.DateField(verbose_name='提问日期')),
                ('due_on', models.DateField(null=True, verbose_name='答复期限')),
                ('answer', models.TextField(blank=True, max_length=4000, verbose_name='答复')),
                ('answered_by', models.CharField(blank=True, max_length=200, verbose_name='答复人')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('is_shown', models.BooleanField(default=False, verbose_name='公开问题原文')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
            ],
            options={
                'verbose_name': '职工提问',
                'verbose_name_plural': '职工提问',
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64, verbose_name='凭据')),
                ('grade', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=12, verbose_name='评价')),
            ],
            options={
                'verbose_name': '已读',
                'verbose_name_plural': '已读',
            },
        ),
        migrations.AddField(
            model_name='disclosure',
            name='audience',
            field=models.PositiveIntegerField(null=True, verbose_name='应读人数'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='raters',
            field=models.PositiveIntegerField(default=0, verbose_name='评价人数'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='readers',
            field=models.PositiveIntegerField(default=0, verbose_name='已读人数'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='satisfied',
            field=models.PositiveIntegerField(default=0, verbose_name='满意人数'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(('raters__lte', models.F('readers')), ('satisfied__lte', models.F('raters'))), name='disclosure_raters_have_read'),
        ),
        migrations.AddField(
            model_name='disclosurequestion',
            name='asker',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='提问人'),
        ),
        migrations.AddField(
            model_name='disclosurequestion',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disclosure_question', to='cases.case', verbose_name='事项'),
        ),
        migrations.AddField(
            model_name='disclosurequestion',
            name='disclosure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='openness.disclosure', verbose_name='公开'),
        ),
        migrations.AddField(
            model_name='reading',
            name='disclosure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='openness.disclosure', verbose_name='公开'),
        ),
        migrations.AddIndex(
            model_name='disclosurequestion',
            index=models.Index(fields=['disclosure', 'id'], name='disclosurequestion_of'),
        ),
        migrations.AddConstraint(
            model_name='disclosurequestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on', None)), models.Q(('answered_on__gte', models.F('asked_on')), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='disclosurequestion_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('disclosure', 'token'), name='reading_once'),
        ),
        migrations.RunSQL(GUARDS),
    ]
