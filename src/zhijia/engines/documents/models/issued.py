"""Issued documents: written once, never changed. What comes after (an annulment, a signed copy) is another row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.models.attachments import Attachment
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath

HEX = r"^[0-9a-f]{64}$"
WORD_LENGTH = 140
"""Outside parties have no short name: what stands before the year begins with their whole name."""


class SeriesWord(models.Model):
    """发文代字: what a union writes before the year in the numbers of one series."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会"))
    series = models.CharField(_("文书系列"), max_length=40)
    word = models.CharField(_("发文代字"), max_length=20)
    set_at = models.DateTimeField(_("登记时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("发文代字")
        constraints = [models.UniqueConstraint(fields=["union", "series"], name="seriesword_once")]


class DocumentNumber(models.Model):
    """文号: the last number that a union, or an outside party, gave under a word in a year. Its row lock makes numbers gapless.

    A party numbers through all unions with which it has to do, so its row belongs to none of them and has no path.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("工会"))
    party = models.CharField(_("外部单位"), max_length=32, blank=True)
    word = models.CharField(_("发文代字"), max_length=WORD_LENGTH)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("末号"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("文号")
        constraints = [
            models.UniqueConstraint(fields=["union", "word", "year"], name="documentnumber_once"),
            models.UniqueConstraint(
                fields=["party", "word", "year"], condition=Q(union=None), name="documentnumber_once_a_party"
            ),
            models.CheckConstraint(
                condition=Q(union__isnull=False, party="") | (Q(union=None) & ~Q(party="")),
                name="documentnumber_of_one",
            ),
        ]


class IssuedDocument(models.Model):
    """文书: an issued document. `model` is its frozen text (canonical JSON), `sha256` the hash of exactly that text.

    `union` is where it is registered; `issuer` is who signs, which for papers of the other side is not that union.
    `party` is the outside party in whose name it was issued, empty for a union. The checkpoint is the sealed state of the
    log at that moment, as it is printed beside the hash.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="documents", verbose_name=_("事项")
    )
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.BigIntegerField(_("对象编号"))
    subject_label = models.CharField(_("对象"), max_length=300)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记工会"))
    issuer = models.CharField(_("发文机关"), max_length=200)
    template = models.CharField(_("文书模板"), max_length=60)
    template_version = models.CharField(_("模板版本"), max_length=16)
    label = models.CharField(_("文种"), max_length=60)
    title = models.CharField(_("标题"), max_length=300)
    word = models.CharField(_("发文代字"), max_length=WORD_LENGTH, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"), null=True)
    serial = models.PositiveIntegerField(_("序号"), null=True)
    number = models.CharField(_("文号"), max_length=160, blank=True)
    issued_on = models.DateField(_("成文日期"))
    issued_at = models.DateTimeField(_("印发时间"))
    issued_by = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("印发岗位")
    )
    issued_by_label = models.CharField(_("印发人"), max_length=200)
    party = models.CharField(_("出具方"), max_length=32, blank=True)
    data = models.JSONField(_("填写内容"), default=dict)
    model = models.TextField(_("定稿"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    token = models.CharField(_("核验码"), max_length=32, unique=True)
    checkpoint_size = models.BigIntegerField(_("留痕封存条数"), null=True)
    checkpoint_root = models.CharField(_("留痕封存根"), max_length=64, blank=True)
    annuls = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="annulment", verbose_name=_("作废的文书")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("文书")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "word", "year", "serial"],
                condition=Q(serial__isnull=False, party=""),
                name="issued_number_once",
            ),
            models.UniqueConstraint(
                fields=["party", "word", "year", "serial"],
                condition=Q(serial__isnull=False) & ~Q(party=""),
                name="issued_number_once_a_party",
            ),
            models.CheckConstraint(
                condition=Q(word="", year=None, serial=None, number="")
                | (Q(year__isnull=False, serial__gte=1) & ~Q(word="") & ~Q(number="")),
                name="issued_number_whole",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=HEX), name="issued_has_hash"),
            models.CheckConstraint(condition=~Q(annuls=models.F("id")), name="issued_annuls_another"),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="issued_of_case"),
            models.Index(fields=["path", "issued_on"], name="issued_path"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Rendering(models.Model):
    """成品: the file that was made of a document, once for each format; its bytes lie in the store by their hash."""

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="renderings", verbose_name=_("文书")
    )
    format = models.CharField(_("格式"), max_length=4)
    sha256 = models.CharField(_("摘要"), max_length=64)
    size = models.PositiveIntegerField(_("大小（字节）"))
    made_at = models.DateTimeField(_("生成时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("文书成品")
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="rendering_once"),
            models.CheckConstraint(condition=Q(format__in=("pdf", "docx")), name="rendering_format_known"),
            models.CheckConstraint(condition=Q(sha256__regex=HEX), name="rendering_has_hash"),
        ]


class SignedCopy(models.Model):
    """签章件: the scan of the paper that came back signed or sealed, when that was, and who entered it."""

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="signed_copies", verbose_name=_("文书")
    )
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+", verbose_name=_("扫描件"))
    signed_on = models.DateField(_("签章日期"))
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记岗位"))
    entered_by_label = models.CharField(_("登记人"), max_length=200)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("签章件")
        constraints = [models.UniqueConstraint(fields=["document", "attachment"], name="signedcopy_once")]


class Lookup(models.Model):
    """核验计数: how often one visitor asked in one minute. The visitor is a keyed hash of the address, no address."""

    visitor = models.CharField(max_length=32)
    minute = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("核验计数")
        constraints = [models.UniqueConstraint(fields=["visitor", "minute"], name="lookup_once")]
