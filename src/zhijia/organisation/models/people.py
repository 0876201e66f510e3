"""People and their jobs. No id number and no phone yet: those come with the roster and its encryption."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.enterprises import Enterprise
from zhijia.organisation.models.unions import TreePath, Union


class Person(models.Model):
    """职工: one human. `home` is the union that keeps the record."""

    name = models.CharField(_("姓名"), max_length=60)
    home = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="people", verbose_name=_("所在工会"))
    path = TreePath(_("路径"), default="")
    sort_key = models.CharField(max_length=120, editable=False, db_collation="C")

    class Meta:
        verbose_name = verbose_name_plural = _("职工")
        indexes = [models.Index(fields=["path", "sort_key", "id"], name="person_path")]

    def __str__(self) -> str:
        return self.name


class Employment(models.Model):
    """劳动关系: a person works for an enterprise for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments", verbose_name=_("职工"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="employments", verbose_name=_("用人单位")
    )
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("劳动关系")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="employment_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
        ]
