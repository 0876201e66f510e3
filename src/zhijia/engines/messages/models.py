"""The in-app inbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person


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
