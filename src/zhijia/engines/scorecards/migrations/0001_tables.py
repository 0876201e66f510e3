import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("scorecards", "0001_initial"), ("scorecards", "0004_samples")]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Sheet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="sheet", to="cases.case", verbose_name="事项")),
                        ("about", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="cases.case")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="organisation.union", verbose_name="工会")),
                        ("template", models.CharField(max_length=40, verbose_name="评分标准")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("purpose", models.CharField(choices=[("baseline", "基线"), ("rating", "年度评分")], max_length=8, verbose_name="用途")),
                        ("checker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="核查岗位")),
                        ("checker_union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="核查工会")),
                        (
                            "sample",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="scorecards.sample", verbose_name="抽查名单"),
                        ),
                        ("checked_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person")),
                        ("vetoes", models.JSONField(default=list, verbose_name="一票否决")),
                        ("total", models.PositiveSmallIntegerField(null=True, verbose_name="总分")),
                        ("grade", models.CharField(blank=True, max_length=20, verbose_name="等次")),
                        ("is_reached", models.BooleanField(null=True, verbose_name="达标")),
                        ("gain", models.SmallIntegerField(null=True, verbose_name="比基线提升")),
                        ("graded_on", models.DateField(null=True, verbose_name="评定日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "评分表",
                        "verbose_name_plural": "评分表",
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "template", "year", "purpose"), name="sheet_once", violation_error_message="这家工会当年的评分表已经建立。"),
                            models.CheckConstraint(condition=models.Q(("purpose__in", ["baseline", "rating"])), name="sheet_purpose_known"),
                            models.CheckConstraint(condition=models.Q(("total", None), ("total__lte", 100), _connector="OR"), name="sheet_total_within"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("graded_on", None), models.Q(("is_reached__isnull", False), ("total__isnull", False), models.Q(("grade", ""), _negated=True)), _connector="OR"
                                ),
                                name="sheet_graded_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("sheet", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="scorecards.sheet", verbose_name="评分表")),
                        ("item", models.CharField(max_length=40, verbose_name="评分项")),
                        ("stage", models.CharField(choices=[("self", "自评"), ("check", "核查"), ("review", "复核"), ("spot", "抽查")], max_length=6, verbose_name="环节")),
                        ("points", models.PositiveSmallIntegerField(verbose_name="得分")),
                        ("most", models.PositiveSmallIntegerField(verbose_name="满分")),
                        ("is_auto", models.BooleanField(default=False, verbose_name="自动计算")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                        ("scored_on", models.DateField(null=True, verbose_name="评分日期")),
                        ("recounted", models.PositiveSmallIntegerField(null=True, verbose_name="重新计算的得分")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "得分",
                        "verbose_name_plural": "得分",
                        "constraints": [
                            models.UniqueConstraint(fields=("sheet", "item", "stage"), name="score_once"),
                            models.CheckConstraint(condition=models.Q(("stage__in", ["self", "check", "review", "spot"])), name="score_stage_known"),
                            models.CheckConstraint(condition=models.Q(("points__lte", models.F("most"))), name="score_within_most", violation_error_message="得分不能超过满分。"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sample",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="抽查工会")),
                        ("template", models.CharField(max_length=40, verbose_name="评分标准")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("seed", models.BigIntegerField(verbose_name="随机种子")),
                        ("share", models.CharField(max_length=20, verbose_name="抽查比例")),
                        ("pool", models.JSONField(default=list, verbose_name="备选评分表")),
                        ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
                        ("drawn_by_label", models.CharField(max_length=200, verbose_name="抽取人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "抽查名单",
                        "verbose_name_plural": "抽查名单",
                    },
                ),
            ],
        ),
    ]
