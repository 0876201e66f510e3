"""Supervision of open affairs: examinations, what was looked at, and the numbers of both.

An examination is seen by its union and those above, and by the employer from the moment that the opinion reached it. What was
found counts to the end of its year.
"""

import django.db.models.deletion
import zhijia.organisation.models.unions
from django.db import migrations, models

from zhijia.engines.indicators.schema import create_family, watch
from zhijia.lib.rowsecurity import in_scope, of_visible, protect

CHECK, ENTRY = "openness_opennesscheck", "openness_checkentry"
GUARDS = (
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {CHECK}"
    " FOR EACH ROW EXECUTE FUNCTION organisation_take_path('case_id', 'cases_case');\n"
    f"CREATE TRIGGER place BEFORE INSERT OR UPDATE ON {ENTRY}"
    f" FOR EACH ROW EXECUTE FUNCTION organisation_take_path('check_of_id', '{CHECK}');\n"
    + protect(CHECK, in_scope("path"), of_visible("cases_case", f"{CHECK}.case_id"))
    + protect(ENTRY, in_scope("path"), of_visible(CHECK, f"{ENTRY}.check_of_id"))
)

# From its day to the end of the year.
YEAR = "daterange({day}, make_date(extract(year FROM {day})::int + 1, 1, 1))"
CHECKS = f"""
    SELECT f.indicator, f.part, k.id AS subject_id, k.path, 1::bigint AS value, lower(f.days) AS from_on, upper(f.days) AS to_on
      FROM {CHECK} k
     CROSS JOIN LATERAL (VALUES
           ('openness.checks', 'n', CASE WHEN k.dropped_on IS NULL THEN {YEAR.format(day="k.checked_on")} END),
           ('openness.put_right', 'd', CASE WHEN k.sent_on IS NOT NULL THEN {YEAR.format(day="k.sent_on")} END),
           ('openness.put_right', 'n', CASE WHEN k.accepted_on IS NOT NULL
                THEN {YEAR.format(day="k.sent_on")} * daterange(k.accepted_on, NULL) END),
           ('openness.put_right_late', 'n', CASE WHEN k.rectify_by + 1 < COALESCE(k.accepted_on, 'infinity')
                THEN daterange(k.rectify_by + 1, k.accepted_on) END)) AS f (indicator, part, days)
     WHERE NOT isempty(f.days)
"""

