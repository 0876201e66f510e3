"""Who supervises: the body of a union, and its supervisors with their certificates (监督条例 8, 11, 12)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person, Union
from zhijia.organisation.models.unions import TreePath


class Organ(models.TextChoices):
    """What a union has set up."""

    COMMITTEE = "committee", _("委员会")
    MEMBER = "member", _("专人")
    NONE = "none", _("没有")


class SupervisoryBody(models.Model):
    """监督组织: what a union has set up for legal supervision and for women workers, as its members require (LS-08, LS-09)."""

    union = models.OneToOneField(
        Union, on_delete=models.PROTECT, related_name="supervisory_body", verbose_name=_("工会")
    )
    members = models.PositiveIntegerField(_("会员人数"))
    women = models.PositiveIntegerField(_("女会员人数"))
    supervision = models.CharField(
        _("劳动法律监督"), max_length=10, choices=Organ.choices, help_text=_("委员会，或者监督员。")
    )
    women_organ = models.CharField(
        _("女职工工作"), max_length=10, choices=Organ.choices, help_text=_("女职工委员会，或者女职工委员。")
    )
    is_elected = models.BooleanField(_("监督人员从会员中产生"), default=True)
    term_from = models.DateField(_("任期起"))
    term_to = models.DateField(_("任期止"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督组织")
        constraints = [
            models.CheckConstraint(
                condition=Q(supervision__in=Organ.values, women_organ__in=Organ.values), name="body_organs_known"
            ),
            models.CheckConstraint(
                condition=Q(term_to__gt=F("term_from")),
                name="body_term_order",
                violation_error_message=_("任期截止日期要晚于起始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(women__lte=F("members")),
                name="body_women_within",
                violation_error_message=_("女会员人数不能超过会员人数。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.union)


class Supervisor(models.Model):
    """监督员: who may investigate, with the certificate that is shown on site; valid from–to."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="supervisors", verbose_name=_("工会"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("人员"))
    name = models.CharField(_("姓名"), max_length=60)
    certificate = models.CharField(_("监督证编号"), max_length=60, blank=True)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监督员")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=~Q(certificate=""),
                name="supervisor_certificate_once",
                violation_error_message=_("这个监督证编号已经登记。"),
            ),
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")),
                name="supervisor_dates",
                violation_error_message=_("截止日期要晚于起始日期。"),
            ),
        ]
        indexes = [models.Index(fields=["union", "to_on"], name="supervisor_union")]

    def __str__(self) -> str:
        return f"{self.name}（{self.certificate}）" if self.certificate else self.name
