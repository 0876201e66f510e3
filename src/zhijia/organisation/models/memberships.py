"""Membership: who belongs to which union, from when to when (services §A7). A person belongs once, whatever her jobs."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.people import Person
from zhijia.organisation.models.unions import TreePath, Union


class Standing(models.TextChoices):
    """在会 or 保留会籍: the retained pay no dues, do not vote and do not stand (ME-07, OR-13)."""

    ACTIVE = "active", _("在会")
    RETAINED = "retained", _("保留会籍")


class Ending(models.TextChoices):
    """How a span ended. After the first four another span of the same person follows at once."""

    TRANSFERRED = "transferred", _("转出")
    MERGED = "merged", _("随工会并入")
    RETAINED = "retained", _("转为保留会籍")
    RESUMED = "resumed", _("恢复在会")
    WITHDRAWN = "withdrawn", _("退会")
    LAPSED = "lapsed", _("视为自动退会")
    EXPELLED = "expelled", _("除名")
    DECEASED = "deceased", _("去世")


class Membership(models.Model):
    """会籍: one span of one person in one union, in one standing.

    Spans of a person follow each other and never overlap; one at most is open (ME-01). What changes is written as the next
    span: of a row only its end is ever filled in, once, and its group (trigger). `to_on` is the first day no more.
    `approved_on` is never after `from_on` (ME-03). `joined_on` is the day the person first joined a union, anywhere: every
    span carries it on. `name` is what the person was called when the span began, so that a register can be read after she
    has gone elsewhere. Present members: `to_on` is null; the place of the row is that of its group, or else its union.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", db_index=False, verbose_name=_("职工")
    )
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("工会"))
    group = models.ForeignKey(
        Union,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        null=True,
        blank=True,
        verbose_name=_("分会或小组"),
    )
    name = models.CharField(_("姓名"), max_length=60)
    standing = models.CharField(_("状态"), max_length=8, choices=Standing.choices)
    joined_on = models.DateField(_("首次入会日期"))
    approved_on = models.DateField(_("批准日期"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    ended_as = models.CharField(_("结束方式"), max_length=11, choices=Ending.choices, blank=True)
    end_reason = models.CharField(_("结束原因"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("会籍")
        indexes = [
            models.Index(fields=["path", "id"], include=["person"], name="membership_path"),
            models.Index(fields=["group"], condition=~Q(group=None), name="membership_group"),
            models.Index(
                fields=["path", "id"], condition=Q(to_on=None, standing=Standing.RETAINED), name="membership_retained"
            ),
            models.Index(fields=["path", "id"], condition=~Q(to_on=None), name="membership_ended"),
        ]
        constraints = [
            # The spans of a person as well: the open one under nought, every other under its own number.
            models.UniqueConstraint(
                F("person"),
                Case(When(to_on=None, then=0), default=F("id"), output_field=models.BigIntegerField()),
                name="membership_one_open",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="membership_standing_known"),
            models.CheckConstraint(condition=Q(ended_as__in=[*Ending.values, ""]), name="membership_ending_known"),
            models.CheckConstraint(
                condition=Q(joined_on__lte=F("from_on"), approved_on__lte=F("from_on")), name="membership_order"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None, ended_as="", end_reason="")
                | Q(~Q(ended_as=""), to_on__isnull=False, to_on__gte=F("from_on")),
                name="membership_end_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name
