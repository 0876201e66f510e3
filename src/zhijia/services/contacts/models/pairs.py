"""The programme of a year, and the pairs of cadre and union (services §E2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.unions import TreePath


class Level(models.TextChoices):
    """Whose cadre it is."""

    CITY = "city", _("市级挂钩")
    COUNTY = "county", _("县级挂钩")


class PairProgramme(models.Model):
    """百千工程: the city's programme of a year, and how many pairs it wants."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("市总工会"))
    year = models.PositiveSmallIntegerField(_("年度"))
    target_total = models.PositiveIntegerField(_("挂钩企业工会总数"))
    target_city = models.PositiveIntegerField(_("其中市级挂钩"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("百千工程")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "year"], name="pairprogramme_once", violation_error_message=_("这一年的方案已经建立。")
            ),
            models.CheckConstraint(
                condition=Q(target_city__lte=F("target_total")),
                name="pairprogramme_city_within",
                violation_error_message=_("市级挂钩数不能超过总数。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Quota(models.Model):
    """县级任务数: how many of the county pairs of a year one county federation is to make."""

    programme = models.ForeignKey(
        PairProgramme, on_delete=models.PROTECT, related_name="quotas", verbose_name=_("百千工程")
    )
    federation = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("总工会"))
    count = models.PositiveIntegerField(_("挂钩家数"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("县级任务数")
        constraints = [models.UniqueConstraint(fields=["programme", "federation"], name="quota_once")]


class Pair(models.Model):
    """挂钩: one union of an enterprise, one cadre of a federation, one level.

    It stands from `from_on`, when a leader confirmed it, until `to_on`: one at a time for each union and level (PA-01).
    `federation` is the cadre's; `leader` visits once a year. The labels are
    what the union reads, which does not see the posts above it. `reasons` say why this union and why this cadre.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="pair", verbose_name=_("事项"))
    programme = models.ForeignKey(
        PairProgramme, on_delete=models.PROTECT, related_name="pairs", verbose_name=_("百千工程")
    )
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="pairs", verbose_name=_("企业工会"))
    federation = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("总工会"))
    level = models.CharField(_("层级"), max_length=6, choices=Level.choices)
    cadre = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="pairs", verbose_name=_("挂钩干部"))
    cadre_label = models.CharField(_("挂钩干部名称"), max_length=200)
    leader = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("挂钩领导"))
    leader_label = models.CharField(_("挂钩领导名称"), max_length=200, blank=True)
    reasons = models.JSONField(_("理由"), default=list)
    from_on = models.DateField(_("自"), null=True)
    to_on = models.DateField(_("至"), null=True)
    evaluation = models.TextField(_("年终评估"), blank=True, max_length=2000)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("挂钩")
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="pair_level_known"),
            models.UniqueConstraint(
                fields=["union", "level"],
                condition=Q(from_on__isnull=False, to_on=None),
                name="pair_one_stands",
                violation_error_message=_("这家企业工会在这一层级已经有挂钩干部。"),
            ),
            models.UniqueConstraint(
                fields=["programme", "union", "level"], condition=Q(to_on=None), name="pair_once_in_programme"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(from_on=None) | Q(to_on__gte=F("from_on")), name="pair_dates"
            ),
        ]
        indexes = [models.Index(fields=["cadre", "to_on"], name="pair_cadre")]


class Handover(models.Model):
    """交接: the pair goes to another cadre, with what the successor has to know."""

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("挂钩"))
    from_cadre = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("原挂钩干部"))
    to_cadre = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("新挂钩干部"))
    to_label = models.CharField(_("新挂钩干部名称"), max_length=200)
    reason = models.CharField(_("交接原因"), max_length=300)
    note = models.TextField(_("交接说明"), max_length=2000)
    handed_on = models.DateField(_("交接日期"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("交接")
