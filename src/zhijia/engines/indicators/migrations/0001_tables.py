import django.db.models.constraints
import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("indicators", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Family",
                    fields=[
                        ("name", models.CharField(max_length=24, primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "指标来源",
                        "verbose_name_plural": "指标来源",
                    },
                ),
                migrations.CreateModel(
                    name="Rollup",
                    fields=[
                        ("pk", models.CompositePrimaryKey("indicator", "part", "path", "changes_on", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("indicator", models.CharField(max_length=60)),
                        ("part", models.CharField(max_length=1)),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", db_comment="derived", editable=False, max_length=80)),
                        ("changes_on", models.DateField()),
                        ("amount", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "指标汇总",
                        "verbose_name_plural": "指标汇总",
                    },
                ),
                migrations.CreateModel(
                    name="Declared",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
                        ("definition", models.CharField(max_length=500, verbose_name="口径")),
                        ("unit", models.CharField(max_length=12, verbose_name="单位")),
                        ("goal", models.CharField(blank=True, max_length=40, verbose_name="目标")),
                        ("is_ratio", models.BooleanField(default=False, verbose_name="比率")),
                        ("is_less_better", models.BooleanField(default=False, verbose_name="越少越好")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="设立工会")),
                        ("created_at", models.DateTimeField(verbose_name="设立时间")),
                        ("closed_on", models.DateField(null=True, verbose_name="停用日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "申报指标",
                        "verbose_name_plural": "申报指标",
                        "constraints": [models.UniqueConstraint(fields=("union", "name"), name="declared_name_unique")],
                    },
                ),
                migrations.CreateModel(
                    name="Delta",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("indicator", models.CharField(max_length=60)),
                        ("part", models.CharField(max_length=1)),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", db_comment="derived", editable=False, max_length=80)),
                        ("changes_on", models.DateField()),
                        ("amount", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "待汇总变动",
                        "verbose_name_plural": "待汇总变动",
                        "indexes": [models.Index(fields=["indicator", "part", "path"], name="delta_range")],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("declared", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="indicators.declared", verbose_name="申报指标")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="填报工会")),
                        ("period_from", models.DateField(verbose_name="期间自")),
                        ("period_to", models.DateField(verbose_name="期间至")),
                        ("as_of_on", models.DateField(verbose_name="数据截至")),
                        ("value", models.BigIntegerField(verbose_name="数值")),
                        ("total", models.BigIntegerField(null=True, verbose_name="总数")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="更正理由")),
                        ("evidence_name", models.CharField(max_length=200, verbose_name="佐证文件名")),
                        ("evidence_sha256", models.CharField(max_length=64, verbose_name="佐证摘要")),
                        ("entered_at", models.DateTimeField(verbose_name="填报时间")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="填报人")),
                        ("entered_by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="填报岗位")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "填报",
                        "verbose_name_plural": "填报",
                        "indexes": [models.Index(fields=["union", "declared", "period_from", "as_of_on", "id"], name="entry_series"), models.Index(fields=["path", "declared"], name="entry_path")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("period_to__gte", models.F("period_from"))), name="entry_period_order"),
                            models.CheckConstraint(
                                condition=models.Q(("as_of_on__gte", models.F("period_from")), ("as_of_on__lte", models.F("period_to"))),
                                name="entry_within_period",
                                violation_error_message="数据截至日期必须在期间之内。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0), models.Q(("total", None), ("total__gte", models.F("value")), _connector="OR")),
                                name="entry_part_within_total",
                                violation_error_message="数值不能为负，也不能大于总数。",
                            ),
                            models.CheckConstraint(condition=models.Q(("evidence_sha256__regex", "^[0-9a-f]{64}$")), name="entry_has_evidence"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("family", models.CharField(max_length=24, verbose_name="来源")),
                        ("indicator", models.CharField(max_length=60, verbose_name="指标")),
                        ("part", models.CharField(choices=[("n", "分子"), ("d", "分母"), ("r", "报送")], max_length=1, verbose_name="部分")),
                        ("subject_id", models.BigIntegerField(verbose_name="对象")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", db_comment="derived", editable=False, max_length=80, verbose_name="路径")),
                        ("value", models.BigIntegerField(verbose_name="数值")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                    ],
                    options={
                        "verbose_name": "指标事实",
                        "verbose_name_plural": "指标事实",
                        "indexes": [models.Index(fields=["indicator", "part", "path", "subject_id"], include=("value", "from_on", "to_on"), name="fact_list")],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"], fields=("family", "subject_id", "indicator", "part", "from_on"), name="fact_counts_once"
                            ),
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"), name="fact_dates"),
                            models.CheckConstraint(condition=models.Q(("part__in", ["n", "d", "r"])), name="fact_part_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RollupStart",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("opened_on", models.DateField(verbose_name="起始日")),
                    ],
                    options={
                        "verbose_name": "汇总起始日",
                        "verbose_name_plural": "汇总起始日",
                        "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="rollupstart_one_row")],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("occasion", models.CharField(max_length=60, verbose_name="事由")),
                        ("indicator", models.CharField(max_length=60, verbose_name="指标")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="口径版本")),
                        ("part", models.CharField(choices=[("n", "分子"), ("d", "分母"), ("r", "报送")], max_length=1, verbose_name="部分")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", editable=False, max_length=80, verbose_name="路径")),
                        ("counted_on", models.DateField(verbose_name="统计日")),
                        ("value", models.BigIntegerField(verbose_name="数值")),
                        ("frozen_at", models.DateTimeField(verbose_name="封存时间")),
                    ],
                    options={
                        "verbose_name": "封存值",
                        "verbose_name_plural": "封存值",
                        "constraints": [
                            models.UniqueConstraint(fields=("occasion", "indicator", "part", "path"), name="snapshot_once"),
                            models.CheckConstraint(condition=models.Q(("part__in", ["n", "d", "r"])), name="snapshot_part_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Threshold",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=60, verbose_name="代码")),
                        ("parameter", models.CharField(max_length=120, verbose_name="法定参数")),
                        ("value", models.BigIntegerField(verbose_name="数值")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                    ],
                    options={
                        "verbose_name": "指标阈值",
                        "verbose_name_plural": "指标阈值",
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "from_on"), name="threshold_once"),
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"), name="threshold_dates"),
                        ],
                    },
                ),
            ],
        ),
    ]
