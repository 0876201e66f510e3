"""A proposal, who signed which version of it, what was answered and how its author found that (B5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models.unions import TreePath
from zhijia.services.congress.terms.models import Committee, CongressTerm, Delegate


class Rating(models.TextChoices):
    """How the author finds an answer; nobody else says it."""

    SATISFIED = "satisfied", _("满意")
    BASICALLY = "basically", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


class Ruling(models.TextChoices):
    """What the committee came to (B5)."""

    FILED = "filed", _("立案")
    MERGED = "merged", _("并案")
    REDIRECTED = "redirected", _("转其他渠道")
    REFUSED = "refused", _("不予立案")


class Proposal(models.Model):
    """提案: one matter. `version` grows when a text that others signed is changed: their signatures count for theirs only.

    `decision` is the reason that the committee gave, whatever it decided. `merged_into` keeps the authors of both. `rank` is
    the place among the key proposals. `session` is the case of the session that it was reported to.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="proposal", verbose_name=_("事项"))
    term = models.ForeignKey(CongressTerm, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("届次"))
    proposer = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("提案人"))
    title = models.CharField(_("案由"), max_length=100)
    reason = models.TextField(_("理由"), max_length=2000)
    measure = models.TextField(_("建议措施"), max_length=2000)
    version = models.PositiveSmallIntegerField(_("文本版次"), default=1)
    submitted_on = models.DateField(_("提交日期"), null=True)
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("审查机构")
    )
    decided_on = models.DateField(_("审查日期"), null=True)
    ruling = models.CharField(_("审查结果"), max_length=10, choices=Ruling.choices, blank=True)
    decision = models.CharField(_("审查意见"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", verbose_name=_("并入提案")
    )
    lead = models.CharField(_("主办部门"), max_length=60, blank=True)
    support = models.CharField(_("协办部门"), max_length=200, blank=True)
    due_on = models.DateField(_("答复期限"), null=True)
    rank = models.PositiveSmallIntegerField(_("重点提案排序"), null=True)
    session = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("会议"))
    reported_on = models.DateField(_("报告日期"), null=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("提案")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "proposer", "title"], condition=Q(withdrawn_on=None), name="proposal_once"
            ),
            models.UniqueConstraint(fields=["term", "rank"], name="proposal_one_rank"),
            models.CheckConstraint(
                condition=Q(decided_on=None, ruling="")
                | Q(submitted_on__isnull=False) & ~Q(decision="") & ~Q(ruling=""),
                name="proposal_decided_whole",
            ),
            models.CheckConstraint(condition=Q(due_on=None) | ~Q(lead=""), name="proposal_assigned_whole"),
        ]
        indexes = [models.Index(fields=["term", "id"], name="proposal_term")]

    def __str__(self) -> str:
        return self.title


class CoSignature(models.Model):
    """联名: a delegate signed this version."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("提案"))
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工代表"))
    version = models.PositiveSmallIntegerField(_("文本版次"))
    signed_on = models.DateField(_("联名日期"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("联名")
        constraints = [models.UniqueConstraint(fields=["proposal", "delegate", "version"], name="cosignature_once")]


class ProposalReply(models.Model):
    """答复: the first, and after one that did not satisfy the second and last."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="replies", verbose_name=_("提案"))
    number = models.PositiveSmallIntegerField(_("第几次答复"))
    text = models.TextField(_("答复内容"), max_length=4000)
    signer = models.CharField(_("部门负责人"), max_length=60)
    replied_on = models.DateField(_("答复日期"))
    rating = models.CharField(_("评价"), max_length=12, choices=Rating.choices, blank=True)
    rating_note = models.CharField(_("评价说明"), max_length=500, blank=True)
    rated_on = models.DateField(_("评价日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("提案答复")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposalreply_once"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="proposalreply_twice_at_most"),
            models.CheckConstraint(
                condition=Q(rating="", rated_on=None) | Q(rated_on__isnull=False) & ~Q(rating=""),
                name="proposalreply_rated_whole",
            ),
        ]
