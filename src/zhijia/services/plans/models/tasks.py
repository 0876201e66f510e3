"""Tasks of a published plan: each is a case; targets bind them to indicators."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person, Post, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.plans.models.documents import Goal, PlanDocument, PlanNode


class SupervisionSource(models.TextChoices):
    """Where a supervision comes from; how soon it is answered goes by it (TA-07)."""

    DOCUMENT = "document", pgettext_lazy("supervision", "文件")
    MINUTES = "minutes", _("会议纪要")
    URGENT_NOTE = "urgent_note", _("领导批示（紧急）")
    NOTE = "note", _("领导批示（一般）")
    DIFFICULT_NOTE = "difficult_note", _("领导批示（复杂疑难）")


class Task(models.Model):
    """任务: what one post leads and others support, by a day and to a standard. State and clocks are its case's.

    Unions and labels of the posts are kept beside them: who takes part may not see the other posts' own rows.
    `planned_due_on` is the date that the plan itself names, `original_due_on` the one that stood when the task was first
    accepted: assessment goes by it (TA-06). Without an assigner (it takes part itself) those above it in the union decide.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="task", verbose_name=_("事项"))
    plan = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("计划"))
    node = models.OneToOneField(
        PlanNode, on_delete=models.PROTECT, null=True, related_name="task", verbose_name=_("出处")
    )
    goal = models.CharField(_("目标"), max_length=12, choices=Goal.choices, blank=True)
    measure = models.CharField(_("措施"), max_length=200, blank=True)
    requirement = models.TextField(_("具体要求"))
    standard = models.TextField(_("完成标准"), blank=True)
    starts_on = models.DateField(_("启动"))
    planned_due_on = models.DateField(_("计划时限"), null=True)
    due_on = models.DateField(_("完成时限"), null=True)
    original_due_on = models.DateField(_("原定时限"), null=True)
    assigner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("交办岗位")
    )
    lead = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="led_tasks", verbose_name=_("牵头岗位")
    )
    lead_union = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("牵头单位")
    )
    lead_label = models.CharField(_("牵头岗位全称"), max_length=200, blank=True)
    leader = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("牵头领导"))
    accepted_at = models.DateTimeField(_("接受时间"), null=True)
    reported_at = models.DateTimeField(_("最近进展"), null=True)
    done_on = models.DateField(_("完成日"), null=True)
    supervised_on = models.DateField(_("督办日"), null=True)
    supervision = models.CharField(_("督办来源"), max_length=16, choices=SupervisionSource.choices, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("任务")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="task_dates",
                violation_error_message=_("完成时限不能早于启动日期。"),
            ),
            models.CheckConstraint(condition=Q(goal__in=[*Goal.values, ""]), name="task_goal_known"),
            models.CheckConstraint(
                condition=Q(supervision="", supervised_on=None)
                | Q(supervision__in=SupervisionSource.values, supervised_on__isnull=False),
                name="task_supervised_has_source_and_day",
            ),
            models.CheckConstraint(
                condition=Q(lead=None) | Q(due_on__isnull=False),
                name="task_assigned_has_a_date",
                violation_error_message=_("交办任务必须写明完成时限。"),
            ),
        ]
        indexes = [
            models.Index(fields=["path", "due_on", "id"], name="task_path"),
            models.Index(fields=["plan", "id"], name="task_plan"),
            models.Index(fields=["due_on", "id"], name="task_due"),
        ]

    @property
    def lead_person(self) -> str:
        """Who holds the lead post, of tasks read `with_holders` (KeyError: of no other)."""
        return str(vars(self)["held_by"])

    @property
    def leading_person(self) -> str:
        """Who holds the post of the leader in charge, of tasks read `with_holders` (KeyError: of no other)."""
        return str(vars(self)["led_by"])

    @property
    def open_stage_on(self) -> date | None:
        """The day of the earliest stage not reached yet, of tasks read `with_stages` (KeyError: of no other)."""
        day: date | None = vars(self)["open_stage"]
        return day


