"""Disputes over the performance of a contract in force: rights, not interests (bargaining-congress §A6, CB-076)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.contracts import Contract


class DisputeEnd(models.TextChoices):
    """How a dispute over performance ended."""

    SETTLED = "settled", _("双方协商一致")
    OBEYED = "obeyed", _("仲裁裁决或者调解书履行")
    JUDGED = "judged", _("人民法院审理终结")
    WITHDRAWN = "withdrawn", _("撤回，不再主张")


class PerformanceDispute(models.Model):
    """履行争议: talked over first, then brought to arbitration, then to court; a case of its own for each.

    `arose_on` is the day since which the right was known to be infringed: the limitation counts from it, or from the last day
    on which it was claimed. What came of arbitration is either that it was not accepted (`is_accepted` false) or an award.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="performance_dispute", verbose_name=_("事项")
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("集体合同")
    )
    raised_by = models.CharField(_("主张方"), max_length=8, choices=Side.choices)
    facts = models.TextField(_("争议事实和请求"))
    arose_on = models.DateField(_("知道权利被侵害的日期"))
    claimed_on = models.DateField(_("最近一次向对方主张权利的日期"), null=True)
    talks = models.TextField(_("协商情况"), blank=True)
    body = models.CharField(_("仲裁机构"), max_length=120, blank=True)
    applied_on = models.DateField(_("申请仲裁日期"), null=True)
    is_accepted = models.BooleanField(_("仲裁受理"), null=True)
    decided_on = models.DateField(_("受理决定日期"), null=True)
    award = models.TextField(_("裁决结果"), blank=True)
    award_received_on = models.DateField(_("收到裁决书日期"), null=True)
    court = models.CharField(_("受诉人民法院"), max_length=120, blank=True)
    sued_on = models.DateField(_("起诉日期"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=DisputeEnd.choices, blank=True)
    note = models.TextField(_("办结说明"), blank=True)
    ended_on = models.DateField(_("结束日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("履行争议")
        constraints = [
            models.CheckConstraint(condition=Q(raised_by__in=Side.values), name="dispute_side_known"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | Q(outcome__in=DisputeEnd.values, ended_on__isnull=False),
                name="dispute_end_whole",
            ),
            models.CheckConstraint(
                condition=Q(applied_on=None) | Q(applied_on__gte=F("arose_on")), name="dispute_applied_after_it_arose"
            ),
        ]
