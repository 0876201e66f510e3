"""The register of union funds: what was due and paid for a period. No bookkeeping (services §A9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TreePath


class FeeRecord(models.Model):
    """经费拨缴: in fen. `arrears_from` is the day from which what is missing is pointed out (FU-02); null when all is paid."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="fees", verbose_name=_("工会"))
    from_on = models.DateField(_("所属期起"))
    to_on = models.DateField(_("所属期止"))
    payroll = models.PositiveBigIntegerField(_("工资总额（分）"), null=True)
    due = models.PositiveBigIntegerField(_("应拨（分）"))
    paid = models.PositiveBigIntegerField(_("已拨（分）"), default=0)
    paid_on = models.DateField(_("拨缴日期"), null=True)
    arrears_from = models.DateField(_("拖欠提示日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("经费拨缴")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="fee_period_order",
                violation_error_message=_("所属期止不能早于所属期起。"),
            ),
            models.CheckConstraint(
                condition=Q(paid=0, paid_on=None) | Q(paid__gt=0, paid_on__isnull=False), name="fee_paid_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(arrears_from=None, paid__gte=F("due")) | Q(arrears_from__isnull=False, paid__lt=F("due")),
                name="fee_arrears_of_what_is_missing",
            ),
            models.UniqueConstraint(
                fields=["union", "from_on", "to_on"],
                name="fee_once_a_period",
                violation_error_message=_("这个所属期已经登记。"),
            ),
        ]
        indexes = [models.Index(fields=["path", "-to_on", "id"], name="feerecord_path")]
