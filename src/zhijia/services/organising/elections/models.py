"""An election in a union that exists: why, what was asked and allowed, what came of it (services §A3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person, Post
from zhijia.organisation.models.unions import TreePath
from zhijia.services.organising.electing.models import Assembly


class ElectionKind(models.TextChoices):
    RENEWAL = "renewal", _("换届选举")
    BY_ELECTION = "by_election", _("补选")
    RECALL = "recall", _("罢免")
    EXTRAORDINARY = "extraordinary", _("召开临时大会")
    TRANSFER = "transfer", _("任期内调动主席")


ELECTING = (ElectionKind.RENEWAL, ElectionKind.BY_ELECTION)
"""Kinds that elect somebody, and so have candidates."""


class Proposer(models.TextChoices):
    COMMITTEE = "committee", _("基层工会委员会")
    MEMBERS = "members", _("会员联名")


class Election(models.Model):
    """选举. `vacant_on` is the day since which the chair is vacant (by-election); `post` whose holder is recalled or
    transferred; `entitled` all members or delegates. `submitted_by` put the petition: another person answers it.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="election", verbose_name=_("事项"))
    kind = models.CharField(_("选举类别"), max_length=13, choices=ElectionKind.choices)
    reason = models.CharField(_("事由"), max_length=500)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("涉及岗位"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("涉及人员")
    )
    vacant_on = models.DateField(_("空缺日期"), null=True)
    proposer = models.CharField(_("提议人"), max_length=9, choices=Proposer.choices, blank=True)
    proposers = models.PositiveIntegerField(_("联名会员人数"), null=True)
    members = models.PositiveIntegerField(_("会员人数"), null=True)
    assembly = models.CharField(_("会议形式"), max_length=9, choices=Assembly.choices, blank=True)
    meeting_on = models.DateField(_("大会日期"), null=True)
    seats = models.PositiveSmallIntegerField(_("委员名额"), null=True)
    audit_seats = models.PositiveSmallIntegerField(_("经费审查委员名额"), null=True)
    women_seats = models.PositiveSmallIntegerField(_("女职工委员名额"), null=True)
    consented_on = models.DateField(_("本级委员会同意日期"), null=True)
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("报送人")
    )
    asked_on = models.DateField(_("请示日期"), null=True)
    approved_on = models.DateField(_("批复日期"), null=True)
    held_on = models.DateField(_("会议日期"), null=True)
    entitled = models.PositiveIntegerField(_("全体会员或者代表"), null=True)
    yes = models.PositiveIntegerField(_("赞成"), null=True)
    term_years = models.PositiveSmallIntegerField(_("任期（年）"), null=True)
    ordinal = models.PositiveSmallIntegerField(_("届次"), null=True)
    reported_on = models.DateField(_("结果报送日期"), null=True)
    confirmed_on = models.DateField(_("结果批复日期"), null=True)
    place = models.CharField(_("大会地点"), max_length=120, blank=True)
    postpone_asked_to = models.DateField(_("申请延期至"), null=True)
    closed_reason = models.CharField(_("撤回原因"), max_length=500, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("选举")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ElectionKind.values), name="election_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=["recall", "transfer"]) | Q(post__isnull=False, person__isnull=False),
                name="election_about_somebody",
            ),
        ]
        indexes = [models.Index(fields=["path", "id"], name="election_path")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
