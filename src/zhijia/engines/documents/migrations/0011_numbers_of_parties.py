"""Outside parties number what they issue, each in one register whatever union it deals with; its row has no path."""

import django.db.models.deletion
from django.db import migrations, models

PLACED = """
DROP TRIGGER place ON documents_documentnumber;
CREATE TRIGGER place BEFORE INSERT ON documents_documentnumber
    FOR EACH ROW {when} EXECUTE FUNCTION organisation_take_path('union_id', 'organisation_union');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0010_prescribed_guards'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='issueddocument',
            name='issued_number_once',
        ),
        migrations.AddField(
            model_name='documentnumber',
            name='party',
            field=models.CharField(blank=True, max_length=32, verbose_name='外部单位'),
        ),
        migrations.AlterField(
            model_name='documentnumber',
            name='union',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.union', verbose_name='工会'),
        ),
        migrations.AlterField(
            model_name='documentnumber',
            name='word',
            field=models.CharField(max_length=140, verbose_name='发文代字'),
        ),
        migrations.AlterField(
            model_name='issueddocument',
            name='number',
            field=models.CharField(blank=True, max_length=160, verbose_name='文号'),
        ),
        migrations.AlterField(
            model_name='issueddocument',
            name='word',
            field=models.CharField(blank=True, max_length=140, verbose_name='发文代字'),
        ),
        migrations.AddConstraint(
            model_name='documentnumber',
            constraint=models.UniqueConstraint(condition=models.Q(('union', None)), fields=('party', 'word', 'year'), name='documentnumber_once_a_party'),
        ),
        migrations.AddConstraint(
            model_name='documentnumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('party', ''), ('union__isnull', False)), models.Q(('union', None), models.Q(('party', ''), _negated=True)), _connector='OR'), name='documentnumber_of_one'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(condition=models.Q(('party', ''), ('serial__isnull', False)), fields=('union', 'word', 'year', 'serial'), name='issued_number_once'),
        ),
        migrations.AddConstraint(
            model_name='issueddocument',
            constraint=models.UniqueConstraint(condition=models.Q(('serial__isnull', False), models.Q(('party', ''), _negated=True)), fields=('party', 'word', 'year', 'serial'), name='issued_number_once_a_party'),
        ),
        migrations.RunSQL(PLACED.format(when='WHEN (NEW.union_id IS NOT NULL)'), PLACED.format(when='')),
    ]
