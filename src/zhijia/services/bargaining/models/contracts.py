"""Contracts and whom they cover (bargaining-congress §A4 steps 10–23, §A5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Bargaining, ContractType
from zhijia.services.bargaining.models.drafts import Draft


class EffectBasis(models.TextChoices):
    """Why the contract is in force; computed, never typed (CB-057, CB-058). A taken-over contract says so."""

    DEEMED = "deemed", _("审查期满未提异议，依法生效")
    SERVED = "served", _("审查意见书送达，依法生效")
    TAKEN_OVER = "taken_over", _("启用前已生效，资料移交")


class EndReason(models.TextChoices):
    EXPIRED = "expired", _("期满终止")
    CONDITION = "condition", _("约定的终止条件出现")
    DISSOLVED = "dissolved", _("依法解除")
    REPLACED = "replaced", _("被变更后的合同取代")


class Contract(models.Model):
    """集体合同: a signed text with its term. In force from `effective_on` (00:00) through the day before `ended_on`."""

    bargaining = models.OneToOneField(
        Bargaining, on_delete=models.PROTECT, related_name="contract", verbose_name=_("集体协商")
    )
    draft = models.OneToOneField(
        Draft, on_delete=models.PROTECT, null=True, related_name="contract", verbose_name=_("通过的草案")
    )
    number = models.CharField(_("合同编号"), max_length=40, unique=True)
    contract_type = models.CharField(_("合同类型"), max_length=12, choices=ContractType.choices)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("签约工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("签约用人单位")
    )
    employer_side = models.CharField(_("用人单位方"), max_length=200)
    has_women_chapter = models.BooleanField(_("含女职工权益保护专章"), default=False)
    has_wage_chapter = models.BooleanField(_("含工资专章"), default=False)
    has_safety_chapter = models.BooleanField(_("含劳动安全卫生专章"), default=False)
    signed_on = models.DateField(_("签订日期"), null=True)
    term_from = models.DateField(_("期限起"))
    term_to = models.DateField(_("期限止"))
    effective_on = models.DateField(_("生效日期"), null=True)
    effect_basis = models.CharField(_("生效依据"), max_length=12, choices=EffectBasis.choices, blank=True)
    published_on = models.DateField(_("公布日期"), null=True)
    published_via = models.CharField(_("公布方式"), max_length=120, blank=True)
    reported_up_on = models.DateField(_("报上级工会日期"), null=True)
    report_heard_on = models.DateField(_("职代会听取履行报告日期"), null=True)
    ended_on = models.DateField(_("终止日期"), null=True)
    end_reason = models.CharField(_("终止原因"), max_length=12, choices=EndReason.choices, blank=True)
    end_told_on = models.DateField(_("告知终止日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("集体合同")
        constraints = [
            models.CheckConstraint(condition=Q(contract_type__in=ContractType.values), name="contract_type_known"),
            models.CheckConstraint(
                condition=Q(term_to__gt=F("term_from")),
                name="contract_term_order",
                violation_error_message=_("合同期满日必须晚于起始日。"),
            ),
            models.CheckConstraint(
                condition=Q(effect_basis__in=[*EffectBasis.values, ""]), name="contract_basis_known"
            ),
            models.CheckConstraint(condition=Q(end_reason__in=[*EndReason.values, ""]), name="contract_end_known"),
            models.CheckConstraint(
                condition=Q(effective_on=None, effect_basis="") | (Q(effective_on__isnull=False) & ~Q(effect_basis="")),
                name="contract_effect_has_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="contract_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(signed_on=None) | Q(effective_on__gte=F("signed_on")),
                name="contract_effective_after_signing",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "contract_type", "id"], name="contract_path"),
            models.Index(fields=["term_to"], name="contract_term_to"),
        ]

    def __str__(self) -> str:
        return self.number


class CoverageBasis(models.TextChoices):
    """Why a contract binds an enterprise (bargaining-congress §A5)."""

    OWN = "own", _("本单位签订")
    RECOGNISED = "recognised", _("用人单位确认")
    CONGRESS = "congress", _("本单位职代会通过")
    STATUTORY = "statutory", _("依法覆盖")


class CoverageLink(models.Model):
    """合同覆盖: an enterprise that a contract binds, with the employees it covers there. Own contracts have one link."""

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="coverage", verbose_name=_("集体合同")
    )
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    basis = models.CharField(_("覆盖依据"), max_length=12, choices=CoverageBasis.choices)
    headcount = models.PositiveIntegerField(_("覆盖职工"), null=True)
    women = models.PositiveIntegerField(_("其中女职工"), null=True)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)
    path = TreePath(_("用人单位路径"), default="")
    contract_path = TreePath(_("合同路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同覆盖")
        constraints = [
            models.UniqueConstraint(fields=["contract", "enterprise"], name="coveragelink_once"),
            models.CheckConstraint(condition=Q(basis__in=CoverageBasis.values), name="coveragelink_basis_known"),
            models.CheckConstraint(
                condition=Q(women=None) | Q(women__lte=F("headcount")),
                name="coveragelink_women_within",
                violation_error_message=_("女职工人数不能超过覆盖职工人数。"),
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="coveragelink_dates"),
        ]
        indexes = [models.Index(fields=["enterprise", "contract"], name="coveragelink_enterprise")]
