"""The in-app inbox, and what leaves the product from there: preferences, deliveries, attempts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class Message(models.Model):
    """消息: a line to one person about a case (its id only: cases stand above messages)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("收件人"))
    case_id = models.BigIntegerField(_("事项"), null=True)
    kind = models.CharField(_("类型"), max_length=80)
    text = models.CharField(_("内容"), max_length=300)
    sent_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("消息")
        indexes = [
            models.Index(fields=["person", "-sent_at", "-id"], name="message_newest"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="message_unread"),
        ]


class ChannelCode(models.TextChoices):
    """The ways out of the product; the inbox itself is always on."""

    EMAIL = "email", _("电子邮件")
    WEBHOOK = "webhook", _("短信或工作微信网关")


class Preference(models.Model):
    """消息设置: whether a person is told by a channel too, and at which address (encrypted, see `addresses`)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("人员"))
    channel = models.CharField(_("渠道"), max_length=8, choices=ChannelCode.choices)
    is_on = models.BooleanField(_("启用"), default=True)
    address = models.BinaryField(_("地址"), max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = _("消息设置")
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="preference_once")]


class PhoneCode(models.Model):
    """手机验证码: six digits on their way to a person's phone. Only a keyed hash is kept, and only once they went out.

    `phone_index` is the number they go to: a number that changes meanwhile is not verified by them.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("人员"))
    phone_index = models.BinaryField(max_length=32)
    asked_at = models.DateTimeField(_("申请时间"))
    code_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(_("有效至"), null=True)
    tries = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    failed_at = models.DateTimeField(_("未能发出的时间"), null=True)
    used_at = models.DateTimeField(_("使用时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("手机验证码")
        indexes = [models.Index(fields=["person", "-asked_at", "-id"], name="phonecode_newest")]


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("未能送达")


class Delivery(models.Model):
    """送达: one message by one channel. `key` goes out with every attempt, so that a receiver can tell a repetition.

    Written by a trigger of the table of messages: whatever puts a line into an inbox, its deliveries exist from then on.
    `next_at` is when it is tried next; while it is being sent, when another worker may take it over.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("消息"))
    channel = models.CharField(_("渠道"), max_length=8, choices=ChannelCode.choices)
    state = models.CharField(_("状态"), max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.PositiveIntegerField(_("次数"), default=0)
    next_at = models.DateTimeField(_("下次发送"))
    key = models.UUIDField(_("送达号"), unique=True)
    last_error = models.CharField(_("最近一次的问题"), max_length=200, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("送达")
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["next_at", "id"], condition=models.Q(state__in=["queued", "sending"]), name="delivery_due"
            ),
            models.Index(fields=["path", "state", "-id"], name="delivery_path"),
        ]


class DeliveryAttempt(models.Model):
    """发送记录: one attempt, only ever added."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log", verbose_name=_("送达"))
    at = models.DateTimeField(_("时间"))
    is_sent = models.BooleanField(_("成功"))
    detail = models.CharField(_("说明"), max_length=200, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("发送记录")
