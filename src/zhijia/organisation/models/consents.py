"""What a person agreed to have held of her beyond what membership needs, and took back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.people import Person


class Purpose(models.TextChoices):
    """What is held by consent only. Name and document are needed for membership itself and are no matter of consent."""

    OPTIONAL = "optional", _("居住地址、学历、户籍性质")
    PHONE = "phone", _("手机号码")


FACTS_OF: dict[str, tuple[str, ...]] = {
    Purpose.OPTIONAL: ("address", "education", "household_kind"),
    Purpose.PHONE: ("phone",),
}
"""The facts of a person that may be held under each consent."""


class Consent(models.Model):
    """同意记录: one statement of hers; the last one about a purpose holds. Nothing is ever changed or removed here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", verbose_name=_("职工"))
    purpose = models.CharField(_("内容"), max_length=8, choices=Purpose.choices)
    is_given = models.BooleanField(_("同意"))
    said_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("同意记录")
        constraints = [models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known")]
