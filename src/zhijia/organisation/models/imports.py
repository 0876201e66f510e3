"""Imports of sheets: a batch, and what happened to each of its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("已上传")
    CHECKED = "checked", _("已校验")
    APPLYING = "applying", _("入库中")
    APPLIED = "applied", _("已入库")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("无法读取")


class ImportVerdict(models.TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("变更")
    SAME = "same", _("无变化")
    REFUSED = "refused", _("退回")


class ImportBatch(models.Model):
    """导入批次: one uploaded sheet. The same bytes uploaded again by the same union are the same batch's work."""

    kind = models.CharField(_("内容"), max_length=16)
    filename = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices)
    problem = models.CharField(_("问题"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"))
    uploaded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传岗位"))
    taken_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("接手岗位")
    )
    applied_at = models.DateTimeField(_("入库时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    header = models.JSONField(_("表头"), default=list)
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("导入批次")
        indexes = [models.Index(fields=["path", "-uploaded_at"], name="import_newest")]


class ImportRow(models.Model):
    """导入行: the cells as they came, the verdict, and what is needed to undo it."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", verbose_name=_("批次"))
    row_no = models.PositiveIntegerField(_("行号"))
    cells = models.JSONField(_("内容"))
    verdict = models.CharField(_("结果"), max_length=8, choices=ImportVerdict.choices)
    reasons = models.JSONField(_("原因"), default=list)
    record_id = models.BigIntegerField(_("记录"), null=True)
    before = models.JSONField(_("变更前"), null=True)
    is_done = models.BooleanField(_("已处理"), default=False)
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("导入行")
        constraints = [models.UniqueConstraint(fields=["batch", "row_no"], name="importrow_once")]
