import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0004_extensions"),
        ("plans", "0007_closing"),
        ("plans", "0009_supervision"),
        ("plans", "0012_late_tasks"),
        ("plans", "0013_holders"),
        ("plans", "0014_planned_dates"),
        ("plans", "0016_stages"),
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
                    name="PlanDocument",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="发文工会")),
                        ("title", models.CharField(max_length=200, verbose_name="标题")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("half", models.CharField(blank=True, choices=[("", "全年"), ("h1", "上半年"), ("h2", "下半年")], max_length=2, verbose_name="期间")),
                        ("issuer", models.CharField(blank=True, max_length=120, verbose_name="发文单位")),
                        ("doc_number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                        ("distribution", models.JSONField(default=list, verbose_name="印发范围")),
                        ("filename", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("text", models.TextField(verbose_name="原文")),
                        ("state", models.CharField(choices=[("review", "审阅中"), ("published", "已发布"), ("closed", "已结束")], default="review", max_length=10, verbose_name="状态")),
                        ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                        ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="上传岗位")),
                        ("published_at", models.DateTimeField(null=True, verbose_name="发布时间")),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                        ("frozen_hash", models.CharField(blank=True, max_length=64, verbose_name="定稿摘要")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "计划文件",
                        "verbose_name_plural": "计划文件",
                        "indexes": [models.Index(fields=["path", "-year", "id"], name="plan_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("state", "review")), fields=("union", "sha256"), name="plan_once_under_review"),
                            models.CheckConstraint(condition=models.Q(("half__in", ["", "h1", "h2"])), name="plan_half_known"),
                            models.CheckConstraint(condition=models.Q(("year__gte", 1990), ("year__lte", 2100)), name="plan_year_range"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at", None), ("state", "review")), models.Q(models.Q(("state", "review"), _negated=True), ("published_at__isnull", False)), _connector="OR"
                                ),
                                name="plan_published_has_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")), models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)), _connector="OR"
                                ),
                                name="plan_closed_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanNode",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="plans.plandocument", verbose_name="计划")),
                        ("parent", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="children", to="plans.plannode", verbose_name="上级")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("heading", "标题"), ("item", "分项"), ("task", "任务"), ("target", "目标值"), ("deadline", "时限"), ("owner", "责任单位")], max_length=8, verbose_name="类别"
                            ),
                        ),
                        ("position", models.IntegerField(verbose_name="次序")),
                        ("start", models.PositiveIntegerField(verbose_name="起")),
                        ("end", models.PositiveIntegerField(verbose_name="止")),
                        ("text", models.TextField(verbose_name="文字")),
                        ("attributes", models.JSONField(default=dict, verbose_name="内容")),
                        ("doubts", models.JSONField(default=list, verbose_name="存疑")),
                        ("is_accepted", models.BooleanField(default=False, verbose_name="已确认")),
                        ("is_deleted", models.BooleanField(default=False, verbose_name="已删除")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "计划节点",
                        "verbose_name_plural": "计划节点",
                        "indexes": [models.Index(fields=["plan", "position", "id"], name="node_order")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("end__gte", models.F("start"))), name="node_span"),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["heading", "item", "task", "target", "deadline", "owner"])), name="node_kind_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanOperation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="operations", to="plans.plandocument", verbose_name="计划")),
                        ("seq", models.PositiveIntegerField(verbose_name="序号")),
                        ("verb", models.CharField(max_length=10, verbose_name="动作")),
                        ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="操作人")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="岗位")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("changes", models.JSONField(verbose_name="改动")),
                        ("undoes", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="plans.planoperation", verbose_name="撤回")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "修改记录",
                        "verbose_name_plural": "修改记录",
                        "constraints": [models.UniqueConstraint(fields=("plan", "seq"), name="operation_order")],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="task", to="cases.case", verbose_name="事项")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.plandocument", verbose_name="计划")),
                        ("node", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="task", to="plans.plannode", verbose_name="出处")),
                        ("goal", models.CharField(blank=True, choices=[("development", "服务发展"), ("harmony", "建设和谐"), ("protection", "维护职工")], max_length=12, verbose_name="目标")),
                        ("measure", models.CharField(blank=True, max_length=200, verbose_name="措施")),
                        ("requirement", models.TextField(verbose_name="具体要求")),
                        ("standard", models.TextField(blank=True, verbose_name="完成标准")),
                        ("starts_on", models.DateField(verbose_name="启动")),
                        ("planned_due_on", models.DateField(null=True, verbose_name="计划时限")),
                        ("due_on", models.DateField(null=True, verbose_name="完成时限")),
                        ("original_due_on", models.DateField(null=True, verbose_name="原定时限")),
                        ("assigner", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="交办岗位")),
                        ("lead", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="led_tasks", to="organisation.post", verbose_name="牵头岗位")),
                        ("lead_union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="牵头单位")),
                        ("lead_label", models.CharField(blank=True, max_length=200, verbose_name="牵头岗位全称")),
                        ("leader", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="牵头领导")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="接受时间")),
                        ("reported_at", models.DateTimeField(null=True, verbose_name="最近进展")),
                        ("done_on", models.DateField(null=True, verbose_name="完成日")),
                        ("supervised_on", models.DateField(null=True, verbose_name="督办日")),
                        (
                            "supervision",
                            models.CharField(
                                blank=True,
                                choices=[("document", "文件"), ("minutes", "会议纪要"), ("urgent_note", "领导批示（紧急）"), ("note", "领导批示（一般）"), ("difficult_note", "领导批示（复杂疑难）")],
                                max_length=16,
                                verbose_name="督办来源",
                            ),
                        ),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "任务",
                        "verbose_name_plural": "任务",
                        "indexes": [
                            models.Index(fields=["path", "due_on", "id"], name="task_path"),
                            models.Index(fields=["plan", "id"], name="task_plan"),
                            models.Index(fields=["due_on", "id"], name="task_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_on", None), ("due_on__gte", models.F("starts_on")), _connector="OR"), name="task_dates", violation_error_message="完成时限不能早于启动日期。"
                            ),
                            models.CheckConstraint(condition=models.Q(("goal__in", ["development", "harmony", "protection", ""])), name="task_goal_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("supervised_on", None), ("supervision", "")),
                                    models.Q(("supervised_on__isnull", False), ("supervision__in", ["document", "minutes", "urgent_note", "note", "difficult_note"])),
                                    _connector="OR",
                                ),
                                name="task_supervised_has_source_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lead", None), ("due_on__isnull", False), _connector="OR"), name="task_assigned_has_a_date", violation_error_message="交办任务必须写明完成时限。"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="plans.plandocument", verbose_name="计划")),
                        ("node", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="target", to="plans.plannode", verbose_name="出处")),
                        ("task", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="plans.task", verbose_name="任务")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="承诺工会")),
                        ("goal", models.CharField(choices=[("development", "服务发展"), ("harmony", "建设和谐"), ("protection", "维护职工")], max_length=12, verbose_name="目标")),
                        ("name", models.CharField(max_length=120, verbose_name="名称")),
                        ("indicator", models.CharField(max_length=80, verbose_name="指标")),
                        ("value", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="目标值")),
                        ("value_max", models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="上限")),
                        ("baseline", models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="基数")),
                        ("unit", models.CharField(max_length=12, verbose_name="单位")),
                        ("comparator", models.CharField(choices=[(">=", "不少于"), ("<=", "不超过"), ("=", "达到"), ("~", "约"), ("range", "区间")], default=">=", max_length=5, verbose_name="比较")),
                        ("per", models.CharField(blank=True, max_length=20, verbose_name="每")),
                        ("period_from", models.DateField(verbose_name="自")),
                        ("period_to", models.DateField(verbose_name="至")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "目标值",
                        "verbose_name_plural": "目标值",
                        "indexes": [models.Index(fields=["plan", "goal", "id"], name="target_plan")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("period_to__gte", models.F("period_from"))), name="target_period"),
                            models.CheckConstraint(condition=models.Q(("value_max", None), ("value_max__gte", models.F("value")), _connector="OR"), name="target_range_order"),
                            models.CheckConstraint(condition=models.Q(("goal__in", ["development", "harmony", "protection"])), name="target_goal_known"),
                            models.CheckConstraint(condition=models.Q(("comparator__in", [">=", "<=", "=", "~", "range"])), name="target_comparator_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskExtension",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("task", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="plans.task", verbose_name="任务")),
                        ("old_due_on", models.DateField(verbose_name="原时限")),
                        ("wanted_on", models.DateField(verbose_name="申请延至")),
                        ("reason", models.CharField(max_length=500, verbose_name="理由")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        ("asked_by", models.CharField(max_length=200, verbose_name="申请人")),
                        ("asked_by_person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="申请人员")),
                        (
                            "state",
                            models.CharField(choices=[("asked", "待批"), ("granted", "准予延期"), ("refused", "不予延期"), ("lapsed", "不再需要")], default="asked", max_length=8, verbose_name="结果"),
                        ),
                        ("new_due_on", models.DateField(null=True, verbose_name="延至")),
                        ("decided_on", models.DateField(null=True, verbose_name="批复日")),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="批复人")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="批复意见")),
                    ],
                    options={
                        "verbose_name": "延期",
                        "verbose_name_plural": "延期",
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("state", "asked")), fields=("task",), name="extension_one_open_per_task"),
                            models.CheckConstraint(condition=models.Q(("state__in", ["asked", "granted", "refused", "lapsed"])), name="extension_state_known"),
                            models.CheckConstraint(condition=models.Q(("wanted_on__gt", models.F("old_due_on"))), name="extension_moves_later"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("new_due_on__gt", models.F("old_due_on")), ("state", "granted")),
                                    models.Q(models.Q(("state", "granted"), _negated=True), ("new_due_on", None)),
                                    _connector="OR",
                                ),
                                name="extension_granted_has_a_later_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("state", "asked")), models.Q(models.Q(("state", "asked"), _negated=True), ("decided_on__isnull", False)), _connector="OR"
                                ),
                                name="extension_decided_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskReport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("task", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.task", verbose_name="任务")),
                        ("text", models.TextField(verbose_name="进展情况")),
                        ("problems", models.TextField(blank=True, verbose_name="存在问题")),
                        ("next_step", models.TextField(blank=True, verbose_name="下步打算")),
                        ("reported_at", models.DateTimeField(verbose_name="报告时间")),
                        ("reporter", models.CharField(max_length=200, verbose_name="报告人")),
                        ("reporter_person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="报告人员")),
                        ("is_final", models.BooleanField(default=False, verbose_name="办结报告")),
                    ],
                    options={
                        "verbose_name": "进展",
                        "verbose_name_plural": "进展",
                    },
                ),
                migrations.CreateModel(
                    name="TaskStage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="plans.task", verbose_name="任务")),
                        ("name", models.CharField(max_length=120, verbose_name="内容")),
                        ("due_on", models.DateField(verbose_name="时限")),
                        ("reached_on", models.DateField(null=True, verbose_name="完成日")),
                    ],
                    options={
                        "verbose_name": "阶段节点",
                        "verbose_name_plural": "阶段节点",
                        "constraints": [models.UniqueConstraint(fields=("task", "due_on", "name"), name="taskstage_once")],
                    },
                ),
                migrations.CreateModel(
                    name="TaskSupport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="plans.task", verbose_name="任务")),
                        ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="配合岗位")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="配合工会")),
                        ("label", models.CharField(max_length=200, verbose_name="配合岗位全称")),
                    ],
                    options={
                        "verbose_name": "配合岗位",
                        "verbose_name_plural": "配合岗位",
                        "constraints": [models.UniqueConstraint(fields=("task", "post"), name="tasksupport_once")],
                    },
                ),
            ],
        ),
    ]
