import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("statistics", "0004_corrections")]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="市总工会")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("from_on", models.DateField(verbose_name="统计期自")),
                        ("to_on", models.DateField(verbose_name="统计期至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "统计年报",
                        "verbose_name_plural": "统计年报",
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "year"), name="survey_once", violation_error_message="这一年的统计年报已经布置。"),
                            models.CheckConstraint(condition=models.Q(("to_on__gt", models.F("from_on"))), name="survey_dates"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Return",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="stat_return", to="cases.case", verbose_name="事项")),
                        ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="statistics.survey", verbose_name="统计年报")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="填报工会")),
                        ("superior", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="汇总工会")),
                        ("form", models.CharField(choices=[("grassroots", "基层工会调查表"), ("above", "基层以上工会调查表")], max_length=10, verbose_name="表种")),
                        ("edition", models.CharField(max_length=8, verbose_name="表式版本")),
                        ("opened_on", models.DateField(verbose_name="布置日期")),
                        ("due_on", models.DateField(null=True, verbose_name="上报期限")),
                        ("handed_out_on", models.DateField(null=True, verbose_name="向下布置日期")),
                        ("handed_in_on", models.DateField(null=True, verbose_name="上报日期")),
                        ("accepted_on", models.DateField(null=True, verbose_name="审核日期")),
                        ("signer_label", models.CharField(blank=True, max_length=200, verbose_name="签发人")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                        ("sheet", models.JSONField(null=True, verbose_name="封存的报表")),
                        ("digest", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                        ("edited", models.PositiveSmallIntegerField(default=0, verbose_name="与系统不一致的项数")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "统计年报表",
                        "verbose_name_plural": "统计年报表",
                        "indexes": [models.Index(fields=["survey", "superior"], name="return_superior")],
                        "constraints": [
                            models.UniqueConstraint(fields=("survey", "union"), name="return_once"),
                            models.CheckConstraint(condition=models.Q(("form__in", ["grassroots", "above"])), name="return_form_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("digest", ""), ("handed_in_on", None), ("sheet", None)),
                                    models.Q(("digest__regex", "^[0-9a-f]{64}$"), ("handed_in_on__isnull", False), ("sheet__isnull", False)),
                                    _connector="OR",
                                ),
                                name="return_sealed_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Filling",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("stat_return", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="fillings", to="statistics.return", verbose_name="报表")),
                        ("cell", models.CharField(max_length=40, verbose_name="指标")),
                        ("value", models.BigIntegerField(null=True, verbose_name="填报")),
                        ("system", models.BigIntegerField(null=True, verbose_name="系统")),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                        ("filled_at", models.DateTimeField(verbose_name="填报时间")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="填报岗位")),
                        ("label", models.CharField(max_length=200, verbose_name="填报人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "填报值",
                        "verbose_name_plural": "填报值",
                        "indexes": [models.Index(fields=["stat_return", "id"], name="filling_return")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"), name="filling_not_negative"),
                            models.CheckConstraint(
                                condition=models.Q(("system", None), models.Q(("reason", ""), _negated=True), _connector="OR"), name="filling_override_has_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerSheet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("stat_return", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="formers", to="statistics.return", verbose_name="报表")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="版次")),
                        ("sheet", models.JSONField(verbose_name="封存的报表")),
                        ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                        ("signer_label", models.CharField(max_length=200, verbose_name="签发人")),
                        ("handed_in_on", models.DateField(verbose_name="上报日期")),
                        ("accepted_on", models.DateField(null=True, verbose_name="审核日期")),
                        ("replaced_on", models.DateField(verbose_name="更正日期")),
                        ("reason", models.CharField(max_length=500, verbose_name="更正理由")),
                        ("label", models.CharField(max_length=200, verbose_name="退回人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "旧版报表",
                        "verbose_name_plural": "旧版报表",
                        "constraints": [models.UniqueConstraint(fields=("stat_return", "version"), name="former_sheet_once")],
                    },
                ),
                migrations.CreateModel(
                    name="HandingOut",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("stat_return", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handings", to="statistics.return", verbose_name="报表")),
                        ("due_on", models.DateField(verbose_name="上报期限")),
                        ("total", models.PositiveIntegerField(verbose_name="应布置")),
                        ("done", models.PositiveIntegerField(verbose_name="已布置")),
                        ("runner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="办理账号")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="办理岗位")),
                        ("worked_at", models.DateTimeField(verbose_name="最近办理时间")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="办理完毕时间")),
                        ("problem", models.JSONField(default=list, verbose_name="中断原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "向下布置",
                        "verbose_name_plural": "向下布置",
                        "constraints": [models.UniqueConstraint(condition=models.Q(("finished_at", None)), fields=("stat_return",), name="handing_out_one_under_way")],
                    },
                ),
            ],
        ),
    ]
