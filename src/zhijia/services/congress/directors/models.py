"""The seats of employee directors and supervisors, who holds them, and what they report to the congress (B6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Person
from zhijia.organisation.models.unions import TreePath


class Board(models.TextChoices):
    DIRECTOR = "director", _("职工董事")
    SUPERVISOR = "supervisor", _("职工监事")


class ElectedBy(models.TextChoices):
    """WC-035: by the congress, a general meeting, or another democratic form."""

    CONGRESS = "congress", _("职工代表大会")
    GENERAL = "general", _("职工大会")
    OTHER = "other", _("其他民主形式")


class EmployeeSeat(models.Model):
    """职工董事监事席位: one seat for employees on a board. `board_size`: all members of that board; null: not known."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="employee_seat", verbose_name=_("事项"))
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="employee_seats", verbose_name=_("公司")
    )
    board = models.CharField(_("席位"), max_length=10, choices=Board.choices)
    board_size = models.PositiveSmallIntegerField(_("董事会或者监事会人数"), null=True)
    vacant_on = models.DateField(_("空缺日期"), null=True)
    closed_on = models.DateField(_("撤销日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工董事监事席位")
        constraints = [models.CheckConstraint(condition=Q(board__in=Board.values), name="employeeseat_board_known")]
        indexes = [models.Index(fields=["path", "id"], name="employeeseat_path")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_board_display()}"


class SeatHolder(models.Model):
    """任职: somebody nominated for a seat, elected to it, in office until before `ended_on`. `to_on`: the last day of the term."""

    seat = models.ForeignKey(EmployeeSeat, on_delete=models.PROTECT, related_name="holders", verbose_name=_("席位"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("职工"))
    name = models.CharField(_("姓名"), max_length=60)
    nominated_on = models.DateField(_("提名日期"))
    is_nominated_by_union = models.BooleanField(_("由工会提名"))
    elected_on = models.DateField(_("选举日期"), null=True)
    elected_by = models.CharField(_("选举形式"), max_length=8, choices=ElectedBy.choices, blank=True)
    entitled = models.PositiveIntegerField(_("全体代表"), null=True)
    yes = models.PositiveIntegerField(_("赞成"), null=True)
    from_on = models.DateField(_("自"), null=True)
    to_on = models.DateField(_("至"), null=True)
    ended_on = models.DateField(_("离任日期"), null=True)
    end_reason = models.CharField(_("离任原因"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工董事监事任职")
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(ended_on=None), name="seatholder_one_open"),
            models.CheckConstraint(
                condition=Q(from_on=None, to_on=None) | Q(elected_on__isnull=False, to_on__gt=F("from_on")),
                name="seatholder_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeatReport(models.Model):
    """述职: a report to the congress (WC-037). `session` is the case of the session at which it was given."""

    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="reports", verbose_name=_("任职"))
    session = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("会议"))
    reported_on = models.DateField(_("报告日期"))
    text = models.CharField(_("报告摘要"), max_length=1000)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("职工董事监事述职")
        constraints = [models.UniqueConstraint(fields=["holder", "reported_on"], name="seatreport_once")]
