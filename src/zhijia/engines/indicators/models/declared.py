"""Numbers kept by hand, for what has no service yet: every entry has evidence and a person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person, Post, Union
from zhijia.organisation.models.unions import TreePath


class Declared(models.Model):
    """申报指标: a number that unions report themselves. `union` created it; the unions below it report."""

    name = models.CharField(_("名称"), max_length=80)
    definition = models.CharField(_("口径"), max_length=500)
    unit = models.CharField(_("单位"), max_length=12)
    goal = models.CharField(_("目标"), max_length=40, blank=True)
    is_ratio = models.BooleanField(_("比率"), default=False)
    is_less_better = models.BooleanField(_("越少越好"), default=False)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("设立工会"))
    created_at = models.DateTimeField(_("设立时间"))
    closed_on = models.DateField(_("停用日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("申报指标")
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="declared_name_unique")]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """填报: what one union's own number was, counted from `period_from` up to `as_of_on`. Never changed or removed.

    The number is the union's own, without those of the unions below it, which report themselves. A correction is
    another entry for the same day: the later one counts.
    """

    declared = models.ForeignKey(Declared, on_delete=models.PROTECT, related_name="entries", verbose_name=_("申报指标"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报工会"))
    period_from = models.DateField(_("期间自"))
    period_to = models.DateField(_("期间至"))
    as_of_on = models.DateField(_("数据截至"))
    value = models.BigIntegerField(_("数值"))
    total = models.BigIntegerField(_("总数"), null=True)
    reason = models.CharField(_("更正理由"), max_length=300, blank=True)
    evidence_name = models.CharField(_("佐证文件名"), max_length=200)
    evidence_sha256 = models.CharField(_("佐证摘要"), max_length=64)
    entered_at = models.DateTimeField(_("填报时间"))
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人"))
    entered_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报岗位"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("填报")
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="entry_period_order"),
            models.CheckConstraint(
                condition=Q(as_of_on__gte=F("period_from"), as_of_on__lte=F("period_to")),
                name="entry_within_period",
                violation_error_message=_("数据截至日期必须在期间之内。"),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (Q(total=None) | Q(total__gte=F("value"))),
                name="entry_part_within_total",
                violation_error_message=_("数值不能为负，也不能大于总数。"),
            ),
            models.CheckConstraint(condition=Q(evidence_sha256__regex=r"^[0-9a-f]{64}$"), name="entry_has_evidence"),
        ]
        indexes = [
            models.Index(fields=["union", "declared", "period_from", "as_of_on", "id"], name="entry_series"),
            models.Index(fields=["path", "declared"], name="entry_path"),
        ]
