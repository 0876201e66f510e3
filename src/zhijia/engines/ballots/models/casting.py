"""What is kept of casting in the modes that a case's administrator vouches for. The verifiable mode keeps none of this.

Ordinary secret ballots lie in the schema `ordinary_box`: no row, number, order or moment there belongs to a person.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.models.polls import Elector, Question
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class NamedBallot(models.Model):
    """记名票: what an elector voted, in everybody's sight once the poll is closed. Never changed."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="named", verbose_name=_("表决项"))
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="named", verbose_name=_("选举人"))
    content = models.JSONField(_("意见"))
    cast_at = models.DateTimeField(_("投票时间"))
    recorded_by = models.CharField(_("唱名登记人"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("记名票")
        constraints = [models.UniqueConstraint(fields=["question", "elector"], name="namedballot_once")]


class Turnout(models.Model):
    """已投票: that an elector of an ordinary secret poll voted. Written after the close, in the order of the roll."""

    elector = models.OneToOneField(
        Elector, on_delete=models.PROTECT, related_name="turnout", primary_key=True, verbose_name=_("选举人")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("已投票")


class CountSheet(models.Model):
    """票数登记: hands or papers of one question as one person counted them and another confirmed."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="sheet", verbose_name=_("表决项"))
    issued = models.PositiveIntegerField(_("发出选票"))
    returned = models.PositiveIntegerField(_("收回选票"))
    spoiled = models.PositiveIntegerField(_("废票"))
    marks = models.JSONField(_("得票"))
    write_ins = models.JSONField(_("另选他人得票"), default=dict)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人"))
    entered_at = models.DateTimeField(_("登记时间"))
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("核对人")
    )
    confirmed_at = models.DateTimeField(_("核对时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("票数登记")
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued"), spoiled__lte=F("returned")), name="countsheet_order"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("entered_by")),
                name="countsheet_confirmed_by_another",
            ),
        ]


class Withdrawal(models.Model):
    """退出候选: a candidate of a frozen poll who stands no more. Votes for her are counted and elect nobody."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("表决项")
    )
    code = models.CharField(_("选项"), max_length=16)
    reason = models.CharField(_("理由"), max_length=300)
    decided_at = models.DateTimeField(_("决定时间"))
    decided_by = models.CharField(_("决定人"), max_length=300)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("退出候选")
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="withdrawal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),
        ]
