"""The annual return: the survey of a year, one return of each union, and what was filled in by hand (services §A10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Post, Union, User
from zhijia.organisation.models.unions import TreePath


class FormKind(models.TextChoices):
    """Which of the two forms a union fills in."""

    GRASSROOTS = "grassroots", _("基层工会调查表")
    ABOVE = "above", _("基层以上工会调查表")


class Survey(models.Model):
    """统计年报: the returns of one year of a city. `from_on` to `to_on` are the days that are counted, both included."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("市总工会"))
    year = models.PositiveSmallIntegerField(_("年度"))
    from_on = models.DateField(_("统计期自"))
    to_on = models.DateField(_("统计期至"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("统计年报")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "year"], name="survey_once", violation_error_message=_("这一年的统计年报已经布置。")
            ),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="survey_dates"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Return(models.Model):
    """统计年报表: what one union reports; `superior` adds it up.

    `edition` is the version of the form. `sheet` is null while the return is open; it is what was signed, with `digest`
    over it, and changes no more. When it is sent back or corrected, it goes to the sheets laid aside (`FormerSheet`).
    `edited` says how many cells differ from the system.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="stat_return", verbose_name=_("事项"))
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="returns", verbose_name=_("统计年报"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报工会"))
    superior = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("汇总工会")
    )
    form = models.CharField(_("表种"), max_length=10, choices=FormKind.choices)
    edition = models.CharField(_("表式版本"), max_length=8)
    opened_on = models.DateField(_("布置日期"))
    due_on = models.DateField(_("上报期限"), null=True)
    handed_out_on = models.DateField(_("向下布置日期"), null=True)
    handed_in_on = models.DateField(_("上报日期"), null=True)
    accepted_on = models.DateField(_("审核日期"), null=True)
    signer_label = models.CharField(_("签发人"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    sheet = models.JSONField(_("封存的报表"), null=True)
    digest = models.CharField(_("摘要"), max_length=64, blank=True)
    edited = models.PositiveSmallIntegerField(_("与系统不一致的项数"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("统计年报表")
        constraints = [
            models.UniqueConstraint(fields=["survey", "union"], name="return_once"),
            models.CheckConstraint(condition=Q(form__in=FormKind.values), name="return_form_known"),
            models.CheckConstraint(
                condition=Q(sheet=None, digest="", handed_in_on=None)
                | Q(sheet__isnull=False, digest__regex=r"^[0-9a-f]{64}$", handed_in_on__isnull=False),
                name="return_sealed_whole",
            ),
        ]
        indexes = [models.Index(fields=["survey", "superior"], name="return_superior")]


class FormerSheet(models.Model):
    """旧版报表: a sheet as it was signed before it was sent back or corrected, and why; never changed or removed."""

    stat_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="formers", verbose_name=_("报表"))
    version = models.PositiveSmallIntegerField(_("版次"))
    sheet = models.JSONField(_("封存的报表"))
    digest = models.CharField(_("摘要"), max_length=64)
    signer_label = models.CharField(_("签发人"), max_length=200)
    handed_in_on = models.DateField(_("上报日期"))
    accepted_on = models.DateField(_("审核日期"), null=True)
    replaced_on = models.DateField(_("更正日期"))
    reason = models.CharField(_("更正理由"), max_length=500)
    label = models.CharField(_("退回人"), max_length=200)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("旧版报表")
        constraints = [models.UniqueConstraint(fields=["stat_return", "version"], name="former_sheet_once")]


class HandingOut(models.Model):
    """向下布置: handing a survey out to all who report to a union; `total` were to be asked, `done` have their returns.

    `runner` is whose account and `post` whose post the work goes on with; `worked_at` is when the last piece was
    committed: what stands still is taken up again.
    """

    stat_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="handings", verbose_name=_("报表"))
    due_on = models.DateField(_("上报期限"))
    total = models.PositiveIntegerField(_("应布置"))
    done = models.PositiveIntegerField(_("已布置"))
    runner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理账号"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理岗位"))
    worked_at = models.DateTimeField(_("最近办理时间"))
    finished_at = models.DateTimeField(_("办理完毕时间"), null=True)
    problem = models.JSONField(_("中断原因"), default=list)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("向下布置")
        constraints = [
            models.UniqueConstraint(
                fields=["stat_return"], condition=models.Q(finished_at=None), name="handing_out_one_under_way"
            ),
        ]


class Filling(models.Model):
    """填报值: what somebody wrote into a cell, and why; never changed or removed, the last one counts.

    `system` is what the facts gave at that moment; null in a cell that the system does not compute. `value` null takes
    an earlier one back.
    """

    stat_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="fillings", verbose_name=_("报表"))
    cell = models.CharField(_("指标"), max_length=40)
    value = models.BigIntegerField(_("填报"), null=True)
    system = models.BigIntegerField(_("系统"), null=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    filled_at = models.DateTimeField(_("填报时间"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报岗位"))
    label = models.CharField(_("填报人"), max_length=200)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("填报值")
        constraints = [
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="filling_not_negative"),
            models.CheckConstraint(condition=Q(system=None) | ~Q(reason=""), name="filling_override_has_reason"),
        ]
        indexes = [models.Index(fields=["stat_return", "id"], name="filling_return")]
