"""Bargainings as rows of a list: found by firm, place and term, filtered by state and type, each with its next step; cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.listing import NextAct, Wanted, in_order, narrow, next_acts, read_page
from zhijia.engines.cases.narrowing import fields_of, is_late, page_of, term_columns, words_of
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.queries import bargainings_visible_to
from zhijia.ui.components import Chip, Column, FilterField, Page, url_with

GROUPS: Mapping[str, frozenset[str]] = {
    "reply": frozenset({"offered", "refused"}),
    "answer": frozenset({"to_answer"}),
    "table": frozenset(
        {
            "accepted",
            "preparing",
            "negotiating",
            "suspended",
            "deadlocked",
            "drafted",
            "tabled",
            "not_passed",
            "adopted",
        }
    ),
    "coordinating": frozenset({"coordinating"}),
    "bureau": frozenset({"signed", "filed", "supplementing", "objected"}),
    "force": IN_FORCE,
    "renewing": frozenset({"renewing"}),
    "expired": frozenset({"expired"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list."""

    group: str = ""
    contract_type: str = ""
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "type": self.contract_type or None, **self.wanted.query}


@dataclass(frozen=True, slots=True)
class Row:
    """One bargaining as the list shows it."""

    bargaining: Bargaining
    url: str
    state: str
    party: str
    act: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[Row]
    chips: Sequence[Chip]
    fields: Sequence[FilterField]
    kept: Mapping[str, object]
    columns: Sequence[Column]
    page: Page
    sheet_url: str
    today: date


def read_list(actor: Actor, chosen: Chosen, *, today: date) -> Listed:
    """Bargainings in sight, the newest or the next due first, a page at a time."""
    url, wanted = reverse("bargaining:list"), chosen.wanted
    page = read_page(_found(actor, chosen), wanted, kind=BARGAINING_FLOW.code, today=today)
    return Listed(
        rows=[_row(row, page.acts.get(row.case_id), today=today) for row in page.rows],
        chips=_chips(chosen),
        fields=[*fields_of(actor, wanted), FilterField("type", _("合同类型"), chosen.contract_type, _types())],
        kept=chosen.query,
        columns=[*_facts_columns(), *term_columns(url, chosen.query, wanted)],
        page=page_of(url, chosen.query, page, wanted),
        sheet_url=url_with(reverse("bargaining:sheet"), chosen.query),
        today=today,
    )


def list_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, list[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    found = in_order(_found(actor, chosen), chosen.wanted, kind=BARGAINING_FLOW.code, today=today, most=MOST_ROWS)
    acts = next_acts([row.case_id for row in found], today=today)
    rows = [_row(row, acts.get(row.case_id), today=today) for row in found]
    body = [
        [
            row.bargaining.case.number,
            row.party,
            row.bargaining.get_contract_type_display(),
            row.bargaining.get_kind_display(),
            row.bargaining.case.union.name,
            row.state,
            row.act,
            row.due_on,
        ]
        for row in rows
    ]
    heads = [_("编号"), _("用人单位"), _("合同类型"), _("协商性质"), _("承办工会"), _("状态"), _("下一步"), _("期限")]
    return SheetToWrite(_("集体协商"), heads, body), rows


def _found(actor: Actor, chosen: Chosen) -> QuerySet[Bargaining]:
    found = narrow(bargainings_visible_to(actor), actor, chosen.wanted, kind=BARGAINING_FLOW.code)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.contract_type in ContractType.values:
        found = found.filter(contract_type=chosen.contract_type)
    return found


def _facts_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("用人单位")),
        Column(_("合同类型"), "name"),
        Column(_("状态"), "mid"),
    ]


def _row(bargaining: Bargaining, act: NextAct | None, *, today: date) -> Row:
    case = bargaining.case
    return Row(
        bargaining,
        reverse("cases:case", args=[case.pk]),
        state=_(BARGAINING_FLOW.state(case.state).label),
        party=case.enterprise.name if case.enterprise else bargaining.scope_label,
        act=words_of(act),
        due_on=act.due_on if act else None,
        is_late=is_late(act, today=today),
    )


def _types() -> list[tuple[str, str]]:
    return [("", _("所有类型")), *((kind.value, str(kind.label)) for kind in ContractType)]


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("bargaining:list")
    words = [
        ("", _("全部")),
        ("reply", _("等待答复")),
        ("answer", _("对方要约")),
        ("table", _("协商和表决")),
        ("coordinating", _("协调处理")),
        ("bureau", _("报送审查")),
        ("force", _("有效合同")),
        ("renewing", _("待续订")),
        ("expired", _("期满终止")),
    ]
    return [
        Chip(label, url_with(url, chosen.query, group=code or None), is_current=chosen.group == code)
        for code, label in words
    ]
