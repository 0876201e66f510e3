"""An election of delegates in one unit: who stands, what it is about (WC-006 … WC-010)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath
from zhijia.services.congress.terms.models import Category, CongressTerm, Delegate, ElectionUnit


class DelegateElectionKind(models.TextChoices):
    ELECTION = "election", _("选举")
    BY_ELECTION = "by_election", _("补选")
    RECALL = "recall", _("罢免")


class DelegateElection(models.Model):
    """代表选举. `eligible` is the staff of the unit on the day it was opened; `delegate` whom a recall is about."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="delegate_election", verbose_name=_("事项")
    )
    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="elections", verbose_name=_("届次"))
    unit = models.ForeignKey(ElectionUnit, on_delete=models.PROTECT, related_name="elections", verbose_name=_("选区"))
    kind = models.CharField(_("类别"), max_length=11, choices=DelegateElectionKind.choices)
    seats = models.PositiveSmallIntegerField(_("应选名额"), default=0)
    eligible = models.PositiveIntegerField(_("选区职工人数"))
    delegate = models.ForeignKey(
        Delegate, on_delete=models.PROTECT, null=True, related_name="recalls", verbose_name=_("涉及代表")
    )
    reason = models.CharField(_("事由"), max_length=500, blank=True)
    held_on = models.DateField(_("投票日期"), null=True)
    present = models.PositiveIntegerField(_("参加投票"), null=True)
    yes = models.PositiveIntegerField(_("赞成罢免"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("代表选举")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DelegateElectionKind.values), name="delegateelection_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="recall", delegate__isnull=False) | ~Q(kind="recall") & Q(delegate=None, seats__gt=0),
                name="delegateelection_about",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(closed_on=None) & ~Q(kind="recall"),
                name="delegateelection_one_open",
            ),
            models.UniqueConstraint(
                fields=["delegate"], condition=Q(closed_on=None, kind="recall"), name="delegateelection_one_recall"
            ),
        ]
        indexes = [models.Index(fields=["term", "closed_on"], name="delegateelection_term")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"


class DelegateCandidate(models.Model):
    """代表候选人: somebody of the unit who stands."""

    election = models.ForeignKey(
        DelegateElection, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("代表选举")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("候选人"))
    name = models.CharField(_("姓名"), max_length=60)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    is_senior = models.BooleanField(_("中层以上"), default=False)
    is_front_line = models.BooleanField(_("一线职工"), null=True)
    is_dispatched = models.BooleanField(_("劳务派遣"), null=True)
    struck_on = models.DateField(_("撤下日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("代表候选人")
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"], condition=Q(struck_on=None), name="delegatecandidate_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
