"""Filings with the labour bureau, and its reviews (bargaining-congress §A4 steps 11–16, documents 6 and 7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.contracts import Contract
from zhijia.services.bargaining.models.offers import Channel


class Filing(models.Model):
    """报送: one filing of a text; after an objection the new text is filed anew and the clock starts again (CB-059)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="filings", verbose_name=_("集体合同"))
    number = models.PositiveSmallIntegerField(_("次数"), default=1)
    filed_on = models.DateField(_("报送日期"))
    copies = models.PositiveSmallIntegerField(_("份数"), default=3)
    has_explanation = models.BooleanField(_("附说明"), default=True)
    explanation = models.TextField(_("说明"), blank=True)
    channel = models.CharField(_("报送方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    bureau_place = models.CharField(_("审查机关所在区划"), max_length=6)
    bureau_name = models.CharField(_("审查机关"), max_length=120)
    received_on = models.DateField(_("收到日期"), null=True)
    receipt_number = models.CharField(_("回执编号"), max_length=60, blank=True)
    supplement_asked_on = models.DateField(_("要求补正日期"), null=True)
    supplement_asked = models.CharField(_("补正内容"), max_length=300, blank=True)
    supplemented_on = models.DateField(_("补正日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同报送")
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="filing_number_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="filing_channel_known"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("filed_on")),
                name="filing_received_after_filed",
                violation_error_message=_("收到日期不能早于报送日期。"),
            ),
        ]


class Opinion(models.TextChoices):
    """A review of legality only: it objects or it does not (bargaining-congress §E6)."""

    NO_OBJECTION = "no_objection", _("无异议")
    OBJECTION = "objection", _("有异议")


class Review(models.Model):
    """审查: the bureau's written opinion on a filing. An objection served late is on record and changes nothing (CB-056)."""

    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="review", verbose_name=_("合同报送"))
    opinion = models.CharField(_("意见"), max_length=12, choices=Opinion.choices)
    on_capacity = models.TextField(_("双方主体资格"), blank=True)
    on_procedure = models.TextField(_("协商程序"), blank=True)
    on_content = models.TextField(_("合同内容"), blank=True)
    objected_items = models.TextField(_("异议条款和依据"), blank=True)
    reviewer = models.CharField(_("审查人"), max_length=60)
    is_sealed = models.BooleanField(_("已盖章"), default=True)
    given_on = models.DateField(_("出具日期"))
    served_on_workers_on = models.DateField(_("送达职工方日期"), null=True)
    served_on_employer_on = models.DateField(_("送达用人单位方日期"), null=True)
    is_late = models.BooleanField(_("超过审查期限"), default=False)
    channel = models.CharField(_("送达方式"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同审查")
        constraints = [
            models.CheckConstraint(condition=Q(opinion__in=Opinion.values), name="review_opinion_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="review_channel_known"),
            models.CheckConstraint(
                condition=~Q(opinion=Opinion.OBJECTION) | ~Q(objected_items=""),
                name="review_objection_names_items",
                violation_error_message=_("提出异议必须写明条款和依据。"),
            ),
        ]
