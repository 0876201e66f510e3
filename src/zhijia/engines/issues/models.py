"""An issue of the ledger, and what was noted on the way (services §0.2, §E2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person, Post, Union
from zhijia.organisation.models.unions import TreePath


class Category(models.TextChoices):
    FOUNDING = "founding", _("组建换届")
    FUNDS = "funds", _("经费")
    CONGRESS = "congress", _("职代会")
    CONTRACT = "contract", _("集体合同")
    WAGES = "wages", _("欠薪社保")
    SAFETY = "safety", _("安全卫生")
    RELIEF = "relief", _("帮扶")
    PREMISES = "premises", _("活动阵地")
    TRAINING = "training", _("培训")
    BUSINESS = "business", _("企业经营")
    OTHER = "other", _("其他")


class Level(models.TextChoices):
    """Who can solve it, which decides by when."""

    SPOT = "spot", _("可现场解决")
    OWN = "own", _("本级部门")
    HIGHER = "higher", _("提请上级或者外部门")


class Issue(models.Model):
    """问题: what somebody found at a union, who answers for it, by when, and what became of it.

    `source` is the code of the service that raised it, `origin` the case it came out of (a visit, a self-check).
    `owner_label` is what the union reads, which does not see the posts above it. The case's union is the one that has the
    problem; `handled_by` the one that has the turn. `closed_by` is never the owner (IS-01), and what is closed was
    accepted by the union, has evidence and was answered (IS-02).
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="issue", verbose_name=_("事项"))
    source = models.CharField(_("来源"), max_length=40)
    origin = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="raised_issues", verbose_name=_("来源事项")
    )
    handled_by = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理工会"))
    text = models.TextField(_("问题"), max_length=2000)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices, default=Level.OWN)
    found_on = models.DateField(_("发现日期"))
    standard = models.TextField(_("办结标准"), blank=True, max_length=1000)
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="owned_issues", verbose_name=_("责任岗位")
    )
    owner_label = models.CharField(_("责任岗位名称"), max_length=200, blank=True)
    measure = models.TextField(_("措施"), blank=True, max_length=2000)
    due_on = models.DateField(_("办结期限"), null=True)
    plan = models.TextField(_("长期推进计划"), blank=True, max_length=2000)
    receiver = models.CharField(_("提请单位"), max_length=120, blank=True)
    result = models.TextField(_("办理结果"), blank=True, max_length=2000)
    evidence = models.PositiveSmallIntegerField(_("佐证材料件数"), default=0)
    claimed_on = models.DateField(_("报告办结日期"), null=True)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(_("工会验收日期"), null=True)
    reply = models.TextField(_("答复工会"), blank=True, max_length=2000)
    closed_on = models.DateField(_("销号日期"), null=True)
    closed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    reopened = models.PositiveSmallIntegerField(_("重开次数"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("问题")
        constraints = [
            models.CheckConstraint(condition=Q(category__in=Category.values), name="issue_category_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="issue_level_known"),
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(verified_on__isnull=False, evidence__gt=0, closed_by__isnull=False) & ~Q(reply=""),
                name="issue_closed_when_done",
                violation_error_message=_("销号要有佐证材料、工会验收和给工会的答复。"),
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(owner=None) | ~Q(closed_by=F("owner")),
                name="issue_not_closed_by_owner",
                violation_error_message=_("责任岗位不能给自己办理的问题销号。"),
            ),
        ]
        indexes = [models.Index(fields=["path", "due_on"], name="issue_path_due")]

    def __str__(self) -> str:
        return self.text[:40]


class IssueNote(models.Model):
    """进展: what was done about an issue on a day."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="notes", verbose_name=_("问题"))
    noted_on = models.DateField(_("日期"))
    text = models.TextField(_("进展"), max_length=2000)
    by_label = models.CharField(_("登记人"), max_length=120)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("问题进展")
