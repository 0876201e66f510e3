"""What people ask of a union about their membership: to join, or to come over from another one (services §A7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.lib.masks import mask_id_number, mask_phone
from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.models.unions import TreePath
from zhijia.organisation.protection.fields import SealedField
from zhijia.services.organising.assessments.models import ImpactAssessment
from zhijia.services.organising.chains.models import ChainGroup, ChainStore, Federation, FederationCoverage
from zhijia.services.organising.changes.models import MemberFate, UnionChange
from zhijia.services.organising.electing.models import ElectionCandidate, OfficeTerm
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.founding.models import Founding, FoundingEnterprise, Preparer, Stall
from zhijia.services.organising.registration.models import CertificateTerm, Registration, RegistrationChange
from zhijia.services.organising.standing.models import FeeRecord
from zhijia.services.organising.targets.models import FoundingNotice, OrganisingTarget, Silence

__all__ = [
    "Application",
    "CertificateTerm",
    "ChainGroup",
    "ChainStore",
    "Channel",
    "Election",
    "ElectionCandidate",
    "Federation",
    "FederationCoverage",
    "FeeRecord",
    "Founding",
    "FoundingEnterprise",
    "FoundingNotice",
    "ImpactAssessment",
    "MemberFate",
    "OfficeTerm",
    "OrganisingTarget",
    "Preparer",
    "Registration",
    "RegistrationChange",
    "Silence",
    "Stall",
    "UnionChange",
]


class Channel(models.TextChoices):
    PAPER = "paper", _("纸质申请，由工会录入")
    ACCOUNT = "account", _("本人账号申请")
    VISITOR = "visitor", _("网上申请，没有账号")


class Invitation(models.Model):
    """转会邀请: a union has somebody in its roster whom another union keeps, and asks herself whether she comes over.

    Only she sees it: whoever brought the roster learns neither who she is nor where she is kept. `roster` is the number of
    the upload.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("职工"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("邀请的工会"))
    union_name = models.CharField(_("邀请的工会名称"), max_length=120)
    roster = models.BigIntegerField(_("名册"))
    invited_on = models.DateField(_("邀请日期"))
    told_at = models.DateTimeField(_("通知时间"), null=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    is_accepted = models.BooleanField(_("接受"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("转会邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "union"], condition=Q(answered_on=None), name="invitation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, is_accepted=None)
                | Q(answered_on__isnull=False, is_accepted__isnull=False),
                name="invitation_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.union_name


class Application(models.Model):
    """入会、转会申请. `person` is null while nobody knows whether the applicant has a record.

    Number and phone lie here until it is decided; then they are with the person's record, or nowhere. `token` opens the page
    on which somebody without an account sees what became of it. `employer` is what she called it, `enterprise` the one of
    that name. `union_name` is for the applicant, who does not see the union's row. `former` is the union that she came
    from, once she has come.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="application", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("受理工会"))
    union_name = models.CharField(_("受理工会名称"), max_length=120)
    channel = models.CharField(_("途径"), max_length=7, choices=Channel.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    id_kind = models.CharField(_("证件类型"), max_length=10, choices=IdKind.choices, blank=True)
    id_number = SealedField(_("证件号码"), mask=mask_id_number)
    id_index = models.BinaryField(max_length=32, null=True)
    phone = SealedField(_("手机号码"), mask=mask_phone)
    employer = models.CharField(_("工作单位"), max_length=120, blank=True)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("用人单位")
    )
    token = models.CharField(max_length=43, blank=True, editable=False)
    applied_on = models.DateField(_("申请日期"))
    contacted_on = models.DateField(_("联系日期"), null=True)
    decided_on = models.DateField(_("决定日期"), null=True)
    is_approved = models.BooleanField(_("同意"), null=True)
    is_withdrawn = models.BooleanField(_("撤回"), default=False)
    words = models.CharField(_("答复"), max_length=300, blank=True)
    former = models.ForeignKey(Union, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("原工会"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("入会、转会申请")
        indexes = [models.Index(fields=["path", "id"], name="application_path")]
        constraints = [
            models.UniqueConstraint(fields=["token"], condition=~Q(token=""), name="application_token"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(decided_on=None) & ~Q(person=None), name="application_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_approved=None)
                | Q(decided_on__isnull=False, is_approved__isnull=False, id_number=None, id_index=None, phone=None),
                name="application_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RosterFinding(models.Model):
    """体检发现: something doubtful in the register, as it was found on a day; found anew every night, so it may be thrown away.

    `kind` is a code of `roster.kinds`. `other` is the second record of a pair; `amount` is how many people the row stands
    for. Paths are written with the rows that they are of: what moves meanwhile is found again at its new place.
    """

    kind = models.CharField(_("项目"), max_length=20)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("职工"))
    other = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("另一条"))
    union = models.ForeignKey(Union, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("工会"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("用人单位")
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("事项"))
    amount = models.PositiveIntegerField(_("人数"), default=1)
    figures = models.JSONField(_("数据"), default=dict)
    path = TreePath(_("路径"), default="", db_comment="derived")
    other_path = TreePath(_("另一条的路径"), default="", db_comment="derived")
    found_on = models.DateField(_("发现日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("名册体检")
        indexes = [models.Index(fields=["kind", "path", "id"], name="finding_path")]


class RosterExamination(models.Model):
    """体检记录: when the registers of a union and of all below it were last looked through, whatever was found."""

    union = models.OneToOneField(Union, on_delete=models.CASCADE, related_name="+", verbose_name=_("工会"))
    examined_at = models.DateTimeField(_("核对时间"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("体检记录")


class Wrong(models.TextChoices):
    """What a person may say is wrong. The last is put right by hand and answered in words."""

    NAME = "name", _("姓名")
    ID_NUMBER = "id_number", _("居民身份证号码")
    PHONE = "phone", _("手机号码")
    ADDRESS = "address", _("居住地址")
    BORN_ON = "born_on", _("出生日期")
    OTHER = "other", _("会籍、工作单位等其他内容")


class Correction(models.Model):
    """更正申请: a person says what of hers is wrong and what is right; the union that keeps her record answers.

    `value` lies sealed until it is decided; then it is with her record, or nowhere. `promised_on` is the day by which the
    union said it would answer, where no rule of the place sets a term.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="correction", verbose_name=_("事项"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("受理工会"))
    union_name = models.CharField(_("受理工会名称"), max_length=120)
    what = models.CharField(_("哪一项"), max_length=9, choices=Wrong.choices)
    value = SealedField(_("正确的内容"), mask=mask_id_number)
    evidence = models.CharField(_("依据"), max_length=200)
    scan_name = models.CharField(_("证明材料"), max_length=200, blank=True)
    scan_type = models.CharField(_("类型"), max_length=100, blank=True)
    scan_sha256 = models.CharField(_("摘要"), max_length=64, blank=True)
    asked_on = models.DateField(_("申请日期"))
    promised_on = models.DateField(_("答复时限"), null=True)
    decided_on = models.DateField(_("决定日期"), null=True)
    is_accepted = models.BooleanField(_("同意"), null=True)
    words = models.CharField(_("答复"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("更正申请")
        indexes = [models.Index(fields=["path", "id"], name="correction_path")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "what"], condition=Q(decided_on=None), name="correction_one_open"
            ),
            models.CheckConstraint(condition=Q(what__in=Wrong.values), name="correction_what_known"),
            models.CheckConstraint(
                condition=Q(decided_on=None, is_accepted=None) | Q(decided_on__isnull=False, value=None),
                name="correction_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())
