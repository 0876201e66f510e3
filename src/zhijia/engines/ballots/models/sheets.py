"""The tally sheet of a vote on paper: ballots, candidates, what the law said to it (services §A3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class TallySheet(models.Model):
    """计票单. `body` is the service's word for what was voted on; `reckonings` is what the law said, as it was printed."""

    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tally_sheets", verbose_name=_("所属事项"))
    body = models.CharField(_("选举事项"), max_length=20)
    held_on = models.DateField(_("投票日期"))
    seats = models.PositiveSmallIntegerField(_("应选名额"))
    due = models.PositiveIntegerField(_("应到会人数"))
    present = models.PositiveIntegerField(_("实到会人数"))
    issued = models.PositiveIntegerField(_("发出选票"))
    returned = models.PositiveIntegerField(_("收回选票"))
    valid = models.PositiveIntegerField(_("有效票"))
    invalid = models.PositiveIntegerField(_("无效票"))
    scrutineers = models.CharField(_("监票人"), max_length=200)
    counters = models.CharField(_("计票人"), max_length=200)
    reckonings = models.JSONField(default=list)
    kept_at = models.DateTimeField(_("登记时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("计票单")
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued"), issued__lte=F("present"), present__lte=F("due")),
                name="tallysheet_order",
            ),
            models.CheckConstraint(condition=Q(returned=F("valid") + F("invalid")), name="tallysheet_sums"),
        ]
        indexes = [models.Index(fields=["about", "body"], name="tallysheet_about")]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class TallyLine(models.Model):
    """得票: one name on the sheet. `rank` is its place by yes-votes among all; written in by voters or put up before."""

    sheet = models.ForeignKey(TallySheet, on_delete=models.PROTECT, related_name="lines", verbose_name=_("计票单"))
    name = models.CharField(_("姓名"), max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("职工"))
    is_write_in = models.BooleanField(_("另选他人"), default=False)
    yes = models.PositiveIntegerField(_("赞成"))
    no = models.PositiveIntegerField(_("反对"))
    abstain = models.PositiveIntegerField(_("弃权"))
    rank = models.PositiveSmallIntegerField(_("名次"))
    is_elected = models.BooleanField(_("当选"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("得票")

    def __str__(self) -> str:
        return self.name