class TaskStage(models.Model):
    """阶段节点: what a task has to come to by a day on its way; a missed one makes it yellow (services §G2)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="stages", verbose_name=_("任务"))
    name = models.CharField(_("内容"), max_length=120)
    due_on = models.DateField(_("时限"))
    reached_on = models.DateField(_("完成日"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("阶段节点")
        constraints = [models.UniqueConstraint(fields=["task", "due_on", "name"], name="taskstage_once")]


class TaskSupport(models.Model):
    """配合岗位: a post that supports a task, with its union and words for those who may not see the post itself."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="supports", verbose_name=_("任务"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("配合岗位"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("配合工会"))
    label = models.CharField(_("配合岗位全称"), max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = _("配合岗位")
        constraints = [models.UniqueConstraint(fields=["task", "post"], name="tasksupport_once")]


class TaskReport(models.Model):
    """进展: what was done, in words; evidence lies in the case's attachments. Percentages are computed, never typed (TA-03)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports", verbose_name=_("任务"))
    text = models.TextField(_("进展情况"))
    problems = models.TextField(_("存在问题"), blank=True)
    next_step = models.TextField(_("下步打算"), blank=True)
    reported_at = models.DateTimeField(_("报告时间"))
    reporter = models.CharField(_("报告人"), max_length=200)
    reporter_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("报告人员"))
    is_final = models.BooleanField(_("办结报告"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("进展")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("待批")
    GRANTED = "granted", _("准予延期")
    REFUSED = "refused", _("不予延期")
    LAPSED = "lapsed", _("不再需要")


class TaskExtension(models.Model):
    """延期: asked by the lead before the date with a reason, granted or refused by the assigner. The old date stays (TA-06)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("任务"))
    old_due_on = models.DateField(_("原时限"))
    wanted_on = models.DateField(_("申请延至"))
    reason = models.CharField(_("理由"), max_length=500)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.CharField(_("申请人"), max_length=200)
    asked_by_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请人员"))
    state = models.CharField(_("结果"), max_length=8, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    new_due_on = models.DateField(_("延至"), null=True)
    decided_on = models.DateField(_("批复日"), null=True)
    decided_by = models.CharField(_("批复人"), max_length=200, blank=True)
    note = models.CharField(_("批复意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("延期")
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(state="asked"), name="extension_one_open_per_task"),
            models.CheckConstraint(condition=Q(state__in=ExtensionState.values), name="extension_state_known"),
            models.CheckConstraint(condition=Q(wanted_on__gt=F("old_due_on")), name="extension_moves_later"),
            models.CheckConstraint(
                condition=Q(state="granted", new_due_on__gt=F("old_due_on"))
                | (~Q(state="granted") & Q(new_due_on=None)),
                name="extension_granted_has_a_later_date",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on=None) | (~Q(state="asked") & Q(decided_on__isnull=False)),
                name="extension_decided_has_a_day",
            ),
        ]


class Comparator(models.TextChoices):
    AT_LEAST = ">=", _("不少于")
    AT_MOST = "<=", _("不超过")
    EQUAL = "=", _("达到")
    ABOUT = "~", _("约")
    RANGE = "range", _("区间")


class Target(models.Model):
    """目标值: what the plan commits to, bound to an indicator by its code. The number that is reached is never stored here."""

    plan = models.ForeignKey(PlanDocument, on_delete=models.PROTECT, related_name="targets", verbose_name=_("计划"))
    node = models.OneToOneField(
        PlanNode, on_delete=models.PROTECT, null=True, related_name="target", verbose_name=_("出处")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="targets", verbose_name=_("任务"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("承诺工会"))
    goal = models.CharField(_("目标"), max_length=12, choices=Goal.choices)
    name = models.CharField(_("名称"), max_length=120)
    indicator = models.CharField(_("指标"), max_length=80)
    value = models.DecimalField(_("目标值"), max_digits=18, decimal_places=2)
    value_max = models.DecimalField(_("上限"), max_digits=18, decimal_places=2, null=True)
    baseline = models.DecimalField(_("基数"), max_digits=18, decimal_places=2, null=True)
    unit = models.CharField(_("单位"), max_length=12)
    comparator = models.CharField(_("比较"), max_length=5, choices=Comparator.choices, default=Comparator.AT_LEAST)
    per = models.CharField(_("每"), max_length=20, blank=True)
    period_from = models.DateField(_("自"))
    period_to = models.DateField(_("至"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("目标值")
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="target_period"),
            models.CheckConstraint(
                condition=Q(value_max=None) | Q(value_max__gte=F("value")), name="target_range_order"
            ),
            models.CheckConstraint(condition=Q(goal__in=Goal.values), name="target_goal_known"),
            models.CheckConstraint(condition=Q(comparator__in=Comparator.values), name="target_comparator_known"),
        ]
        indexes = [models.Index(fields=["plan", "goal", "id"], name="target_plan")]
