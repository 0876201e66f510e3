"""The register of disclosures and the register of plans, narrowed by where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.registers import Listed, group_chips, read_newest
from zhijia.law.lights import Light
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.openness.disclosing.flow import DISCLOSURE_FLOW
from zhijia.services.openness.models import Disclosure
from zhijia.services.openness.planning.flow import PLAN_FLOW
from zhijia.services.openness.presenting.words import title_read
from zhijia.services.openness.queries import disclosures_visible_to, is_late, plans_visible_to
from zhijia.ui.components import Column, url_with

LATE, OPEN, SHOWN, OVER = "late", "open", "shown", "over"
GROUPS: Mapping[str, Q] = {
    OPEN: Q(case__state__in=("due", "drafted", "cleared")),
    SHOWN: Q(case__state="published"),
    OVER: Q(case__state__in=("archived", "withdrawn", "waived")),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None}


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    url: str
    title: str
    employer: str
    state: str
    due_on: date | None
    published_on: date | None
    light: Light


@dataclass(frozen=True, slots=True)
class PlanRow:
    number: str
    url: str
    name: str
    union: str
    state: str
    done: str
    late: int


def read_disclosures(actor: Actor, chosen: Chosen, *, today: date) -> Listed[Row]:
    """At most PAGE_SIZE rows, newest first."""
    url = reverse("openness:disclosures")
    found = _found(actor, chosen, today).order_by("-pk")
    shown, page = read_newest(found, url, chosen.query, before=chosen.before)
    sheet = url_with(reverse("openness:sheet"), chosen.query)
    return Listed(_rows(shown, today=today), group_chips(url, chosen.query, _words()), columns(), page, sheet)


def disclosures_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = _rows(list(_found(actor, chosen, today)[:MOST_ROWS]), today=today)
    body: list[list[Any]] = [
        [row.number, row.title, row.employer, row.state, row.due_on, row.published_on, _(row.light.word)]
        for row in rows
    ]
    return SheetToWrite(_("厂务公开"), [str(column.label) for column in columns()], body), rows


def read_plans(actor: Actor, *, before: int | None, today: date) -> Listed[PlanRow]:
    """At most PAGE_SIZE plans, the newest first."""
    found = plans_visible_to(actor, today=today).order_by("-pk")
    shown, page = read_newest(found, reverse("openness:plans"), {}, before=before)
    return Listed([_plan(row) for row in shown], (), plan_columns(), page)


def plan_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(pgettext("one", "计划")),
        Column(_("承办工会"), "name"),
        Column(_("状态"), "short"),
        Column(_("已公开"), "mid"),
        Column(_("逾期"), "short"),
    ]


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("公开内容")),
        Column(pgettext("one", "用人单位"), "name"),
        Column(_("状态"), "short"),
        Column(_("公开期限"), "mid"),
        Column(_("公开日期"), "mid"),
        Column(_("灯色"), "light"),
    ]


def light_of(row: Disclosure, *, today: date, near: int) -> Light:
    """Red: due and never shown; blue: due soon; green: shown in time; yellow: shown late; grey: neither owed nor shown."""
    if row.waived_on or row.withdrawn_on:
        return Light.GREY
    if row.published_on:
        return Light.YELLOW if row.due_on and row.published_on > row.due_on else Light.GREEN
    if row.due_on is None:
        return Light.GREY
    if row.due_on < today:
        return Light.RED
    return Light.BLUE if row.due_on <= today + timedelta(days=near) else Light.GREEN


def _found(actor: Actor, chosen: Chosen, today: date) -> "QuerySet[Disclosure]":
    rows = disclosures_visible_to(actor)
    if chosen.group == LATE:
        return rows.filter(is_late(today))
    return rows.filter(GROUPS[chosen.group]) if chosen.group in GROUPS else rows


def _rows(disclosures: Sequence[Disclosure], *, today: date) -> list[Row]:
    near = LocalLaw().near_days("task", place="", on=today)
    return [
        Row(
            number=row.case.number,
            url=case_url(row.case_id),
            title=title_read(row),
            employer=row.item.plan.enterprise.name,
            state=_(DISCLOSURE_FLOW.state(row.case.state).label),
            due_on=row.due_on,
            published_on=row.published_on,
            light=light_of(row, today=today, near=near),
        )
        for row in disclosures
    ]


def _plan(row: Any) -> PlanRow:
    return PlanRow(
        number=row.case.number,
        url=case_url(row.case_id),
        name=row.case.title,
        union=row.union.name,
        state=_(PLAN_FLOW.state(row.case.state).label),
        done=f"{row.published}/{row.opened}",
        late=row.late,
    )


def _words() -> list[tuple[str, str]]:
    return [
        ("", _("全部")),
        (LATE, _("逾期未公开")),
        (OPEN, _("待公开")),
        (SHOWN, _("公开中")),
        (OVER, _("已归档或者撤回")),
    ]
