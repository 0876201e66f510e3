"""The letters to the employer and to the department, and what they come to (documents 9 and 10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.supervision.models.supervisions import Supervision


class LetterKind(models.TextChoices):
    PROMPT = "prompt", _("提示函")
    OPINION = "opinion", _("监督意见书")
    RECOMMENDATION = "recommendation", _("监督建议书")


class Channel(models.TextChoices):
    ONLINE = "online", _("在本系统送达")
    PAPER = "paper", _("纸质送达")


class Letter(models.Model):
    """监督文书: a prompt, an opinion or a recommendation. Its term runs from `served_on`; `union` issued it."""

    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, related_name="letters", verbose_name=_("劳动法律监督")
    )
    kind = models.CharField(_("文书"), max_length=14, choices=LetterKind.choices)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("发出工会"))
    addressee = models.CharField(_("送达单位"), max_length=120)
    facts = models.TextField(_("查明的事实和证据"))
    provisions = models.TextField(_("违反的规定"))
    demands = models.TextField(_("要求"))
    rectify_by = models.DateField(_("整改期限"), null=True)
    signer = models.CharField(_("签发人"), max_length=60)
    channel = models.CharField(_("送达方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    sent_on = models.DateField(_("发出日期"))
    served_on = models.DateField(_("收到日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督文书")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="letter_channel_known"),
            models.CheckConstraint(
                condition=~Q(kind=LetterKind.OPINION) | Q(rectify_by__isnull=False),
                name="letter_opinion_has_a_limit",
                violation_error_message=_("监督意见书要写明整改期限。"),
            ),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("sent_on")),
                name="letter_served_after_sent",
                violation_error_message=_("收到日期不能早于发出日期。"),
            ),
        ]
        indexes = [models.Index(fields=["path", "kind", "sent_on"], name="letter_path")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Decision(models.TextChoices):
    AGREE = "agree", _("同意整改")
    PARTLY = "partly", _("部分同意")
    REFUSE = "refuse", _("拒绝整改")


class Reply(models.Model):
    """答复: the employer's written decision on a letter, with measures and the day by which they are done."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="reply", verbose_name=_("监督文书"))
    decision = models.CharField(_("答复"), max_length=8, choices=Decision.choices)
    text = models.TextField(_("整改措施或者理由"))
    finishes_on = models.DateField(_("完成日期"), null=True)
    signer = models.CharField(_("签署人"), max_length=60)
    replied_on = models.DateField(_("答复日期"))
    is_late = models.BooleanField(_("超过答复期限"), default=False)
    channel = models.CharField(_("送达方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督答复")
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="answer_decision_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="answer_channel_known"),
        ]


class Ruling(models.TextChoices):
    OPENED = "opened", _("立案")
    DECLINED = "declined", _("不予立案")


class Department(models.Model):
    """行政处理: what the department did about a recommendation: opened a case or gave reasons, and how it ended.

    `is_late`: a term was exceeded, which is on record and binds nobody here.
    """

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, related_name="department", verbose_name=_("监督文书")
    )
    ruling = models.CharField(_("决定"), max_length=8, choices=Ruling.choices)
    ruled_on = models.DateField(_("决定日期"))
    number = models.CharField(_("案号"), max_length=60, blank=True)
    reason = models.TextField(_("不予立案的理由"), blank=True)
    result = models.TextField(_("处理结果"), blank=True)
    handled_on = models.DateField(_("办结日期"), null=True)
    told_union_on = models.DateField(_("反馈工会日期"), null=True)
    is_late = models.BooleanField(_("超过办理期限"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("行政处理")
        constraints = [
            models.CheckConstraint(condition=Q(ruling__in=Ruling.values), name="department_ruling_known"),
            models.CheckConstraint(
                condition=~Q(ruling=Ruling.DECLINED) | ~Q(reason=""),
                name="department_declines_with_reasons",
                violation_error_message=_("不予立案要书面说明理由。"),
            ),
            models.CheckConstraint(
                condition=Q(handled_on=None) | Q(handled_on__gte=F("ruled_on")), name="department_dates"
            ),
        ]
