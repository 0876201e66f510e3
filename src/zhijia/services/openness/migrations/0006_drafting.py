"""The employer drafts in its own face: it sees the disclosures that were handed to it, and their texts."""

from django.db import migrations, models

from zhijia.lib.rowsecurity import in_scope, of_visible, reword

DISCLOSURE, TEXT = "openness_disclosure", "openness_disclosuretext"
SEEN = reword(DISCLOSURE, in_scope("path"), of_visible("cases_case", f"{DISCLOSURE}.case_id")) + reword(
    TEXT, in_scope("path"), of_visible(DISCLOSURE, f"{TEXT}.disclosure_id")
)


class Migration(migrations.Migration):

    dependencies = [
        ('openness', '0005_inspecting'),
    ]

    operations = [
        migrations.AddField(
            model_name='disclosure',
            name='is_drafted_by_employer',
            field=models.BooleanField(default=False, verbose_name='由单位在本系统拟稿'),
        ),
        migrations.AddField(
            model_name='disclosuretext',
            name='drafter',
            field=models.CharField(blank=True, max_length=200, verbose_name='拟稿岗位'),
        ),
        migrations.AddField(
            model_name='disclosuretext',
            name='remark',
            field=models.CharField(blank=True, max_length=500, verbose_name='退回意见'),
        ),
        migrations.AddField(
            model_name='opennessplan',
            name='is_drafted_by_employer',
            field=models.BooleanField(default=False, verbose_name='由单位在本系统拟稿'),
        ),
        migrations.RunSQL(SEEN),
    ]
