"""Offers and replies (bargaining-congress §A4 steps 1–2, documents 1 and 2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import Bargaining


class Channel(models.TextChoices):
    """How a paper reached the other side. What came on paper is entered by the union and confirmed by a second post."""

    ONLINE = "online", _("在本系统送达")
    PAPER = "paper", _("纸质送达")


class Offer(models.Model):
    """要约: a written demand to bargain. The clock of the reply runs from `served_on`."""

    bargaining = models.ForeignKey(
        Bargaining, on_delete=models.PROTECT, related_name="offers", verbose_name=_("集体协商")
    )
    number = models.PositiveSmallIntegerField(_("次数"), default=1)
    topics = models.TextField(_("协商内容"))
    claims = models.TextField(_("诉求、理由和依据"), blank=True)
    proposed_on = models.DateField(_("拟定协商日期"), null=True)
    proposed_place = models.CharField(_("拟定协商地点"), max_length=120, blank=True)
    negotiators_proposed = models.PositiveSmallIntegerField(_("拟定每方代表人数"), null=True)
    data_requested = models.TextField(_("请对方提供的资料"), blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    channel = models.CharField(_("送达方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    sent_on = models.DateField(_("发出日期"))
    served_on = models.DateField(_("收到日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("要约")
        constraints = [
            models.UniqueConstraint(fields=["bargaining", "number"], name="offer_number_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="offer_channel_known"),
            models.CheckConstraint(condition=~Q(topics=""), name="offer_is_written"),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("sent_on")),
                name="offer_served_after_sent",
                violation_error_message=_("收到日期不能早于发出日期。"),
            ),
        ]


class Decision(models.TextChoices):
    AGREE = "agree", _("同意协商")
    PARTLY = "partly", _("部分同意")
    REFUSE = "refuse", _("拒绝")


class Finding(models.TextChoices):
    """What the union above found of the reasons of a refusal."""

    JUSTIFIED = "justified", _("理由正当")
    UNJUSTIFIED = "unjustified", _("理由不正当")


class Reply(models.Model):
    """应约: the written answer to an offer. A refusal needs its reason, which the union above then reviews (CB-004)."""

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="reply", verbose_name=_("要约"))
    decision = models.CharField(_("答复"), max_length=8, choices=Decision.choices)
    reason = models.TextField(_("理由"), blank=True)
    accepted_topics = models.TextField(_("同意协商的内容"), blank=True)
    counter_topics = models.TextField(_("对方提出的内容"), blank=True)
    meets_on = models.DateField(_("协商日期"), null=True)
    meets_at = models.CharField(_("协商地点"), max_length=120, blank=True)
    data_list = models.TextField(_("提供的资料"), blank=True)
    data_on = models.DateField(_("提供资料日期"), null=True)
    signer = models.CharField(_("签署人"), max_length=60)
    signer_authority = models.CharField(_("签署人身份"), max_length=120, blank=True)
    channel = models.CharField(_("送达方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    replied_on = models.DateField(_("答复日期"))
    is_justified = models.BooleanField(_("拒绝理由正当"), null=True)
    reviewed_on = models.DateField(_("审查日期"), null=True)
    review_note = models.TextField(_("审查意见"), blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("应约")
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="reply_decision_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="reply_channel_known"),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REFUSE) | ~Q(reason=""),
                name="reply_refusal_has_a_reason",
                violation_error_message=_("拒绝协商必须写明理由。"),
            ),
            models.CheckConstraint(
                condition=Q(is_justified=None, reviewed_on=None, review_note="")
                | Q(is_justified__isnull=False, reviewed_on__isnull=False, decision=Decision.REFUSE),
                name="reply_reviewed_is_a_refusal",
            ),
        ]
