"""What a number was when a period closed or a bulletin was issued."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.indicators.models.facts import CODE_LENGTH, Part
from zhijia.organisation.models.unions import TreePath


class Snapshot(models.Model):
    """封存值: one part of one number of one node on one day, with the version of the definition it was counted by.

    `occasion` names what closed (`plans.plan:17`). Never changed or removed.
    """

    occasion = models.CharField(_("事由"), max_length=60)
    indicator = models.CharField(_("指标"), max_length=CODE_LENGTH)
    version = models.PositiveSmallIntegerField(_("口径版本"))
    part = models.CharField(_("部分"), max_length=1, choices=Part.choices)
    path = TreePath(_("路径"))
    counted_on = models.DateField(_("统计日"))
    value = models.BigIntegerField(_("数值"))
    frozen_at = models.DateTimeField(_("封存时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("封存值")
        constraints = [
            models.UniqueConstraint(fields=["occasion", "indicator", "part", "path"], name="snapshot_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="snapshot_part_known"),
        ]
