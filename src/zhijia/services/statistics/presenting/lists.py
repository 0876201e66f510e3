"""The overview of a survey and the list of the returns that report to a union, with a light for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.registers import Listed, read_oldest
from zhijia.law.lights import Light
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.actions import can_open, plain_ones
from zhijia.services.statistics.flow import RETURN_FLOW
from zhijia.services.statistics.models import Return, Survey
from zhijia.services.statistics.queries import count_below, return_of_post, returns_visible_to
from zhijia.ui.components import Chip, Column, Stat, Tab, url_with

MISSING, SIGNED, ACCEPTED, EDITED = "missing", "signed", "accepted", "edited"
GROUPS: Mapping[str, Q] = {
    MISSING: Q(handed_in_on=None),
    SIGNED: Q(handed_in_on__isnull=False, accepted_on=None),
    ACCEPTED: Q(accepted_on__isnull=False),
    EDITED: Q(edited__gt=0),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """The survey with the reader's own return; `counts` are of what reports to her union, `plain` what can be accepted."""

    survey: Survey
    years: Sequence[Tab]
    own: Return | None
    own_url: str
    own_state: str
    is_late: bool
    stats: Sequence[Stat]
    plain: int
    may_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    stat_return: Return
    url: str
    state: str
    light: Light


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `after` is the id of the last row of the page before."""

    superior: int
    group: str = ""
    after: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"superior": self.superior, "group": self.group or None}


def read_overview(actor: Actor, survey: Survey, surveys: Sequence[Survey], *, today: date) -> Overview:
    """The reader's own return and how far those have come that report to her union."""
    own = return_of_post(actor, survey)
    url = reverse("statistics:overview")
    counted = count_below(own.union_id, survey.pk) if own else {}
    return Overview(
        survey=survey,
        years=[Tab(str(one.year), url_with(url, {"year": one.year}), one.pk == survey.pk) for one in surveys],
        own=own,
        own_url=reverse("cases:case", args=[own.case_id]) if own else "",
        own_state=_(RETURN_FLOW.state(own.case.state).label) if own else "",
        is_late=own is not None and light_of(own, today=today, near=0) is Light.RED,
        stats=_stats(own, survey, counted) if own and counted.get("all") else (),
        plain=plain_ones(actor, survey).count() if counted.get("all") else 0,
        may_open=can_open(actor),
    )


def _stats(own: Return, survey: Survey, counted: Mapping[str, int]) -> list[Stat]:
    """How many there are, missing, waiting and accepted; each figure opens its list."""
    url = reverse("statistics:returns", args=[survey.year])
    words = (
        ("", _("应上报"), counted["all"]),
        (MISSING, _("未上报"), counted["all"] - counted["handed_in"]),
        (SIGNED, _("待审核"), counted["handed_in"] - counted["accepted"]),
        (ACCEPTED, _("已审核"), counted["accepted"]),
    )
    return [
        Stat(label, n, unit=_("张"), url=url_with(url, {"superior": own.union_id, "group": group or None}))
        for group, label, n in words
    ]


def read_returns(actor: Actor, survey: Survey, chosen: Chosen, *, today: date) -> Listed[Row]:
    """Those that report to a union, by id, at most PAGE_SIZE at once."""
    url = reverse("statistics:returns", args=[survey.year])
    shown, page = read_oldest(_found(actor, survey, chosen), url, chosen.query, after=chosen.after)
    sheet = url_with(reverse("statistics:returns_sheet", args=[survey.year]), chosen.query)
    return Listed(_rows(shown, survey, today=today), _chips(url, chosen), columns(), page, sheet)


def _found(actor: Actor, survey: Survey, chosen: Chosen) -> "QuerySet[Return]":
    rows = returns_visible_to(actor).filter(survey=survey, superior=chosen.superior).order_by("pk")
    return rows.filter(GROUPS[chosen.group]) if chosen.group in GROUPS else rows


def _rows(returns: Sequence[Return], survey: Survey, *, today: date) -> list[Row]:
    near = LocalLaw().near_days("task", place=survey.union.place, on=today)
    return [
        Row(
            row,
            reverse("cases:case", args=[row.case_id]),
            _(RETURN_FLOW.state(row.case.state).label),
            light_of(row, today=today, near=near),
        )
        for row in returns
    ]


def light_of(row: Return, *, today: date, near: int) -> Light:
    """Red: not handed in, and over; blue: the day is near; green: handed in in time, yellow: handed in late."""
    if row.handed_in_on:
        return Light.YELLOW if row.due_on and row.handed_in_on > row.due_on else Light.GREEN
    if row.due_on is None:
        return Light.GREY
    if row.due_on < today:
        return Light.RED
    return Light.BLUE if row.due_on <= today + timedelta(days=near) else Light.GREY


def _chips(url: str, chosen: Chosen) -> list[Chip]:
    words = (
        ("", _("全部")),
        (MISSING, _("未上报")),
        (SIGNED, _("待审核")),
        (ACCEPTED, _("已审核")),
        (EDITED, _("填报≠系统")),
    )
    return [
        Chip(label, url_with(url, chosen.query, group=group or None), is_current=chosen.group == group)
        for group, label in words
    ]


def returns_sheet(actor: Actor, survey: Survey, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = _rows(list(_found(actor, survey, chosen)[:MOST_ROWS]), survey, today=today)
    body = [
        [
            row.stat_return.case.number,
            row.stat_return.union.name,
            row.state,
            _(row.light.word),
            row.stat_return.due_on,
            row.stat_return.handed_in_on,
            row.stat_return.edited,
            row.stat_return.note,
        ]
        for row in rows
    ]
    header = [str(column.label) for column in columns()] + [_("说明")]
    return SheetToWrite(_("统计年报上报情况"), header, body), rows


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("填报工会")),
        Column(_("状态"), "mid"),
        Column(_("灯色"), "light"),
        Column(_("上报期限"), "mid"),
        Column(_("上报日期"), "mid"),
        Column(_("改填"), "num", is_number=True),
    ]
