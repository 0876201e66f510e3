"""A union as a legal person: its registration, the terms of its certificate, and what of it changed (services §A4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.organising.registration.codes import Changed


class Registration(models.Model):
    """工会法人登记: one at a time for a union; `authority` registers it. Its state is its case's.

    `valid_to` is the last day of the present certificate. `applicant_id` is the person who applied: somebody else decides.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="registration", verbose_name=_("事项"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("工会"))
    authority = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记机关"))
    authority_name = models.CharField(_("登记机关名称"), max_length=120)
    conditions = models.JSONField(_("登记条件"), default=list)
    address = models.CharField(_("住所"), max_length=200)
    chair_name = models.CharField(_("法定代表人（主席）"), max_length=60)
    applicant_id = models.BigIntegerField(_("申请人"), null=True)
    applied_on = models.DateField(_("申请日期"))
    certificate = models.CharField(_("证书编号"), max_length=40, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    registered_on = models.DateField(_("登记日期"), null=True)
    valid_to = models.DateField(_("证书有效期至"), null=True)
    ended_on = models.DateField(_("终止日期"), null=True)
    end_reason = models.CharField(_("终止原因"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("工会法人登记")
        constraints = [
            models.UniqueConstraint(
                fields=["union"],
                condition=Q(ended_on=None),
                name="registration_one_of_a_union",
                violation_error_message=_("这个工会已有法人登记或者正在申请。"),
            ),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code="") & Q(ended_on=None), name="registration_code_once"
            ),
            models.CheckConstraint(
                condition=Q(registered_on=None, valid_to=None, certificate="", credit_code="")
                | (Q(registered_on__isnull=False, valid_to__isnull=False) & ~Q(certificate="") & ~Q(credit_code="")),
                name="registration_certificate_whole",
            ),
        ]
        indexes = [models.Index(fields=["path", "valid_to"], name="registration_path")]

    def __str__(self) -> str:
        return self.case.title


class CertificateTerm(models.Model):
    """证书有效期: from the day of registration or renewal to the last day of the term of office (OR-26)."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="terms", verbose_name=_("工会法人登记")
    )
    certificate = models.CharField(_("证书编号"), max_length=40)
    from_on = models.DateField(_("有效期起"))
    to_on = models.DateField(_("有效期止"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("证书有效期")
        constraints = [models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="certificateterm_order")]


class RegistrationChange(models.Model):
    """变更登记: what changed on which day, when it was applied for and registered (OR-28)."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="changes", verbose_name=_("工会法人登记")
    )
    kind = models.CharField(_("变更事项"), max_length=8, choices=Changed.choices)
    value = models.CharField(_("变更为"), max_length=200)
    happened_on = models.DateField(_("变更发生日期"))
    applied_on = models.DateField(_("申请日期"))
    registered_on = models.DateField(_("登记日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("变更登记")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Changed.values), name="registrationchange_kind_known"),
            models.CheckConstraint(
                condition=Q(applied_on__gte=F("happened_on")), name="registrationchange_applied_after"
            ),
        ]
