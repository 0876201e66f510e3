"""Attachments of cases: bytes in a store by hash, what they are and whom they concern in the database."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Post
from zhijia.organisation.models.unions import SeenFrom, TreePath


class Attachment(models.Model):
    """附件: a file on a case. `content_type` is told from its bytes, never from its name. `party` brought it, or a union."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("事项"))
    filename = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    added_at = models.DateTimeField(_("上传时间"))
    added_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("上传岗位")
    )
    added_by_label = models.CharField(_("上传人"), max_length=200)
    party = models.CharField(_("提交方"), max_length=32, blank=True)
    path = TreePath(_("路径"), default="")
    seen_from = SeenFrom(verbose_name=_("事项共享"))

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        indexes = [
            models.Index(fields=["path", "id"], name="attachment_path"),
            GinIndex(fields=["seen_from"], name="attachment_seen_from", condition=Q(seen_from__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256", "party"], name="attachment_once_per_case_and_side")
        ]
