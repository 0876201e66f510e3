import django.db.models.deletion
import uuid
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("contacts", "0001_initial"), ("contacts", "0004_opinions"), ("contacts", "0004_quotas")]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Pair",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="pair", to="cases.case", verbose_name="事项")),
                        ("programme", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pairs", to="contacts.pairprogramme", verbose_name="百千工程")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pairs", to="organisation.union", verbose_name="企业工会")),
                        ("federation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="总工会")),
                        ("level", models.CharField(choices=[("city", "市级挂钩"), ("county", "县级挂钩")], max_length=6, verbose_name="层级")),
                        ("cadre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pairs", to="organisation.post", verbose_name="挂钩干部")),
                        ("cadre_label", models.CharField(max_length=200, verbose_name="挂钩干部名称")),
                        ("leader", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="挂钩领导")),
                        ("leader_label", models.CharField(blank=True, max_length=200, verbose_name="挂钩领导名称")),
                        ("reasons", models.JSONField(default=list, verbose_name="理由")),
                        ("from_on", models.DateField(null=True, verbose_name="自")),
                        ("to_on", models.DateField(null=True, verbose_name="至")),
                        ("evaluation", models.TextField(blank=True, max_length=2000, verbose_name="年终评估")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "挂钩",
                        "verbose_name_plural": "挂钩",
                        "indexes": [models.Index(fields=["cadre", "to_on"], name="pair_cadre")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("level__in", ["city", "county"])), name="pair_level_known"),
                            models.UniqueConstraint(
                                condition=models.Q(("from_on__isnull", False), ("to_on", None)),
                                fields=("union", "level"),
                                name="pair_one_stands",
                                violation_error_message="这家企业工会在这一层级已经有挂钩干部。",
                            ),
                            models.UniqueConstraint(condition=models.Q(("to_on", None)), fields=("programme", "union", "level"), name="pair_once_in_programme"),
                            models.CheckConstraint(condition=models.Q(("to_on", None), ("from_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"), name="pair_dates"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpinionGiven",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("pair", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="opinion_given", to="contacts.pair", verbose_name="挂钩")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "已评价",
                        "verbose_name_plural": "已评价",
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("pair", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="contacts.pair", verbose_name="挂钩")),
                        ("from_cadre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="原挂钩干部")),
                        ("to_cadre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="新挂钩干部")),
                        ("to_label", models.CharField(max_length=200, verbose_name="新挂钩干部名称")),
                        ("reason", models.CharField(max_length=300, verbose_name="交接原因")),
                        ("note", models.TextField(max_length=2000, verbose_name="交接说明")),
                        ("handed_on", models.DateField(verbose_name="交接日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "交接",
                        "verbose_name_plural": "交接",
                    },
                ),
                migrations.CreateModel(
                    name="PairProgramme",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="市总工会")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("target_total", models.PositiveIntegerField(verbose_name="挂钩企业工会总数")),
                        ("target_city", models.PositiveIntegerField(verbose_name="其中市级挂钩")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "百千工程",
                        "verbose_name_plural": "百千工程",
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "year"), name="pairprogramme_once", violation_error_message="这一年的方案已经建立。"),
                            models.CheckConstraint(
                                condition=models.Q(("target_city__lte", models.F("target_total"))),
                                name="pairprogramme_city_within",
                                violation_error_message="市级挂钩数不能超过总数。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ("programme", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.pairprogramme", verbose_name="百千工程")),
                        ("federation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="总工会")),
                        ("cadre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="挂钩干部")),
                        ("points", models.PositiveSmallIntegerField(verbose_name="评分")),
                    ],
                    options={
                        "verbose_name": "基层评价",
                        "verbose_name_plural": "基层评价",
                        "constraints": [models.CheckConstraint(condition=models.Q(("points__range", (1, 5))), name="opinion_points_known")],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "programme",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="contacts.pairprogramme", verbose_name="百千工程"),
                        ),
                        ("federation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="总工会")),
                        ("level", models.CharField(choices=[("city", "市级挂钩"), ("county", "县级挂钩")], max_length=6, verbose_name="层级")),
                        ("count", models.PositiveIntegerField(verbose_name="家数")),
                        ("seed", models.BigIntegerField(verbose_name="随机种子")),
                        ("shortfalls", models.JSONField(default=list, verbose_name="没有满足的要求")),
                        ("made_at", models.DateTimeField(verbose_name="生成时间")),
                        ("made_by_label", models.CharField(max_length=160, verbose_name="生成人")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="采用时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "分配方案",
                        "verbose_name_plural": "分配方案",
                    },
                ),
                migrations.CreateModel(
                    name="ProposedPair",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("proposal", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="contacts.proposal", verbose_name="分配方案")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="企业工会")),
                        ("cadre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="挂钩干部")),
                        ("reasons", models.JSONField(default=list, verbose_name="理由")),
                        ("is_changed", models.BooleanField(default=False, verbose_name="人工调整")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "拟挂钩",
                        "verbose_name_plural": "拟挂钩",
                        "constraints": [models.UniqueConstraint(fields=("proposal", "union"), name="proposedpair_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Quota",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("programme", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="quotas", to="contacts.pairprogramme", verbose_name="百千工程")),
                        ("federation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="总工会")),
                        ("count", models.PositiveIntegerField(verbose_name="挂钩家数")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "县级任务数",
                        "verbose_name_plural": "县级任务数",
                        "constraints": [models.UniqueConstraint(fields=("programme", "federation"), name="quota_once")],
                    },
                ),
            ],
        ),
    ]
