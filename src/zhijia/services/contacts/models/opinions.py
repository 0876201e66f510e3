"""What unions say of their paired cadre: points that nobody can lead back to a union (services §E3, E05)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.contacts.models.pairs import Pair, PairProgramme


class Opinion(models.Model):
    """基层评价: one answer, without union, person, day or order. No role of the product reads a row of it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    programme = models.ForeignKey(PairProgramme, on_delete=models.PROTECT, related_name="+", verbose_name=_("百千工程"))
    federation = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("总工会"))
    cadre = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("挂钩干部"))
    points = models.PositiveSmallIntegerField(_("评分"))

    class Meta:
        verbose_name = verbose_name_plural = _("基层评价")
        constraints = [models.CheckConstraint(condition=Q(points__range=(1, 5)), name="opinion_points_known")]


class OpinionGiven(models.Model):
    """已评价: that the union of a pair has answered; not what."""

    pair = models.OneToOneField(Pair, on_delete=models.PROTECT, related_name="opinion_given", verbose_name=_("挂钩"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("已评价")
