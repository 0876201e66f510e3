"""That an employer was asked to recognise a regional or industry contract, and what it answered (bargaining-congress §A5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.contracts import Contract


class RecognitionEnd(models.TextChoices):
    RECOGNISED = "recognised", _("已确认适用")
    DECLINED = "declined", _("不予确认")
    WITHDRAWN = "withdrawn", _("工会已撤回")


class Recognition(models.Model):
    """合同确认: one employer before one contract, a case of its own. Recognised, it leaves a link of the contract's coverage."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="recognition", verbose_name=_("事项"))
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="recognitions", verbose_name=_("集体合同")
    )
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", verbose_name=_("用人单位"))
    asked_on = models.DateField(_("送达日期"))
    reply_by = models.DateField(_("希望答复日期"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=RecognitionEnd.choices, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    ended_on = models.DateField(_("答复日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同确认")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "enterprise"], condition=Q(ended_on=None), name="recognition_one_open"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | Q(outcome__in=RecognitionEnd.values, ended_on__isnull=False),
                name="recognition_end_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined", reason=""), name="recognition_is_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reply_by=None) | Q(reply_by__gte=F("asked_on")), name="recognition_dates"
            ),
        ]
