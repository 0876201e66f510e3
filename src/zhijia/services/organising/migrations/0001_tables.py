import django.db.models.deletion
import zhijia.lib.masks
import zhijia.organisation.models.unions
import zhijia.organisation.protection.fields
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organising", "0005_applications"),
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
                    name="Application",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="application", to="cases.case", verbose_name="事项")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="受理工会")),
                        ("union_name", models.CharField(max_length=120, verbose_name="受理工会名称")),
                        ("channel", models.CharField(choices=[("paper", "纸质申请，由工会录入"), ("account", "本人账号申请"), ("visitor", "网上申请，没有账号")], max_length=7, verbose_name="途径")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        (
                            "id_kind",
                            models.CharField(
                                blank=True,
                                choices=[("resident", "居民身份证"), ("passport", "护照"), ("permit", "港澳台居民居住证"), ("foreigner", "外国人永久居留身份证"), ("military", "军人证件")],
                                max_length=10,
                                verbose_name="证件类型",
                            ),
                        ),
                        ("id_number", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_id_number, verbose_name="证件号码")),
                        ("id_index", models.BinaryField(max_length=32, null=True)),
                        ("phone", zhijia.organisation.protection.fields.SealedField(mask=zhijia.lib.masks.mask_phone, verbose_name="手机号码")),
                        ("employer", models.CharField(blank=True, max_length=120, verbose_name="工作单位")),
                        ("enterprise", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.enterprise", verbose_name="用人单位")),
                        ("token", models.CharField(blank=True, editable=False, max_length=43)),
                        ("applied_on", models.DateField(verbose_name="申请日期")),
                        ("contacted_on", models.DateField(null=True, verbose_name="联系日期")),
                        ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                        ("is_approved", models.BooleanField(null=True, verbose_name="同意")),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                        ("former", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="原工会")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "入会、转会申请",
                        "verbose_name_plural": "入会、转会申请",
                        "indexes": [models.Index(fields=["path", "id"], name="application_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("token", ""), _negated=True), fields=("token",), name="application_token"),
                            models.UniqueConstraint(condition=models.Q(("decided_on", None), models.Q(("person", None), _negated=True)), fields=("person",), name="application_one_open"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("is_approved", None)),
                                    models.Q(("decided_on__isnull", False), ("id_index", None), ("id_number", None), ("is_approved__isnull", False), ("phone", None)),
                                    _connector="OR",
                                ),
                                name="application_decided_whole",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
