"""Forms that a union prescribes for its documents and those of the unions below it (监督条例 32: the provincial forms)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.models.issued import HEX
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath


class PrescribedForm(models.Model):
    """规定格式: the body of one kind of document, in place of the one this product brings. `source` is its text with fields.

    Head, number, signature and copies stay those of the template. A later form of the union replaces an earlier one.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("规定单位"))
    template = models.CharField(_("文书模板"), max_length=60)
    title = models.CharField(_("名称"), max_length=120)
    source = models.TextField(_("正文"))
    filename = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("摘要"), max_length=64)
    set_at = models.DateTimeField(_("登记时间"))
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记岗位"))
    withdrawn_at = models.DateTimeField(_("停用时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("规定格式")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "template"], condition=Q(withdrawn_at=None), name="prescribedform_one_in_use"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="prescribedform_says_something"),
            models.CheckConstraint(condition=Q(sha256__regex=HEX), name="prescribedform_has_hash"),
        ]

    def __str__(self) -> str:
        return self.title