# A rule that a case broke counts once, on the day on which it was first pointed out.
FOUND_ON = "(f.found_at AT TIME ZONE 'Asia/Shanghai')::date"
FINDINGS = f"""
    SELECT n.indicator, 'n'::text AS part, f.id AS subject_id, f.path, 1::bigint AS value,
           lower(y.days) AS from_on, upper(y.days) AS to_on
      FROM cases_casefinding f
      JOIN cases_case a ON a.id = f.case_id
     CROSS JOIN LATERAL (SELECT {YEAR.format(day=FOUND_ON)} AS days) y
     CROSS JOIN LATERAL (VALUES
           ('openness.findings'),
           ('openness.findings.' || replace(lower(f.rule), 'openness.', ''))) AS n (indicator)
     WHERE a.kind LIKE 'openness.%' AND NOT isempty(y.days)
       AND NOT EXISTS (SELECT FROM cases_casefinding g WHERE g.case_id = f.case_id AND g.rule = f.rule AND g.id < f.id)
"""
WATCHED = {
    CHECK: (
        {"openness_checks": "SELECT id FROM changed"},
        ["checked_on", "dropped_on", "sent_on", "rectify_by", "accepted_on", "path"],
    ),
    "cases_casefinding": (
        {
            "openness_findings": "SELECT f.id FROM changed f JOIN cases_case a ON a.id = f.case_id"
            " WHERE a.kind LIKE 'openness.%'"
        },
        ["case_id", "rule", "found_at", "path"],
    ),
}
FACTS = (
    create_family("openness_checks", base_table=CHECK, view=CHECKS)
    + create_family("openness_findings", base_table="cases_casefinding", view=FINDINGS)
    + "".join(
        watch(f"openness_found_from_{table}", table, feeds=feeds, columns=columns)
        for table, (feeds, columns) in WATCHED.items()
    )
    + "SELECT indicators_rebuild('openness_findings');"
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_indexed_scopes'),
        ('openness', '0004_counting'),
        ('organisation', '0017_sight'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpennessCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('group', '职代会民主管理（厂务公开监督）小组'), ('delegates', '职工代表巡视'), ('union', '工会')], max_length=12, verbose_name='检查主体')),
                ('members', models.CharField(max_length=200, verbose_name='检查人员')),
                ('checked_on', models.DateField(verbose_name='检查日期')),
                ('passed_on', models.DateField(null=True, verbose_name='无问题结束日期')),
                ('dropped_on', models.DateField(null=True, verbose_name='取消日期')),
                ('demands', models.TextField(blank=True, max_length=4000, verbose_name='整改要求')),
                ('delivery', models.CharField(blank=True, choices=[('online', '在本系统送达'), ('paper', '纸质送达')], max_length=8, verbose_name='送达方式')),
                ('sent_on', models.DateField(null=True, verbose_name='意见书发出日期')),
                ('rectify_by', models.DateField(null=True, verbose_name='整改期限')),
                ('again_by', models.DateField(null=True, verbose_name='再次整改期限')),
                ('answer', models.TextField(blank=True, max_length=4000, verbose_name='整改情况答复')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('accepted_on', models.DateField(null=True, verbose_name='验收日期')),
                ('acceptor', models.CharField(blank=True, max_length=200, verbose_name='验收岗位')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='验收意见')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person', verbose_name='答复人')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='openness_check', to='cases.case', verbose_name='事项')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='openness.opennessplan', verbose_name='计划')),
            ],
            options={
                'verbose_name': '厂务公开监督检查',
                'verbose_name_plural': '厂务公开监督检查',
            },
        ),
        migrations.CreateModel(
            name='CheckEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('problems', models.CharField(blank=True, max_length=80, verbose_name='问题')),
                ('found', models.TextField(blank=True, max_length=1000, verbose_name='检查情况')),
                ('examined_on', models.DateField(verbose_name='登记日期')),
                ('path', zhijia.organisation.models.unions.TreePath(db_collation='C', default='', editable=False, max_length=80, verbose_name='路径')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='openness.disclosure', verbose_name='公开')),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='openness.opennesscheck', verbose_name='监督检查')),
            ],
            options={
                'verbose_name': '厂务公开检查记录',
                'verbose_name_plural': '厂务公开检查记录',
            },
        ),
        migrations.AddIndex(
            model_name='opennesscheck',
            index=models.Index(fields=['path', 'id'], name='opennesscheck_path'),
        ),
        migrations.AddConstraint(
            model_name='opennesscheck',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_on', None), ('dropped_on', None), ('passed_on', None)), fields=('plan',), name='opennesscheck_one_open'),
        ),
        migrations.AddConstraint(
            model_name='opennesscheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rectify_by', None), ('sent_on', None)), models.Q(('rectify_by__gt', models.F('sent_on')), models.Q(('demands', ''), _negated=True)), _connector='OR'), name='opennesscheck_opinion_whole'),
        ),
        migrations.AddConstraint(
            model_name='opennesscheck',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_on', None), models.Q(('accepted_on__gte', models.F('answered_on')), ('answered_on__isnull', False)), _connector='OR'), name='opennesscheck_accepted_after'),
        ),
        migrations.AddConstraint(
            model_name='checkentry',
            constraint=models.UniqueConstraint(fields=('check_of', 'disclosure'), name='checkentry_once'),
        ),
        migrations.AddConstraint(
            model_name='checkentry',
            constraint=models.CheckConstraint(condition=models.Q(('problems', ''), models.Q(('found', ''), _negated=True), _connector='OR'), name='checkentry_says_what'),
        ),
        migrations.RunSQL(GUARDS + FACTS),
    ]
