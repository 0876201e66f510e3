"""Signs that a union lives: dated facts out of what every service records (services §A5, 组织活力)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath, Union


class LifeKind(models.TextChoices):
    """What a sign is. A union without any of them in the last twelve months is a shell."""

    MEETING = "meeting", _("召开会议")
    ACTIVITY = "activity", _("开展活动或者接受走访")
    FEE = "fee", _("拨缴经费")
    FOUNDING = "founding", _("新成立")


class LifeSign(models.Model):
    """活力事实: something that a union did on a day; it counts until a day by the parameter of the day it happened.

    `event` is the entry of the log that told of it, so that one entry tells it once however often it is delivered.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="life_signs", verbose_name=_("工会"))
    kind = models.CharField(_("类别"), max_length=8, choices=LifeKind.choices)
    happened_on = models.DateField(_("日期"))
    counts_until = models.DateField(_("计至"))
    words = models.CharField(_("内容"), max_length=200, blank=True)
    event = models.BigIntegerField(_("来源留痕"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("活力事实")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LifeKind.values), name="lifesign_kind_known"),
            models.CheckConstraint(condition=Q(counts_until__gt=F("happened_on")), name="lifesign_order"),
            models.UniqueConstraint(fields=["event", "union", "kind"], name="lifesign_once_per_event"),
        ]
        indexes = [models.Index(fields=["union", "kind", "-happened_on"], name="lifesign_union")]
