"""Facts with the days on which they count, and what is added up from them (docs/adr/0005).

Nothing here is written by the application: triggers on the source tables write facts, a trigger on facts writes deltas,
the drainer folds deltas into the roll-up. The database refuses every other writer.
"""

from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.unions import TreePath

CODE_LENGTH = 60


class Part(models.TextChoices):
    """Which number of an indicator a fact belongs to. A count and a sum have one, a ratio two."""

    NUMERATOR = "n", _("分子")
    DENOMINATOR = "d", _("分母")
    REPORT = "r", _("报送")


class Family(models.Model):
    """A view of facts and the door that stores them. Written by migrations (schema.create_family)."""

    name = models.CharField(max_length=24, primary_key=True)

    class Meta:
        verbose_name = verbose_name_plural = _("指标来源")


DERIVED = "derived"
"""A comment for organisation/migrations/0009_moving.py: triggers compute this path again when a union moves."""


class Fact(models.Model):
    """One counted thing of one indicator, and the days on which it counts: from_on <= day < to_on.

    A value on a day is the sum over the facts in a range of paths that count on that day, and the list behind it is
    those same rows. `from_on` is date.min when nobody knows since when.
    """

    family = models.CharField(_("来源"), max_length=24)
    indicator = models.CharField(_("指标"), max_length=CODE_LENGTH)
    part = models.CharField(_("部分"), max_length=1, choices=Part.choices)
    subject_id = models.BigIntegerField(_("对象"))
    path = TreePath(_("路径"), db_comment=DERIVED)
    value = models.BigIntegerField(_("数值"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("指标事实")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "subject_id", "indicator", "part", "from_on"],
                name="fact_counts_once",
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="fact_dates"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="fact_part_known"),
        ]
        indexes = [
            models.Index(
                fields=["indicator", "part", "path", "subject_id"],
                include=["value", "from_on", "to_on"],
                name="fact_list",
            )
        ]


class Rollup(models.Model):
    """By how much a number of a node changes on a day: the value on day D is the sum of the changes up to D.

    Kept for the upper levels of the tree (schema.ROLLED_LENGTH); below them the facts themselves are few.
    """

    pk = models.CompositePrimaryKey("indicator", "part", "path", "changes_on")
    indicator = models.CharField(max_length=CODE_LENGTH)
    part = models.CharField(max_length=1)
    path = TreePath(db_comment=DERIVED)
    changes_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("指标汇总")


class Delta(models.Model):
    """A change of facts that the roll-up does not contain yet. Readers add it, so that nobody sees an old number."""

    indicator = models.CharField(max_length=CODE_LENGTH)
    part = models.CharField(max_length=1)
    path = TreePath(db_comment=DERIVED)
    changes_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("待汇总变动")
        indexes = [models.Index(fields=["indicator", "part", "path"], name="delta_range")]


class RollupStart(models.Model):
    """One row: the roll-up answers for days from `opened_on`; changes before it are merged into that day.

    Earlier days are read from the facts.
    """

    opened_on = models.DateField(_("起始日"))

    class Meta:
        verbose_name = verbose_name_plural = _("汇总起始日")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="rollupstart_one_row")]


class Threshold(models.Model):
    """A number of the law that facts are measured against, by date, copied from `zhijia.law` (thresholds.py)."""

    code = models.CharField(_("代码"), max_length=CODE_LENGTH)
    parameter = models.CharField(_("法定参数"), max_length=120)
    value = models.BigIntegerField(_("数值"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("指标阈值")
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="threshold_once"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="threshold_dates"),
        ]
