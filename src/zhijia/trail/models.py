"""The one log of acts. Actors and subjects are ids and labels: nothing here points up to another floor."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """留痕: one act, written once, never changed. Visible to whoever may see its subject (policies in the floors above).

    The table has one more column, `xid` (the transaction that wrote the row): it tells settled rows from open ones and
    stays out of the hash, because it does not survive a restore.
    """

    kind = models.CharField(_("类型"), max_length=80)
    at = models.DateTimeField(_("时间"))
    actor_id = models.BigIntegerField(_("操作人编号"), null=True)
    actor_label = models.CharField(_("操作人"), max_length=120)
    post_id = models.BigIntegerField(_("岗位编号"), null=True)
    post_label = models.CharField(_("岗位"), max_length=200, blank=True)
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.BigIntegerField(_("对象编号"))
    subject_label = models.CharField(_("对象"), max_length=300)
    from_state = models.CharField(_("原状态"), max_length=40, blank=True)
    to_state = models.CharField(_("新状态"), max_length=40, blank=True)
    data = models.JSONField(_("内容"), default=dict)
    hash = models.BinaryField(_("摘要"), max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = _("留痕")
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="trail_event_subject")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class EventNumber(models.Model):
    """顺序号: the gapless place of a settled event. Rows are added in order by the numberer and never changed."""

    seq = models.BigIntegerField(_("顺序号"), primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, verbose_name=_("留痕"), related_name="number")

    class Meta:
        verbose_name = verbose_name_plural = _("留痕顺序号")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Subscription(models.Model):
    """订阅位置: how far one subscriber has read."""

    name = models.CharField(_("订阅者"), max_length=80, primary_key=True)
    last_seq = models.BigIntegerField(_("已读到"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("订阅位置")
