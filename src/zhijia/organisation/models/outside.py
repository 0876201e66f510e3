"""Those outside the unions who act on cases: labour bureaus, and people with a mandate of an employer or a bureau."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.enterprises import Enterprise
from zhijia.organisation.models.people import Person
from zhijia.organisation.models.unions import TreePath, Union


class LabourBureau(models.Model):
    """人社部门: the labour administration of a division. `keeper` is the union that keeps this row."""

    name = models.CharField(_("名称"), max_length=120)
    place = models.CharField(_("行政区划"), max_length=6, unique=True)
    keeper = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("维护工会"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("人社部门")

    def __str__(self) -> str:
        return self.name

    @property
    def party(self) -> str:
        """How cases name it: whom they await and with whom they are shared."""
        return f"{PartyKind.BUREAU}:{self.place}"


class PartyKind(models.TextChoices):
    EMPLOYER = "employer", _("用人单位")
    BUREAU = "bureau", _("人社部门")


class Mandate(models.Model):
    """授权: a person acts for an enterprise, by its letter of authority, or for a labour bureau, from when to when.

    Who holds one sees what was shared with that party and nothing else. The way in is an account with a one-time slip.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("联系人"))
    kind = models.CharField(_("类别"), max_length=8, choices=PartyKind.choices)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, null=True, related_name="mandates", verbose_name=_("用人单位")
    )
    bureau = models.ForeignKey(
        LabourBureau, on_delete=models.PROTECT, null=True, related_name="mandates", verbose_name=_("人社部门")
    )
    title = models.CharField(_("职务"), max_length=60)
    letter = models.CharField(_("授权书"), max_length=120, help_text=_("授权书的日期和编号，或扫描件的存放处。"))
    scan_name = models.CharField(_("授权书扫描件"), max_length=200, blank=True)
    scan_type = models.CharField(_("类型"), max_length=100, blank=True)
    scan_sha256 = models.CharField(_("摘要"), max_length=64, blank=True)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("授权")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="employer", enterprise__isnull=False, bureau=None)
                | Q(kind="bureau", enterprise=None, bureau__isnull=False),
                name="mandate_of_one_party",
            ),
            models.CheckConstraint(condition=~Q(letter=""), name="mandate_has_a_letter"),
            models.CheckConstraint(
                condition=Q(scan_name="", scan_type="", scan_sha256="")
                | ~Q(scan_name="") & ~Q(scan_type="") & Q(scan_sha256__regex=r"^[0-9a-f]{64}$"),
                name="mandate_scan_whole",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="mandate_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
        ]
        indexes = [models.Index(fields=["person", "from_on"], name="mandate_person")]

    @property
    def of(self) -> Enterprise | LabourBureau:
        """The party acted for."""
        party = self.enterprise or self.bureau
        if party is None:
            raise ValueError(f"mandate {self.pk} is of nobody")
        return party
