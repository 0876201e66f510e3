import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("public_notices", "0001_initial")]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="PublicNotice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="public_notice", to="cases.case", verbose_name="事项")),
                        ("kind", models.CharField(max_length=40, verbose_name="公示类别")),
                        ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="public_notices", to="cases.case", verbose_name="所属事项")),
                        ("parameter", models.CharField(max_length=120, verbose_name="法定参数")),
                        ("text", models.TextField(max_length=4000, verbose_name="公示内容")),
                        ("masked_text", models.TextField(max_length=4000, verbose_name="张贴的文字")),
                        ("places", models.TextField(blank=True, max_length=500, verbose_name="公示地点")),
                        ("posted_on", models.DateField(null=True, verbose_name="张贴日期")),
                        ("closed_on", models.DateField(null=True, verbose_name="结束日期")),
                        ("result", models.TextField(blank=True, max_length=1000, verbose_name="公示结果")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "公示",
                        "verbose_name_plural": "公示",
                        "indexes": [models.Index(fields=["about", "kind"], name="publicnotice_about")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closed_on", None), ("posted_on", None), ("closed_on__gte", models.F("posted_on")), _connector="OR"),
                                name="publicnotice_days",
                                violation_error_message="结束日期不能早于张贴日期。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeSubject",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("notice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="public_notices.publicnotice", verbose_name="公示")),
                        ("name", models.CharField(max_length=60, verbose_name="姓名")),
                        ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "公示对象",
                        "verbose_name_plural": "公示对象",
                    },
                ),
                migrations.CreateModel(
                    name="NoticeObjection",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "notice",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="public_notices.publicnotice", verbose_name="公示"),
                        ),
                        (
                            "about",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="public_notices.noticesubject", verbose_name="针对"),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="异议")),
                        ("by_label", models.CharField(blank=True, max_length=120, verbose_name="提出人")),
                        ("by_person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="职工")),
                        ("received_on", models.DateField(verbose_name="收到日期")),
                        ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                        ("is_upheld", models.BooleanField(null=True, verbose_name="异议成立")),
                        ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                        (
                            "answered_by",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="答复人"),
                        ),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "公示异议",
                        "verbose_name_plural": "公示异议",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_on", None), ("is_upheld", None)),
                                    models.Q(("answered_on__isnull", False), ("is_upheld__isnull", False), models.Q(("answer", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="noticeobjection_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by_person", None), ("answered_by", None), models.Q(("by_person", models.F("answered_by")), _negated=True), _connector="OR"),
                                name="noticeobjection_not_by_oneself",
                                violation_error_message="提出异议的人不能自己答复。",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
