import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_tables'),
        ('organisation', '0001_tables'),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name='OpennessPlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='openness_plan', to='cases.case', verbose_name='事项')),
                        ('union', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openness_plans', to='organisation.union', verbose_name='工会')),
                        ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openness_plans', to='organisation.enterprise', verbose_name='用人单位')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('ownership', models.CharField(choices=[('state', '国有及国有控股企业'), ('collective', '集体企业'), ('private', '私营企业及其他内资企业'), ('foreign', '港澳台商、外商投资企业'), ('institution', '事业单位（事务公开）')], max_length=12, verbose_name='单位类型')),
                        ('responsible', models.CharField(blank=True, max_length=60, verbose_name='第一责任人')),
                        ('office', models.CharField(blank=True, max_length=60, verbose_name='办事机构')),
                        ('adopted_on', models.DateField(null=True, verbose_name='施行日期')),
                        ('reported_on', models.DateField(null=True, verbose_name='向职代会报告日期')),
                        ('ended_on', models.DateField(null=True, verbose_name='结束日期')),
                        ('dropped_on', models.DateField(null=True, verbose_name='取消日期')),
                        ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                    ],
                    options={
                        'verbose_name': '厂务公开年度计划',
                        'verbose_name_plural': '厂务公开年度计划',
                        'indexes': [models.Index(fields=['path', 'id'], name='opennessplan_path')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_on', None)), fields=('enterprise', 'year'), name='opennessplan_once'), models.CheckConstraint(condition=models.Q(('ownership__in', ['state', 'collective', 'private', 'foreign', 'institution'])), name='opennessplan_ownership_known'), models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='opennessplan_year')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='openness.opennessplan', verbose_name='计划')),
                        ('matter', models.CharField(choices=[('basic', '单位基本经营情况'), ('hiring', '招用职工和签订劳动合同情况'), ('contract', '集体合同、专项集体合同文本'), ('rules', '劳动规章制度和涉及职工切身利益的重大事项'), ('rewards', '奖励处罚、单方解除劳动合同、裁减人员、先进评选'), ('safety', '劳动安全卫生标准、安全事故和处理结果'), ('insurance', '社会保险费、企业年金、住房公积金缴纳情况'), ('training', '职工教育经费和培训计划'), ('disputes', '劳动争议和处理结果'), ('performance', '集体合同履行情况'), ('decisions', '投资和重大决策、发展规划、年度目标'), ('assets', '担保、大额资金、资产处置、招标投标、大宗采购'), ('wages', '工资调整、奖金分配、职称评聘'), ('appointments', '中层干部任用，领导人员薪酬、职务消费和评议结果'), ('entertainment', '业务招待费使用情况')], max_length=14, verbose_name='公开事项')),
                        ('months', models.PositiveSmallIntegerField(null=True, verbose_name='间隔（月）')),
                        ('owner', models.CharField(blank=True, max_length=60, verbose_name='责任部门（责任人）')),
                        ('channels', models.CharField(default='board', max_length=80, verbose_name='公开渠道')),
                        ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                    ],
                    options={
                        'verbose_name': '公开事项',
                        'verbose_name_plural': '公开事项',
                        'constraints': [models.UniqueConstraint(fields=('plan', 'matter'), name='planitem_once'), models.CheckConstraint(condition=models.Q(('matter__in', ['basic', 'hiring', 'contract', 'rules', 'rewards', 'safety', 'insurance', 'training', 'disputes', 'performance', 'decisions', 'assets', 'wages', 'appointments', 'entertainment'])), name='planitem_matter_known')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Disclosure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disclosure', to='cases.case', verbose_name='事项')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='openness.planitem', verbose_name='公开事项')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('first_on', models.DateField(null=True, verbose_name='期间起')),
                        ('last_on', models.DateField(null=True, verbose_name='期间止')),
                        ('happened_on', models.DateField(null=True, verbose_name='发生（生效）日期')),
                        ('due_on', models.DateField(null=True, verbose_name='公开期限')),
                        ('version', models.PositiveSmallIntegerField(default=0, verbose_name='文本版次')),
                        ('published_on', models.DateField(null=True, verbose_name='首次公开日期')),
                        ('posted_to', models.DateField(null=True, verbose_name='公开至')),
                        ('withdrawn_on', models.DateField(null=True, verbose_name='撤回日期')),
                        ('waived_on', models.DateField(null=True, verbose_name='免于公开日期')),
                        ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                    ],
                    options={
                        'verbose_name': '公开',
                        'verbose_name_plural': '公开',
                        'indexes': [models.Index(fields=['path', 'id'], name='disclosure_path')],
                        'constraints': [models.UniqueConstraint(fields=('item', 'first_on'), name='disclosure_span_once'), models.UniqueConstraint(fields=('item', 'happened_on', 'title'), name='disclosure_event_once'), models.CheckConstraint(condition=models.Q(models.Q(('first_on__isnull', False), ('happened_on', None), ('last_on__gte', models.F('first_on'))), models.Q(('first_on', None), ('happened_on__isnull', False), ('last_on', None)), _connector='OR'), name='disclosure_of_one'), models.CheckConstraint(condition=models.Q(('published_on', None), models.Q(('posted_to__isnull', False), ('version__gt', 0)), _connector='OR'), name='disclosure_published_whole'), models.CheckConstraint(condition=models.Q(('withdrawn_on', None), ('published_on__isnull', False), _connector='OR'), name='disclosure_withdrawn_after')],
                    },
                ),
                migrations.CreateModel(
                    name='DisclosureText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='openness.disclosure', verbose_name='公开')),
                        ('version', models.PositiveSmallIntegerField(verbose_name='文本版次')),
                        ('text', models.TextField(max_length=20000, verbose_name='公开内容')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='更正原因')),
                        ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='拟稿人')),
                        ('drafted_on', models.DateField(verbose_name='拟稿日期')),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='审核人')),
                        ('checker', models.CharField(blank=True, max_length=200, verbose_name='审核岗位')),
                        ('checked_on', models.DateField(null=True, verbose_name='审核日期')),
                        ('is_secret', models.BooleanField(default=False, verbose_name='涉及商业秘密')),
                        ('secret_reason', models.CharField(blank=True, max_length=300, verbose_name='不公开的理由')),
                        ('channels', models.CharField(blank=True, max_length=80, verbose_name='公开渠道')),
                        ('from_on', models.DateField(null=True, verbose_name='公开自')),
                        ('to_on', models.DateField(null=True, verbose_name='公开至')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='存证摘要')),
                        ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                    ],
                    options={
                        'verbose_name': '公开文本',
                        'verbose_name_plural': '公开文本',
                        'constraints': [models.UniqueConstraint(fields=('disclosure', 'version'), name='disclosuretext_once'), models.CheckConstraint(condition=models.Q(('is_secret', False), models.Q(('secret_reason', ''), _negated=True), _connector='OR'), name='disclosuretext_secret_has_reason'), models.CheckConstraint(condition=models.Q(('digest', ''), models.Q(('checked_on__isnull', False), ('from_on__isnull', False), ('to_on__gte', models.F('from_on')), models.Q(('channels', ''), _negated=True)), _connector='OR'), name='disclosuretext_published_whole')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]

