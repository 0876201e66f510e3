"""Moves of a union in the tree, kept because a move takes longer than a moment and explains later figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath, Union


class UnionMove(models.Model):
    """调整隶属: a union and everything below it goes under another parent.

    Written by the database's own functions only. Until `finished_at` rows of the subtree lie at `place_before` or at
    `place_after`; a place once left is given to no other union.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="moves", verbose_name=_("工会"))
    old_parent = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("原上级工会"))
    new_parent = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("新上级工会"))
    basis = models.CharField(_("依据"), max_length=200)
    asked_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理岗位"))
    begun_at = models.DateTimeField(_("开始时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    rows_moved = models.BigIntegerField(_("已移动记录数"), default=0)
    place_before = TreePath(_("原路径"))
    place_after = TreePath(_("新路径"))
    # How far the subtree has followed, for the database's own step.
    at_column = models.PositiveIntegerField(default=0)
    horizon = models.CharField(max_length=20, default="")
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("调整隶属")
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(finished_at=None), name="unionmove_one_at_a_time")
        ]
        indexes = [models.Index(fields=["place_before"], name="unionmove_place_before")]
