"""Campaigns and their targets (house.md §2: one machine for every service that acts on many enterprises at once)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Post, Union, User
from zhijia.organisation.models.unions import TreePath


class Campaign(models.Model):
    """集中行动: what a service makes of many enterprises. A draft until `started_at`; then its targets stand.

    `criteria` chose them (`selecting.Criteria`). `worked_at` is when the last piece was committed: what stands still is
    taken up again. `runner` is whose account and `started_by` whose post the work goes on with.
    """

    kind = models.CharField(_("类别"), max_length=40)
    name = models.CharField(_("名称"), max_length=120)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("组织工会"))
    from_on = models.DateField(_("开始日期"))
    to_on = models.DateField(_("结束日期"))
    criteria = models.JSONField(_("选择条件"), default=dict)
    drafted_at = models.DateTimeField(_("拟定时间"))
    drafted_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("拟定岗位"))
    started_at = models.DateTimeField(_("开始办理时间"), null=True)
    started_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("办理岗位")
    )
    runner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("办理账号"))
    worked_at = models.DateTimeField(_("最近办理时间"), null=True)
    finished_at = models.DateTimeField(_("办理完毕时间"), null=True)
    problem = models.JSONField(_("中断原因"), default=list)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("集中行动")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "kind", "name"],
                name="campaign_name_once",
                violation_error_message=_("已有同名的行动，请换一个名称。"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="campaign_period_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(started_at=None, started_by=None, runner=None, finished_at=None)
                | Q(started_at__isnull=False, started_by__isnull=False, runner__isnull=False),
                name="campaign_started_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "kind", "-id"], name="campaign_newest"),
            models.Index(
                fields=["worked_at"], condition=Q(started_at__isnull=False, finished_at=None), name="campaign_under_way"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.started_at is None

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.finished_at is None


class Result(models.TextChoices):
    """What became of a target. MADE is a case, NOTED something of the service's that is none yet."""

    WAITING = "waiting", _("待办理")
    MADE = "made", _("已发出")
    NOTED = "noted", _("已登记")
    OPENED = "opened", _("已立项")
    """Something is to be done in its case before it can be sent what the campaign sends."""
    ALREADY = "already", _("已在办理")
    REFUSED = "refused", _("未办成")


class Target(models.Model):
    """对象: one enterprise of a campaign. `cadre` is the post that follows it up; `case` what was made, or stood already."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets", verbose_name=_("集中行动"))
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    cadre = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("跟进岗位"))
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices, default=Result.WAITING)
    reasons = models.JSONField(_("原因"), default=list)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("事项"))
    done_at = models.DateTimeField(_("办理时间"), null=True)
    reminded_on = models.DateField(_("最近催促日期"), null=True)
    times_reminded = models.PositiveSmallIntegerField(_("催促次数"), default=0)
    path = TreePath(_("用人单位路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("行动对象")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "enterprise"], name="target_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(result=Result.MADE), name="target_made_one_case"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="target_result_known"),
            models.CheckConstraint(
                condition=~Q(result=Result.MADE) | Q(case__isnull=False), name="target_made_has_its_case"
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.REFUSED) | ~Q(reasons=[]), name="target_refused_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "result", "path", "id"], name="target_by_place"),
            models.Index(fields=["campaign", "cadre"], name="target_by_cadre"),
        ]
