"""Proposals, signatures, answers: seen by their union and those above; delegates read them through the system."""

import django.db.models.deletion
import zhijia.organisation.models.unions
from django.db import migrations, models

from zhijia.lib.rowsecurity import in_scope, protect

TAKES_PATH = {
    "congress_proposal": ("case_id", "cases_case"),
    "congress_cosignature": ("proposal_id", "congress_proposal"),
    "congress_proposalreply": ("proposal_id", "congress_proposal"),
}
GUARDS = "".join(
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {table}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('{column}', '{source}');\n" + protect(table, in_scope("path"))
    for table, (column, source) in TAKES_PATH.items()
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_guarding'),
        ('congress', '0004_counting'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='案由')),
                ('reason', models.TextField(max_length=2000, verbose_name='理由')),
                ('measure', models.TextField(max_length=2000, verbose_name='建议措施')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='文本版次')),
                ('submitted_on', models.DateField(null=True, verbose_name='提交日期')),
                ('decided_on', models.DateField(null=True, verbose_name='审查日期')),
                ('decision', models.CharField(blank=True, max_length=500, verbose_name='审查意见')),
                ('lead', models.CharField(blank=True, max_length=60, verbose_name='主办部门')),
                ('support', models.CharField(blank=True, max_length=200, verbose_name='协办部门')),
                ('due_on', models.DateField(null=True, verbose_name='答复期限')),
                ('rank', models.PositiveSmallIntegerField(null=True, verbose_name='重点提案排序')),
                ('reported_on', models.DateField(null=True, verbose_name='报告日期')),
                ('withdrawn_on', models.DateField(null=True, verbose_name='撤回日期')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='cases.case', verbose_name='事项')),
                ('committee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.committee', verbose_name='审查机构')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='congress.proposal', verbose_name='并入提案')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='congress.delegate', verbose_name='提案人')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='会议')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='congress.congressterm', verbose_name='届次')),
            ],
            options={
                'verbose_name': '提案',
                'verbose_name_plural': '提案',
            },
        ),
        migrations.CreateModel(
            name='CoSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='文本版次')),
                ('signed_on', models.DateField(verbose_name='联名日期')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='congress.delegate', verbose_name='职工代表')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='congress.proposal', verbose_name='提案')),
            ],
            options={
                'verbose_name': '联名',
                'verbose_name_plural': '联名',
            },
        ),
        migrations.CreateModel(
            name='ProposalReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次答复')),
                ('text', models.TextField(max_length=4000, verbose_name='答复内容')),
                ('signer', models.CharField(max_length=60, verbose_name='部门负责人')),
                ('replied_on', models.DateField(verbose_name='答复日期')),
                ('rating', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basically', '基本满意'), ('dissatisfied', '不满意')], max_length=12, verbose_name='评价')),
                ('rating_note', models.CharField(blank=True, max_length=500, verbose_name='评价说明')),
                ('rated_on', models.DateField(null=True, verbose_name='评价日期')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='congress.proposal', verbose_name='提案')),
            ],
            options={
                'verbose_name': '提案答复',
                'verbose_name_plural': '提案答复',
            },
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['term', 'id'], name='proposal_term'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('term', 'proposer', 'title'), name='proposal_once'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('term', 'rank'), name='proposal_one_rank'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_on', None), models.Q(('submitted_on__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='proposal_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('due_on', None), models.Q(('lead', ''), _negated=True), _connector='OR'), name='proposal_assigned_whole'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.UniqueConstraint(fields=('proposal', 'delegate', 'version'), name='cosignature_once'),
        ),
        migrations.AddConstraint(
            model_name='proposalreply',
            constraint=models.UniqueConstraint(fields=('proposal', 'number'), name='proposalreply_once'),
        ),
        migrations.AddConstraint(
            model_name='proposalreply',
            constraint=models.CheckConstraint(condition=models.Q(('number__in', [1, 2])), name='proposalreply_twice_at_most'),
        ),
        migrations.AddConstraint(
            model_name='proposalreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rated_on', None), ('rating', '')), models.Q(('rated_on__isnull', False), models.Q(('rating', ''), _negated=True)), _connector='OR'), name='proposalreply_rated_whole'),
        ),
        migrations.RunSQL(GUARDS),
    ]
