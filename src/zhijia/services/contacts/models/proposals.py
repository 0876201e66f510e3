"""A proposal of pairs, before anybody is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.contacts.models.pairs import Level, PairProgramme


class Proposal(models.Model):
    """分配方案: what the rules propose for a federation; `seed` makes it again from the same unions and cadres."""

    programme = models.ForeignKey(
        PairProgramme, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("百千工程")
    )
    federation = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("总工会"))
    level = models.CharField(_("层级"), max_length=6, choices=Level.choices)
    count = models.PositiveIntegerField(_("家数"))
    seed = models.BigIntegerField(_("随机种子"))
    shortfalls = models.JSONField(_("没有满足的要求"), default=list)
    made_at = models.DateTimeField(_("生成时间"))
    made_by_label = models.CharField(_("生成人"), max_length=160)
    accepted_at = models.DateTimeField(_("采用时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("分配方案")


class ProposedPair(models.Model):
    """拟挂钩: one union and the cadre that was found for it, or put in by hand."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pairs", verbose_name=_("分配方案"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("企业工会"))
    cadre = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("挂钩干部"))
    reasons = models.JSONField(_("理由"), default=list)
    is_changed = models.BooleanField(_("人工调整"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("拟挂钩")
        constraints = [models.UniqueConstraint(fields=["proposal", "union"], name="proposedpair_once")]
