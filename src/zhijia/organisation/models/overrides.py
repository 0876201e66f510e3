"""A city's own promises and corrections: handed to the law floor as plain data."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.posts import Post


class OverrideKind(models.TextChoices):
    """What an own row is: law that was read, or more than the law asks."""

    TEXT = "text", _("本地规定")
    PROMISE = "promise", _("自行承诺")


class ParameterOverride(models.Model):
    """参数修正: another value for a statutory parameter in one place for a time, with its reason, source and scan."""

    kind = models.CharField(_("性质"), max_length=7, choices=OverrideKind, default=OverrideKind.TEXT)
    key = models.CharField(_("参数"), max_length=120)
    place = models.CharField(_("适用地区"), max_length=12)
    value = models.JSONField(_("数值"), null=True)
    unit = models.CharField(_("计量单位"), max_length=20, blank=True)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    source = models.CharField(_("依据"), max_length=300)
    article = models.CharField(_("条款号"), max_length=60, blank=True)
    scan_name = models.CharField(_("原文扫描件"), max_length=200, blank=True)
    scan_type = models.CharField(_("类型"), max_length=100, blank=True)
    scan_sha256 = models.CharField(_("摘要"), max_length=64, blank=True)
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入岗位"))
    entered_at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("参数修正")
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="override_dates"),
            models.CheckConstraint(condition=Q(kind__in=OverrideKind.values), name="override_kind"),
            models.CheckConstraint(
                condition=Q(scan_name="", scan_type="", scan_sha256="")
                | ~Q(scan_name="") & ~Q(scan_type="") & Q(scan_sha256__regex=r"^[0-9a-f]{64}$"),
                name="override_scan_whole",
            ),
        ]


class CalendarNotice(models.Model):
    """放假通知: the notice of a whole year that the packaged calendar does not know; its days stand beside it."""

    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    source = models.CharField(_("依据（通知名称和文号）"), max_length=300)
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入岗位"))
    entered_at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("放假通知")


class CalendarDayOverride(models.Model):
    """日历修正: a day that works or rests by a notice that the packaged calendar does not know yet.

    Of two rows for one day the one that was entered later holds; the earlier one stays on record.
    """

    day = models.DateField(_("日期"), db_index=True)
    is_workday = models.BooleanField(_("上班"))
    source = models.CharField(_("依据（通知名称和文号）"), max_length=300)
    entered_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("录入岗位"))
    entered_at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("日历修正")
