"""Coordination of disputes that arise in bargaining (bargaining-congress §A6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Bargaining


class DisputeKind(models.TextChoices):
    """Interest disputes are coordinated; rights disputes go to arbitration (CB-076)."""

    INTEREST = "interest", _("因协商、签订集体合同发生的争议")
    RIGHTS = "rights", _("因履行集体合同发生的争议")


class Applicant(models.TextChoices):
    WORKERS = "workers", _("职工方")
    EMPLOYER = "employer", _("用人单位方")
    BOTH = "both", _("双方")
    EX_OFFICIO = "ex_officio", _("人社部门依职权")


class CoordinationEnd(models.TextChoices):
    """How a coordination ended. No result leaves the dispute where it was: nobody decides it for the sides."""

    AGREED = "agreed", _("达成协调处理协议")
    UNRESOLVED = "unresolved", _("期满或协调未果")
    DECLINED = "declined", _("不予受理")
    WITHDRAWN = "withdrawn", _("申请方撤回")


class Coordination(models.Model):
    """协调处理: bureau, union and employers' organisation together (CB-074), within the clock of CB-073."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="coordination", verbose_name=_("事项"))
    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="coordinations", verbose_name=_("集体协商")
    )
    kind = models.CharField(_("争议性质"), max_length=8, choices=DisputeKind.choices)
    applicant = models.CharField(_("申请方"), max_length=12, choices=Applicant.choices)
    facts = models.TextField(_("争议事实和请求"))
    applied_on = models.DateField(_("申请日期"))
    accepted_on = models.DateField(_("受理日期"), null=True)
    bureau = models.CharField(_("人社部门"), max_length=120, blank=True)
    union_party = models.CharField(_("同级工会"), max_length=120, blank=True)
    employers_party = models.CharField(_("企业组织"), max_length=120, blank=True)
    investigation = models.TextField(_("调查情况"), blank=True)
    position = models.TextField(_("用人单位方说明"), blank=True)
    plan = models.TextField(_("协调处理方案"), blank=True)
    result = models.TextField(_("协调结果"), blank=True)
    open_items = models.TextField(_("继续协商的事项"), blank=True)
    coordinators_signed_on = models.DateField(_("协调人员签字日期"), null=True)
    chiefs_signed_on = models.DateField(_("双方首席代表签字日期"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=CoordinationEnd.choices, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("协调处理")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | Q(outcome__in=CoordinationEnd.values, ended_on__isnull=False),
                name="coordination_end_whole",
            ),
            models.UniqueConstraint(
                fields=["bargaining"], condition=Q(ended_on=None), name="coordination_one_open_a_bargaining"
            ),
            models.CheckConstraint(condition=Q(kind__in=DisputeKind.values), name="coordination_kind_known"),
            models.CheckConstraint(condition=Q(applicant__in=Applicant.values), name="coordination_applicant_known"),
        ]
