"""Households: who lives and reckons together. Relief goes by household; membership and employment go by person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhijia.organisation.models.people import Person
from zhijia.organisation.models.unions import TreePath, Union


class Relation(models.TextChoices):
    """与户主关系 GB/T 4761, first digit."""

    HEAD = "0", _("户主")
    SPOUSE = "1", _("配偶")
    SON = "2", _("子")
    DAUGHTER = "3", pgettext_lazy("child", "女")
    GRANDCHILD = "4", _("孙子、孙女或外孙子、外孙女")
    PARENT = "5", _("父母")
    GRANDPARENT = "6", _("祖父母或外祖父母")
    SIBLING = "7", _("兄弟姐妹")
    OTHER = "8", _("其他")


class Household(models.Model):
    """家庭. `home` is the union that keeps its record: that of its head, and it follows her."""

    home = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="households", verbose_name=_("所在工会"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("家庭")
        indexes = [models.Index(fields=["path", "id"], name="household_path")]


class HouseholdMember(models.Model):
    """家庭成员: a person belongs to one household at a time (HA-01), and a household has one head at a time."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", verbose_name=_("家庭"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    relation = models.CharField(_("与户主关系"), max_length=1, choices=Relation.choices)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("家庭成员")
        indexes = [models.Index(fields=["path", "id"], name="householdmember_path")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on=None), name="householdmember_one_open"),
            models.UniqueConstraint(
                fields=["household"], condition=Q(to_on=None, relation=Relation.HEAD), name="householdmember_one_head"
            ),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="householdmember_relation_known"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="householdmember_dates"),
        ]
