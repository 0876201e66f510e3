"""The document, the tree that was read out of it, and every edit of that tree."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhijia.organisation.models import Person, Post, Union
from zhijia.organisation.models.unions import TreePath


class PlanHalf(models.TextChoices):
    YEAR = "", _("全年")
    FIRST = "h1", _("上半年")
    SECOND = "h2", _("下半年")


class PlanState(models.TextChoices):
    REVIEW = "review", _("审阅中")
    PUBLISHED = "published", _("已发布")
    CLOSED = "closed", pgettext_lazy("plan", "已结束")


class Goal(models.TextChoices):
    """The three goals of the bulletin."""

    DEVELOPMENT = "development", _("服务发展")
    HARMONY = "harmony", _("建设和谐")
    PROTECTION = "protection", _("维护职工")


class PlanDocument(models.Model):
    """计划文件: an issued text with year or half-year, issuer and number. Publishing freezes its tree, closing its numbers."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("发文工会"))
    title = models.CharField(_("标题"), max_length=200)
    year = models.PositiveSmallIntegerField(_("年度"))
    half = models.CharField(_("期间"), max_length=2, choices=PlanHalf.choices, blank=True)
    issuer = models.CharField(_("发文单位"), max_length=120, blank=True)
    doc_number = models.CharField(_("文号"), max_length=60, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    distribution = models.JSONField(_("印发范围"), default=list)
    filename = models.CharField(_("文件名"), max_length=200, blank=True)
    sha256 = models.CharField(_("摘要"), max_length=64)
    text = models.TextField(_("原文"))
    state = models.CharField(_("状态"), max_length=10, choices=PlanState.choices, default=PlanState.REVIEW)
    uploaded_at = models.DateTimeField(_("上传时间"))
    uploaded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传岗位"))
    published_at = models.DateTimeField(_("发布时间"), null=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True)
    frozen_hash = models.CharField(_("定稿摘要"), max_length=64, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("计划文件")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "sha256"], condition=Q(state="review"), name="plan_once_under_review"
            ),
            models.CheckConstraint(condition=Q(half__in=PlanHalf.values), name="plan_half_known"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="plan_year_range"),
            models.CheckConstraint(
                condition=Q(state="review", published_at=None) | (~Q(state="review") & Q(published_at__isnull=False)),
                name="plan_published_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="plan_closed_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["path", "-year", "id"], name="plan_path")]

    def __str__(self) -> str:
        return self.title


class NodeKind(models.TextChoices):
    HEADING = "heading", pgettext_lazy("node", "标题")
    ITEM = "item", _("分项")
    TASK = "task", _("任务")
    TARGET = "target", _("目标值")
    DEADLINE = "deadline", _("时限")
    OWNER = "owner", _("责任单位")


class PlanNode(models.Model):
    """节点: one thing read out of the text. `version` is the number of the operation that last changed it."""

    plan = models.ForeignKey(PlanDocument, on_delete=models.CASCADE, related_name="nodes", verbose_name=_("计划"))
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="children", verbose_name=_("上级")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=NodeKind.choices)
    position = models.IntegerField(_("次序"))
    start = models.PositiveIntegerField(_("起"))
    end = models.PositiveIntegerField(_("止"))
    text = models.TextField(_("文字"))
    attributes = models.JSONField(_("内容"), default=dict)
    doubts = models.JSONField(_("存疑"), default=list)
    is_accepted = models.BooleanField(_("已确认"), default=False)
    is_deleted = models.BooleanField(_("已删除"), default=False)
    version = models.PositiveIntegerField(_("版本"), default=1)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("计划节点")
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="node_span"),
            models.CheckConstraint(condition=Q(kind__in=NodeKind.values), name="node_kind_known"),
        ]
        indexes = [models.Index(fields=["plan", "position", "id"], name="node_order")]


class PlanOperation(models.Model):
    """修改记录: one edit of the tree. `changes` lists, per touched node, what it was and what it became."""

    plan = models.ForeignKey(PlanDocument, on_delete=models.CASCADE, related_name="operations", verbose_name=_("计划"))
    seq = models.PositiveIntegerField(_("序号"))
    verb = models.CharField(_("动作"), max_length=10)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("操作人"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("岗位"))
    at = models.DateTimeField(_("时间"))
    changes = models.JSONField(_("改动"))
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by", verbose_name=_("撤回")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("修改记录")
        constraints = [models.UniqueConstraint(fields=["plan", "seq"], name="operation_order")]
