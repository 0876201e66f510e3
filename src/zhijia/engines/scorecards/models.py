"""A filled-in scorecard: who said how many points of which item, and what it came to (services §0.2, §E3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Person, Post, Union
from zhijia.organisation.models.unions import TreePath


class Purpose(models.TextChoices):
    """A baseline is taken once, at the first visit; the rating of a year compares with it."""

    BASELINE = "baseline", _("基线")
    RATING = "rating", _("年度评分")


class Stage(models.TextChoices):
    """Who scored: later ones count more."""

    SELF = "self", _("自评")
    CHECK = "check", _("核查")
    REVIEW = "review", _("复核")
    SPOT = "spot", _("抽查")


STAGES = [Stage.SELF, Stage.CHECK, Stage.REVIEW, Stage.SPOT]


class Sample(models.Model):
    """抽查名单: which reviewed sheets the city checks on the spot, drawn by the system from a pool by a seed.

    `pool` are the ids that the draw was made from, so that anybody makes it again: same pool, share and seed, same sheets.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("抽查工会"))
    template = models.CharField(_("评分标准"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    seed = models.BigIntegerField(_("随机种子"))
    share = models.CharField(_("抽查比例"), max_length=20)
    pool = models.JSONField(_("备选评分表"), default=list)
    drawn_at = models.DateTimeField(_("抽取时间"))
    drawn_by_label = models.CharField(_("抽取人"), max_length=200)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("抽查名单")


class Sheet(models.Model):
    """评分表: one union, one year, by one version of a template.

    `about` is the case that asks for it, `checker` the post that checks what the union said of itself. `total`, `grade`
    and `gain` (against the baseline) are written when it is graded.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="sheet", verbose_name=_("事项"))
    about = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="sheets")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("工会"))
    template = models.CharField(_("评分标准"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版本"))
    year = models.PositiveSmallIntegerField(_("年度"))
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose.choices)
    checker = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("核查岗位"))
    checker_union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("核查工会"))
    sample = models.ForeignKey(
        Sample, on_delete=models.PROTECT, null=True, related_name="sheets", verbose_name=_("抽查名单")
    )
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    vetoes = models.JSONField(_("一票否决"), default=list)
    total = models.PositiveSmallIntegerField(_("总分"), null=True)
    grade = models.CharField(_("等次"), max_length=20, blank=True)
    is_reached = models.BooleanField(_("达标"), null=True)
    gain = models.SmallIntegerField(_("比基线提升"), null=True)
    graded_on = models.DateField(_("评定日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("评分表")
        constraints = [
            models.UniqueConstraint(
                fields=["union", "template", "year", "purpose"],
                name="sheet_once",
                violation_error_message=_("这家工会当年的评分表已经建立。"),
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="sheet_purpose_known"),
            models.CheckConstraint(condition=Q(total=None) | Q(total__lte=100), name="sheet_total_within"),
            models.CheckConstraint(
                condition=Q(graded_on=None) | Q(total__isnull=False, is_reached__isnull=False) & ~Q(grade=""),
                name="sheet_graded_whole",
            ),
        ]


class Score(models.Model):
    """得分: the points of one item at one stage, and what proves them.

    `recounted` is what the facts of `scored_on` give an automatic item now, where that differs (SC-02).
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="scores", verbose_name=_("评分表"))
    item = models.CharField(_("评分项"), max_length=40)
    stage = models.CharField(_("环节"), max_length=6, choices=Stage.choices)
    points = models.PositiveSmallIntegerField(_("得分"))
    most = models.PositiveSmallIntegerField(_("满分"))
    is_auto = models.BooleanField(_("自动计算"), default=False)
    note = models.CharField(_("依据"), max_length=300, blank=True)
    scored_on = models.DateField(_("评分日期"), null=True)
    recounted = models.PositiveSmallIntegerField(_("重新计算的得分"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("得分")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item", "stage"], name="score_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="score_stage_known"),
            models.CheckConstraint(
                condition=Q(points__lte=F("most")),
                name="score_within_most",
                violation_error_message=_("得分不能超过满分。"),
            ),
        ]
