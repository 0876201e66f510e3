"""Rosters of members brought in as sheets of up to a million rows: the upload, its pieces, what became of each row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath, Union


class RosterState(models.TextChoices):
    UPLOADED = "uploaded", _("正在读取")
    READ = "read", _("待确认各列")
    CHECKING = "checking", _("正在核对")
    CHECKED = "checked", _("已核对")
    APPLYING = "applying", _("入库中")
    APPLIED = "applied", _("已入库")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("没有完成")


class RosterVerdict(models.TextChoices):
    NEW = "new", _("新增")
    CHANGED = "changed", _("变更")
    SAME = "same", _("无变化")
    CONFLICT = "conflict", _("有冲突")
    REFUSED = "refused", _("退回")


class Decision(models.TextChoices):
    """What is done with a row that is in conflict with the base."""

    TAKE = "take", _("按表格办理")
    KEEP = "keep", _("保留原样")


class PieceState(models.TextChoices):
    RAW = "raw", _("原文件")
    READ = "read", _("已读取")
    CHECKED = "checked", _("已核对")
    APPLIED = "applied", _("已入库")
    UNDONE = "undone", _("已撤销")


class Roster(models.Model):
    """会员名册: one upload. `mapping` says which column of the sheet (from 0) holds what; `union` and `approved_on` stand in
    where a row names none; `rules` are decisions that hold for every row with one kind of conflict.

    The same bytes uploaded again by the same union are the same roster's work.
    """

    filename = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=8, choices=RosterState.choices)
    problem = models.CharField(_("问题"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"))
    uploaded_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("上传岗位"))
    taken_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("接手岗位")
    )
    header = models.JSONField(_("表头"), default=list)
    header_row = models.PositiveIntegerField(_("表头行"), default=0)
    mapping = models.JSONField(_("各列"), default=dict)
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("没有写明时的工会")
    )
    approved_on = models.DateField(_("没有写明时的批准日期"), null=True)
    rules = models.JSONField(_("冲突的处理"), default=dict)
    total = models.PositiveIntegerField(_("行数"), default=0)
    applied_at = models.DateTimeField(_("入库时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("会员名册导入")
        indexes = [models.Index(fields=["path", "-uploaded_at"], name="roster_newest")]
        constraints = [models.CheckConstraint(condition=Q(state__in=RosterState.values), name="roster_state_known")]

    def __str__(self) -> str:
        return self.filename


class RosterPiece(models.Model):
    """名册的一段: some rows as they came, sealed. It is the unit of work: its step is one transaction.

    Before the upload is read, pieces are parts of the file itself. `rows` counts what `content` holds. `examined` are the
    same rows as their check read them, until they are entered, and `yardstick` what they were measured by.
    """

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="pieces", verbose_name=_("名册"))
    number = models.PositiveIntegerField(_("序号"))
    state = models.CharField(_("状态"), max_length=7, choices=PieceState.choices)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    content = models.BinaryField(_("内容"), null=True)
    examined = models.BinaryField(null=True)
    yardstick = models.CharField(max_length=80, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("名册的段")
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="rosterpiece_once")]


class RosterRow(models.Model):
    """名册行: what became of one row. Its cells lie in the piece; `findings` are bits (`organisation.rosters.findings`).

    `id_index` finds a number that stands in two rows. `before` is what undoing restores; `event_id` is
    the one that the row left, `employment_id` what it registered.
    Visible with its roster.
    """

    roster = models.ForeignKey(
        Roster,
        on_delete=models.CASCADE,
        related_name="rows",
        db_index=False,
        db_constraint=False,  # row security lets in rows of visible rosters only, and no roster is ever removed
        verbose_name=_("名册"),
    )
    row_no = models.PositiveIntegerField(_("行号"))
    piece = models.PositiveIntegerField(_("段"))
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    id_index = models.BinaryField(max_length=32, null=True)
    verdict = models.CharField(_("结果"), max_length=8, choices=RosterVerdict.choices)
    findings = models.BigIntegerField(_("情况"), default=0)
    twin = models.PositiveIntegerField(_("重复的行"), null=True)
    decision = models.CharField(_("处理"), max_length=4, choices=Decision.choices, blank=True)
    person_id = models.BigIntegerField(_("职工"), null=True)
    employment_id = models.BigIntegerField(_("劳动关系"), null=True)
    event_id = models.BigIntegerField(_("留痕"), null=True)
    before = models.JSONField(_("变更前"), null=True)
    is_done = models.BooleanField(_("已入库"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("名册行")
        indexes = [models.Index(fields=["roster", "verdict", "row_no"], name="rosterrow_verdict")]
        constraints = [models.UniqueConstraint(fields=["roster", "row_no"], name="rosterrow_once")]


class RosterLayout(models.Model):
    """名册的列: how the sheets of a union are laid out, as its people have confirmed it: tidy head → what it holds."""

    union = models.OneToOneField(Union, on_delete=models.CASCADE, related_name="+", verbose_name=_("工会"))
    heads = models.JSONField(_("各列"), default=dict)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("名册的列")


class MatchCount(models.Model):
    """比对次数: how many numbers a post had matched against the register; written by the matching itself."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name=_("岗位"))
    at = models.DateTimeField(_("时间"))
    rows = models.PositiveIntegerField(_("行数"))

    class Meta:
        verbose_name = verbose_name_plural = _("比对次数")
        indexes = [models.Index(fields=["post", "at"], name="matchcount_recent")]
