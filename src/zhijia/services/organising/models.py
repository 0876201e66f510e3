"""Since when something that the register keeps without a date has been so.

Triggers on the register write these rows, so that last month's numbers do not change with today's headcount. Nobody
else reads or writes them (docs/adr/0005).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath


class EnterpriseState(models.Model):
    """用人单位状态: headcount and place of an enterprise on the days from_on <= day < to_on."""

    enterprise_id = models.BigIntegerField(_("用人单位"))
    headcount = models.PositiveIntegerField(_("职工总数"), null=True)
    path = TreePath(_("路径"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位状态")
        constraints = [
            models.UniqueConstraint(fields=["enterprise_id", "from_on"], name="enterprisestate_once"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="enterprisestate_dates"),
        ]


class TermState(models.Model):
    """任期状态: the day on which the term known on the days from_on <= day < to_on ends."""

    union_id = models.BigIntegerField(_("工会"))
    term_to = models.DateField(_("本届止"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("任期状态")
        constraints = [
            models.UniqueConstraint(fields=["union_id", "from_on"], name="termstate_once"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="termstate_dates"),
        ]


class PostEntry(models.Model):
    """岗位录入: the day on which a post came into the register; before it nobody can say that it was vacant."""

    post_id = models.BigIntegerField(_("岗位"), primary_key=True)
    entered_on = models.DateField(_("录入日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("岗位录入")
