import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("issues", "0001_initial"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Issue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="issue", to="cases.case", verbose_name="事项")),
                        ("source", models.CharField(max_length=40, verbose_name="来源")),
                        ("origin", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="raised_issues", to="cases.case", verbose_name="来源事项")),
                        ("handled_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="办理工会")),
                        ("text", models.TextField(max_length=2000, verbose_name="问题")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("founding", "组建换届"),
                                    ("funds", "经费"),
                                    ("congress", "职代会"),
                                    ("contract", "集体合同"),
                                    ("wages", "欠薪社保"),
                                    ("safety", "安全卫生"),
                                    ("relief", "帮扶"),
                                    ("premises", "活动阵地"),
                                    ("training", "培训"),
                                    ("business", "企业经营"),
                                    ("other", "其他"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("level", models.CharField(choices=[("spot", "可现场解决"), ("own", "本级部门"), ("higher", "提请上级或者外部门")], default="own", max_length=8, verbose_name="层级")),
                        ("found_on", models.DateField(verbose_name="发现日期")),
                        ("standard", models.TextField(blank=True, max_length=1000, verbose_name="办结标准")),
                        ("owner", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="owned_issues", to="organisation.post", verbose_name="责任岗位")),
                        ("owner_label", models.CharField(blank=True, max_length=200, verbose_name="责任岗位名称")),
                        ("measure", models.TextField(blank=True, max_length=2000, verbose_name="措施")),
                        ("due_on", models.DateField(null=True, verbose_name="办结期限")),
                        ("plan", models.TextField(blank=True, max_length=2000, verbose_name="长期推进计划")),
                        ("receiver", models.CharField(blank=True, max_length=120, verbose_name="提请单位")),
                        ("result", models.TextField(blank=True, max_length=2000, verbose_name="办理结果")),
                        ("evidence", models.PositiveSmallIntegerField(default=0, verbose_name="佐证材料件数")),
                        ("claimed_on", models.DateField(null=True, verbose_name="报告办结日期")),
                        ("claimed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person")),
                        ("verified_on", models.DateField(null=True, verbose_name="工会验收日期")),
                        ("reply", models.TextField(blank=True, max_length=2000, verbose_name="答复工会")),
                        ("closed_on", models.DateField(null=True, verbose_name="销号日期")),
                        ("closed_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post")),
                        ("reopened", models.PositiveSmallIntegerField(default=0, verbose_name="重开次数")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "问题",
                        "verbose_name_plural": "问题",
                        "indexes": [models.Index(fields=["path", "due_on"], name="issue_path_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("category__in", ["founding", "funds", "congress", "contract", "wages", "safety", "relief", "premises", "training", "business", "other"])),
                                name="issue_category_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("level__in", ["spot", "own", "higher"])), name="issue_level_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    models.Q(("closed_by__isnull", False), ("evidence__gt", 0), ("verified_on__isnull", False), models.Q(("reply", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="issue_closed_when_done",
                                violation_error_message="销号要有佐证材料、工会验收和给工会的答复。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closed_by", None), ("owner", None), models.Q(("closed_by", models.F("owner")), _negated=True), _connector="OR"),
                                name="issue_not_closed_by_owner",
                                violation_error_message="责任岗位不能给自己办理的问题销号。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueNote",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="issues.issue", verbose_name="问题")),
                        ("noted_on", models.DateField(verbose_name="日期")),
                        ("text", models.TextField(max_length=2000, verbose_name="进展")),
                        ("by_label", models.CharField(max_length=120, verbose_name="登记人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "问题进展",
                        "verbose_name_plural": "问题进展",
                    },
                ),
            ],
        ),
    ]
