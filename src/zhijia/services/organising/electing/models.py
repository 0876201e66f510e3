"""Candidates, and the terms of office that elections begin and end (services §A3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person, Union
from zhijia.organisation.models.unions import TreePath


class Body(models.TextChoices):
    """What is elected."""

    COMMITTEE = "committee", _("工会委员会委员")
    CHAIR = "chair", _("工会主席")
    AUDIT = "audit", _("经费审查委员会委员")
    WOMEN = "women", _("女职工委员会委员")
    ORGANISER = "organiser", _("组织员")


SINGLE = (Body.CHAIR, Body.ORGANISER)
"""Bodies of one person."""
SURPLUS_BODIES = (Body.COMMITTEE, Body.AUDIT)
"""Bodies for which more stand than there are seats (OR-08)."""


class Assembly(models.TextChoices):
    GENERAL = "general", _("会员大会")
    DELEGATES = "delegates", _("会员代表大会")


class ElectionCandidate(models.Model):
    """候选人: somebody who stands for a body in a founding or an election. `declared_on`: she signed that nothing bars her."""

    about = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("所属事项"))
    body = models.CharField(_("选举事项"), max_length=10, choices=Body.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("候选人"))
    name = models.CharField(_("姓名"), max_length=60)
    declared_on = models.DateField(_("签署声明日期"))
    struck_on = models.DateField(_("撤换日期"), null=True)
    struck_reason = models.CharField(_("撤换原因"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("候选人")
        constraints = [
            models.UniqueConstraint(
                fields=["about", "body", "person"], condition=Q(struck_on=None), name="electioncandidate_once"
            ),
            models.CheckConstraint(condition=Q(body__in=Body.values), name="electioncandidate_body_known"),
        ]

    def __str__(self) -> str:
        return self.name


class OfficeTerm(models.Model):
    """届次: one term of a union's committee. `about` is the case that elected it; `ordinal` is null
    for a term of which only the days are known; `postponed_to` a later end that the union
    above allowed (OR-18); `ended_on` the day on which the next one began.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="office_terms", verbose_name=_("工会"))
    ordinal = models.PositiveSmallIntegerField(_("届"), null=True)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"))
    postponed_to = models.DateField(_("延期至"), null=True)
    ended_on = models.DateField(_("实际结束"), null=True)
    about = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="office_terms", verbose_name=_("所属事项")
    )
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("届次")
        constraints = [
            models.UniqueConstraint(fields=["union", "ordinal"], name="officeterm_once"),
            models.UniqueConstraint(fields=["union"], condition=Q(ended_on=None), name="officeterm_one_present"),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="officeterm_dates"),
            models.CheckConstraint(
                condition=Q(postponed_to=None) | Q(postponed_to__gt=F("to_on")), name="officeterm_postponed_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.from_on}"
