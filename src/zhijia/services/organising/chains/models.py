"""Chains with their stores, and industry federations with the employers that they cover (services §A6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import TreePath


class ChainGroup(models.Model):
    """连锁企业: a brand and its headquarters. `union` keeps the record; unions below it may read the name."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记工会"))
    brand = models.CharField(_("品牌"), max_length=60)
    headquarters = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="chains", verbose_name=_("总部单位")
    )
    headquarters_name = models.CharField(_("总部名称"), max_length=120)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("连锁企业")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "brand"], name="chain_brand_once", violation_error_message=_("这个品牌已经登记。")
            )
        ]

    def __str__(self) -> str:
        return self.brand


class ChainStore(models.Model):
    """连锁门店: an employer of its own, or a site of another one; then `branch` is the union's branch that is set up there.

    How it is covered is never written down: it follows from who covers the employer, or from the branch.
    """

    chain = models.ForeignKey(ChainGroup, on_delete=models.PROTECT, related_name="stores", verbose_name=_("连锁企业"))
    name = models.CharField(_("门店"), max_length=120)
    territory = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("属地工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="stores", verbose_name=_("用人单位")
    )
    branch = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("工会分会"))
    known_on = models.DateField(_("登记日期"))
    closed_on = models.DateField(_("关闭日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("连锁门店")
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "name"],
                condition=Q(closed_on=None),
                name="chainstore_once",
                violation_error_message=_("这家门店已经登记。"),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("known_on")), name="chainstore_life_order"
            ),
        ]
        indexes = [models.Index(fields=["enterprise"], name="chainstore_enterprise")]

    def __str__(self) -> str:
        return self.name


class Federation(models.Model):
    """行业工会联合会: what is known of a union of that kind beside the union itself."""

    union = models.OneToOneField(Union, on_delete=models.PROTECT, related_name="federation", verbose_name=_("工会"))
    trade_code = models.CharField(_("行业小类代码"), max_length=4)
    association = models.CharField(_("行业协会（协商对方）"), max_length=120, blank=True)
    congress_on = models.DateField(_("首次代表大会"), null=True)
    delegates = models.PositiveIntegerField(_("代表人数"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("行业工会联合会")
        constraints = [
            models.CheckConstraint(condition=Q(trade_code__regex=r"^\d{4}$"), name="federation_trade_of_four_digits")
        ]


class FederationCoverage(models.Model):
    """行业覆盖: an employer under an industry federation for a time, through its own union or directly (OR-33, OR-35)."""

    federation = models.ForeignKey(
        Federation, on_delete=models.PROTECT, related_name="coverages", verbose_name=_("行业工会联合会")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="federation_coverages", verbose_name=_("用人单位")
    )
    is_direct = models.BooleanField(_("职工直接加入"), default=False)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("行业覆盖")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="federationcoverage_order"
            ),
            models.UniqueConstraint(
                fields=["federation", "enterprise"],
                condition=Q(to_on=None),
                name="federationcoverage_once",
                violation_error_message=_("这家单位已经在覆盖范围内。"),
            ),
        ]
