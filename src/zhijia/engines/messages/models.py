"""The in-app inbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person


class Message(models.Model):
    """消息: a line to one person about a case."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("收件人"))
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("事项"))
    kind = models.CharField(_("类型"), max_length=80)
    text = models.CharField(_("内容"), max_length=300)
    sent_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("消息")
        indexes = [models.Index(fields=["person", "-sent_at"], name="message_newest")]
