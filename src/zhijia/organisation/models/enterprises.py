"""Enterprises: employers of any kind, with or without a union, and which union covers which of them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath, Union


class Enterprise(models.Model):
    """用人单位. `territory` is the lowest territorial union of its registered place: its scope and denominator."""

    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    territory = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="enterprises", verbose_name=_("属地工会")
    )
    place = models.CharField(_("行政区划"), max_length=6)
    industry_section = models.CharField(_("行业门类"), max_length=1)
    industry_code = models.CharField(_("行业代码"), max_length=4, blank=True)
    industry_edition = models.CharField(_("行业分类版本"), max_length=4, default="2017")
    ownership = models.CharField(_("登记注册类型"), max_length=3)
    headcount = models.PositiveIntegerField(_("职工总数"), null=True, blank=True)
    women = models.PositiveIntegerField(_("女职工"), null=True, blank=True)
    migrants = models.PositiveIntegerField(_("农民工"), null=True, blank=True)
    dispatched = models.PositiveIntegerField(_("劳务派遣"), null=True, blank=True)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    legal_representative = models.CharField(_("法定代表人"), max_length=60, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    closed_on = models.DateField(_("注销日期"), null=True, blank=True)
    path = TreePath(_("路径"), default="")
    line_path = TreePath(_("条线路径"), null=True)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")
    search_tokens = models.TextField(editable=False)
    search = models.GeneratedField(
        expression=SearchVector("search_tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(headcount=None)
                | (
                    (Q(women=None) | Q(women__lte=F("headcount")))
                    & (Q(migrants=None) | Q(migrants__lte=F("headcount")))
                ),
                name="enterprise_parts_within_whole",
                violation_error_message=_("女职工、农民工人数不能超过职工总数。"),
            ),
            models.CheckConstraint(
                condition=Q(founded_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("founded_on")),
                name="enterprise_life_order",
                violation_error_message=_("注销日期不能早于成立日期。"),
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="enterprise_name"),
            models.Index(fields=["path", "sort_key", "id"], name="enterprise_path"),
            models.Index(fields=["line_path"], name="enterprise_line_path"),
            GinIndex(fields=["search"], name="enterprise_search"),
        ]

    def __str__(self) -> str:
        return self.name


class UnionCoverage(models.Model):
    """覆盖: a union covers an enterprise for a time; many to many."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="coverages", verbose_name=_("工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="coverages", verbose_name=_("用人单位")
    )
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("工会路径"), default="")
    enterprise_path = TreePath(_("用人单位路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("工会覆盖")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="coverage_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
        ]
