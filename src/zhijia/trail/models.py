"""The one log of acts. Actors and subjects are ids and labels: nothing here points up to another floor."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def append_only() -> pgtrigger.Protect:
    """Rows are added and never changed; the migrations take the rights to do so as well."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Event(models.Model):
    """留痕: one act, written once, never changed. Visible to whoever may see its subject (policies in the floors above).

    The table has one more column, `xid` (the transaction that wrote the row): it tells settled rows from open ones and
    stays out of the hash, because it does not survive a restore. A trigger of its own refuses every change but a lawful
    erasure (`zhijia.trail.erasing`).
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


class EventSalt(models.Model):
    """盐: what the words and data of an event were hashed with, kept apart from them. Zeroed where a part was erased."""

    event = models.OneToOneField(
        Event,
        on_delete=models.PROTECT,
        primary_key=True,
        db_constraint=False,  # written in one statement with its event, which nobody can remove
        verbose_name=_("留痕"),
        related_name="salt",
    )
    salts = models.BinaryField(_("盐"), max_length=48)

    class Meta:
        verbose_name = verbose_name_plural = _("留痕的盐")


class Erasure(models.Model):
    """删除: one part of an event whose words are gone by law. `commitment` stands for them in the hash."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="erasures", verbose_name=_("留痕"))
    part = models.CharField(_("部分"), max_length=8)
    commitment = models.BinaryField(_("摘要"), max_length=32)
    ground = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("删除的留痕"))

    class Meta:
        verbose_name = verbose_name_plural = _("依法删除")
        constraints = [models.UniqueConstraint(fields=["event", "part"], name="erasure_once")]
        triggers = [append_only()]


class EventNumber(models.Model):
    """顺序号: the gapless place of a settled event. Rows are added in order by the numberer and never changed."""

    seq = models.BigIntegerField(_("顺序号"), primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, verbose_name=_("留痕"), related_name="number")

    class Meta:
        verbose_name = verbose_name_plural = _("留痕顺序号")
        triggers = [append_only()]


class SealingKey(models.Model):
    """封存公钥: whose signatures count. The first stands alone; each later one is endorsed by the one before it.

    The secret half lies in the home folder of the installation, never here.
    """

    public = models.BinaryField(_("公钥"), max_length=32, unique=True)
    since = models.DateTimeField(_("启用时间"))
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("前一公钥")
    )
    endorsement = models.BinaryField(_("前一公钥的签名"), max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("封存公钥")
        triggers = [append_only()]


class Checkpoint(models.Model):
    """封存点: the signed root of the first `size` events, chained to the checkpoint before it.

    `nodes` are the nodes of the Merkle tree that its events completed, in their order (`zhijia.lib.merkle`); `events` are
    the ids of these events, eight bytes each, so that one that is gone can still be named.
    """

    size = models.BigIntegerField(_("条数"), primary_key=True)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("前一封存点")
    )
    previous_digest = models.BinaryField(_("前一封存点的摘要"), max_length=32)
    root = models.BinaryField(_("根"), max_length=32)
    at = models.DateTimeField(_("时间"))
    key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="+", verbose_name=_("公钥"))
    signature = models.BinaryField(_("签名"), max_length=64)
    nodes = models.BinaryField(_("树的节点"))
    events = models.BinaryField(_("留痕编号"))

    class Meta:
        verbose_name = verbose_name_plural = _("封存点")
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="checkpoint_one_chain", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(size__gt=0) & (Q(previous=None) | Q(size__gt=F("previous"))), name="checkpoint_grows"
            ),
        ]
        triggers = [append_only()]


class PendingEvent(models.Model):
    """待编号: an event that has no number yet. A trigger writes it with the event, the numberer takes it away; without it
    the numberer would search the whole log each time.
    """

    event_id = models.BigIntegerField(_("留痕编号"), primary_key=True)

    class Meta:
        verbose_name = verbose_name_plural = _("待编号留痕")


class Subscription(models.Model):
    """订阅位置: how far one subscriber has read."""

    name = models.CharField(_("订阅者"), max_length=80, primary_key=True)
    last_seq = models.BigIntegerField(_("已读到"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("订阅位置")
