"""The register of congresses: narrowed by how far they have come, with a light for the end of the term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.registers import Listed, group_chips, read_newest
from zhijia.law.lights import Light
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.queries import terms_visible_to
from zhijia.services.congress.terms.flow import IN_FORCE, TERM_FLOW
from zhijia.services.congress.terms.models import CongressTerm, Form, Scope
from zhijia.ui.components import Column, toggles, url_with

FORMING, FORCE, DUE, OVER = "forming", "force", "due", "over"
GROUPS: Mapping[str, Q] = {
    FORMING: Q(case__state__in=("preparing", "electing", "reviewing")),
    FORCE: Q(case__state__in=IN_FORCE),
    DUE: Q(case__state="due"),
    OVER: Q(case__state__in=("ended", "dropped")),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    scope: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "scope": self.scope or None}


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    url: str
    name: str
    union: str
    state: str
    delegates: str
    ends_on: date | None
    light: Light


def read_terms(actor: Actor, chosen: Chosen, *, today: date) -> Listed[Row]:
    """At most PAGE_SIZE rows, newest first."""
    url = reverse("congress:terms")
    shown, page = read_newest(_found(actor, chosen, today), url, chosen.query, before=chosen.before)
    chips = [
        *group_chips(url, chosen.query, _words()),
        *toggles(url, chosen.query, "scope", [(one.value, str(one.label)) for one in Scope], chosen=chosen.scope),
    ]
    sheet = url_with(reverse("congress:terms_sheet"), chosen.query)
    return Listed(_rows(shown, today=today), chips, columns(), page, sheet)


def terms_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = _rows(list(_found(actor, chosen, today)[:MOST_ROWS]), today=today)
    body: list[list[Any]] = [
        [row.number, row.name, row.union, row.state, row.delegates, row.ends_on, _(row.light.word)] for row in rows
    ]
    return SheetToWrite(_("职代会"), [str(column.label) for column in columns()], body), rows


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("名称")),
        Column(_("承办工会"), "name"),
        Column(_("状态"), "short"),
        Column(_("在任代表"), "mid"),
        Column(_("届满日期"), "mid"),
        Column(_("灯色"), "light"),
    ]


def light_of(term: CongressTerm, ends_on: date | None, *, today: date, near: int) -> Light:
    """Red: the term is over without a new one; blue: its end is near; green: it runs; grey: not in force."""
    if ends_on is None or term.ended_on or term.dropped_on:
        return Light.GREY
    if ends_on < today:
        return Light.RED
    return Light.BLUE if ends_on <= today + timedelta(days=near) else Light.GREEN


def _found(actor: Actor, chosen: Chosen, today: date) -> "QuerySet[CongressTerm]":
    rows = terms_visible_to(actor, today=today)
    if chosen.group in GROUPS:
        rows = rows.filter(GROUPS[chosen.group])
    return rows.filter(scope=chosen.scope) if chosen.scope in Scope.values else rows


def _rows(terms: Sequence[CongressTerm], *, today: date) -> list[Row]:
    near = LocalLaw().near_days("term", place="", on=today)
    return [_row(term, today=today, near=near) for term in terms]


def _delegates(term: Any) -> str:
    """In office of those planned; where everybody meets there are none."""
    if term.form == Form.GENERAL:
        return ""
    return str(term.in_office) if term.planned is None else f"{term.in_office}/{term.planned}"


def _row(term: Any, *, today: date, near: int) -> Row:
    return Row(
        number=term.case.number,
        url=case_url(term.case_id),
        name=term.case.title,
        union=term.union.name,
        state=_(TERM_FLOW.state(term.case.state).label),
        delegates=_delegates(term),
        ends_on=term.ends_on,
        light=light_of(term, term.ends_on, today=today, near=near),
    )


def _words() -> list[tuple[str, str]]:
    return [("", _("全部")), (FORMING, _("筹备中")), (FORCE, _("在届")), (DUE, _("换届到期")), (OVER, _("已结束"))]
