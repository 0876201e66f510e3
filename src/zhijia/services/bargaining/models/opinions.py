"""What a worker says of a contract that covers her: whether she knows it, whether she is satisfied (bargaining-congress §A9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.contracts import Contract


class ContractOpinion(models.Model):
    """职工评价: one for each contract, worker and calendar year; she may change it. Nobody else sees it: only numbers are shown.

    `answered_on` is the day of her first answer of that year.
    """

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("集体合同")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    year = models.PositiveSmallIntegerField(_("年份"))
    is_aware = models.BooleanField(_("知晓合同内容"))
    is_satisfied = models.BooleanField(_("对履行满意"))
    answered_on = models.DateField(_("回答日期"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工评价")
        constraints = [
            models.UniqueConstraint(fields=["contract", "person", "year"], name="opinion_once_a_year"),
            models.CheckConstraint(condition=Q(answered_on__year=models.F("year")), name="opinion_of_its_year"),
        ]
