import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("visits", "0001_initial"),
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
                    name="Visit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="visit", to="cases.case", verbose_name="事项")),
                        ("kind", models.CharField(max_length=40, verbose_name="走访类别")),
                        ("client_id", models.UUIDField(editable=False, unique=True)),
                        ("about", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="cases.case", verbose_name="所属事项")),
                        ("visitor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="organisation.post", verbose_name="走访岗位")),
                        ("visitor_union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="走访单位")),
                        ("visitor_label", models.CharField(max_length=200, verbose_name="走访人")),
                        ("companions", models.CharField(blank=True, max_length=200, verbose_name="同行人员")),
                        ("visited_on", models.DateField(verbose_name="走访日期")),
                        ("answers", models.JSONField(default=dict, verbose_name="走访内容")),
                        ("confirmed_on", models.DateField(null=True, verbose_name="工会确认日期")),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="撤回日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "走访",
                        "verbose_name_plural": "走访",
                        "indexes": [models.Index(fields=["path", "visited_on"], name="visit_path_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("confirmed_on", None), ("confirmed_on__gte", models.F("visited_on")), _connector="OR"),
                                name="visit_confirmed_after",
                                violation_error_message="确认日期不能早于走访日期。",
                            ),
                            models.CheckConstraint(condition=models.Q(("confirmed_on", None), ("withdrawn_on", None), _connector="OR"), name="visit_counts_or_is_withdrawn"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Talk",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("visit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="talks", to="visits.visit", verbose_name="走访")),
                        ("about", models.CharField(blank=True, max_length=60, verbose_name="岗位或者工种")),
                        ("said", models.TextField(max_length=1000, verbose_name="反映的情况")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "谈话",
                        "verbose_name_plural": "谈话",
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("visit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="visits.visit", verbose_name="走访")),
                        ("text", models.CharField(max_length=300, verbose_name="承诺事项")),
                        ("due_on", models.DateField(verbose_name="期限")),
                        ("done_on", models.DateField(null=True, verbose_name="办结日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "承诺",
                        "verbose_name_plural": "承诺",
                    },
                ),
                migrations.CreateModel(
                    name="PlannedVisit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("about", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="planned_visits", to="cases.case", verbose_name="所属事项")),
                        ("kind", models.CharField(max_length=40, verbose_name="走访类别")),
                        ("visitor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="走访岗位")),
                        ("visitor_label", models.CharField(max_length=200, verbose_name="走访岗位名称")),
                        ("from_on", models.DateField(verbose_name="自")),
                        ("due_on", models.DateField(verbose_name="期限")),
                        ("visit", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="visits.visit")),
                        ("dropped_on", models.DateField(null=True, verbose_name="取消日期")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "走访计划",
                        "verbose_name_plural": "走访计划",
                        "indexes": [models.Index(fields=["visitor", "due_on"], name="plannedvisit_visitor")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("due_on__gte", models.F("from_on"))), name="plannedvisit_dates"),
                            models.UniqueConstraint(fields=("about", "visitor", "from_on", "due_on"), name="plannedvisit_once", nulls_distinct=False),
                        ],
                    },
                ),
            ],
        ),
    ]
