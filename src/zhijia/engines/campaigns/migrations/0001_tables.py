import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("campaigns", "0001_initial"),
        ("campaigns", "0004_noted"),
        ("campaigns", "0005_opened"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
        ("organisation", "__first__"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Campaign",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=40, verbose_name="类别")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="组织工会")),
                        ("from_on", models.DateField(verbose_name="开始日期")),
                        ("to_on", models.DateField(verbose_name="结束日期")),
                        ("criteria", models.JSONField(default=dict, verbose_name="选择条件")),
                        ("drafted_at", models.DateTimeField(verbose_name="拟定时间")),
                        ("drafted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="拟定岗位")),
                        ("started_at", models.DateTimeField(null=True, verbose_name="开始办理时间")),
                        ("started_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="办理岗位")),
                        ("runner", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="办理账号")),
                        ("worked_at", models.DateTimeField(null=True, verbose_name="最近办理时间")),
                        ("finished_at", models.DateTimeField(null=True, verbose_name="办理完毕时间")),
                        ("problem", models.JSONField(default=list, verbose_name="中断原因")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "集中行动",
                        "verbose_name_plural": "集中行动",
                        "indexes": [
                            models.Index(fields=["path", "kind", "-id"], name="campaign_newest"),
                            models.Index(condition=models.Q(("finished_at", None), ("started_at__isnull", False)), fields=["worked_at"], name="campaign_under_way"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "kind", "name"), name="campaign_name_once", violation_error_message="已有同名的行动，请换一个名称。"),
                            models.CheckConstraint(condition=models.Q(("to_on__gte", models.F("from_on"))), name="campaign_period_order", violation_error_message="结束日期不能早于开始日期。"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at", None), ("runner", None), ("started_at", None), ("started_by", None)),
                                    models.Q(("runner__isnull", False), ("started_at__isnull", False), ("started_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="campaign_started_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("campaign", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="campaigns.campaign", verbose_name="集中行动")),
                        ("enterprise", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位")),
                        ("cadre", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="跟进岗位")),
                        (
                            "result",
                            models.CharField(
                                choices=[("waiting", "待办理"), ("made", "已发出"), ("noted", "已登记"), ("opened", "已立项"), ("already", "已在办理"), ("refused", "未办成")],
                                default="waiting",
                                max_length=8,
                                verbose_name="结果",
                            ),
                        ),
                        ("reasons", models.JSONField(default=list, verbose_name="原因")),
                        ("case", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case", verbose_name="事项")),
                        ("done_at", models.DateTimeField(null=True, verbose_name="办理时间")),
                        ("reminded_on", models.DateField(null=True, verbose_name="最近催促日期")),
                        ("times_reminded", models.PositiveSmallIntegerField(default=0, verbose_name="催促次数")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="用人单位路径")),
                    ],
                    options={
                        "verbose_name": "行动对象",
                        "verbose_name_plural": "行动对象",
                        "indexes": [models.Index(fields=["campaign", "result", "path", "id"], name="target_by_place"), models.Index(fields=["campaign", "cadre"], name="target_by_cadre")],
                        "constraints": [
                            models.UniqueConstraint(fields=("campaign", "enterprise"), name="target_once"),
                            models.UniqueConstraint(condition=models.Q(("result", "made")), fields=("case",), name="target_made_one_case"),
                            models.CheckConstraint(condition=models.Q(("result__in", ["waiting", "made", "noted", "opened", "already", "refused"])), name="target_result_known"),
                            models.CheckConstraint(condition=models.Q(models.Q(("result", "made"), _negated=True), ("case__isnull", False), _connector="OR"), name="target_made_has_its_case"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("result", "refused"), _negated=True), models.Q(("reasons", []), _negated=True), _connector="OR"), name="target_refused_has_a_reason"
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
