"""Bargainings as rows of a list, filtered by state and type, cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.queries import bargainings_visible_to
from zhijia.ui.components import Chip, Column, Page, page_before, toggles, url_with

PAGE_SIZE = 50
SHOWN_TYPES = (ContractType.GENERAL, ContractType.WAGE, ContractType.WOMEN, ContractType.REGIONAL)
AWAITS_REPLY, AT_TABLE, AT_BUREAU, FORCE = "reply", "table", "bureau", "force"
GROUPS: Mapping[str, frozenset[str]] = {
    AWAITS_REPLY: frozenset({"offered", "refused"}),
    AT_TABLE: frozenset(
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
    AT_BUREAU: frozenset({"signed", "filed", "supplementing", "objected"}),
    FORCE: IN_FORCE,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    contract_type: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "type": self.contract_type or None}


@dataclass(frozen=True, slots=True)
class Row:
    """One bargaining as the list shows it."""

    bargaining: Bargaining
    url: str
    state: str
    party: str


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[Row]
    chips: Sequence[Chip]
    page: Page
    sheet_url: str


def read_list(actor: Actor, chosen: Chosen) -> Listed:
    """Bargainings in sight, newest first, at most PAGE_SIZE at once."""
    found = _found(actor, chosen)
    if chosen.before is not None:
        found = found.filter(pk__lt=chosen.before)
    rows = list(found[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    page = page_before(
        reverse("bargaining:list"),
        chosen.query,
        found=len(rows),
        size=PAGE_SIZE,
        last=shown[-1].pk if shown else None,
        is_first=chosen.before is None,
    )
    sheet = url_with(reverse("bargaining:sheet"), chosen.query)
    return Listed([_row(row) for row in shown], _chips(chosen), page, sheet)


def list_sheet(actor: Actor, chosen: Chosen) -> tuple[SheetToWrite, list[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = [_row(row) for row in _found(actor, chosen)[:MOST_ROWS]]
    body = [
        [
            row.bargaining.case.number,
            row.party,
            row.bargaining.get_contract_type_display(),
            row.bargaining.get_kind_display(),
            row.bargaining.case.union.name,
            row.state,
        ]
        for row in rows
    ]
    return SheetToWrite(_("集体协商"), [str(column.label) for column in list_columns()], body), rows


def _found(actor: Actor, chosen: Chosen) -> QuerySet[Bargaining]:
    found = bargainings_visible_to(actor)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.contract_type in ContractType.values:
        found = found.filter(contract_type=chosen.contract_type)
    return found


def list_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("用人单位")),
        Column(_("合同类型"), "long"),
        Column(_("协商性质"), "short"),
        Column(_("承办工会"), "long"),
        Column(_("状态"), "mid"),
    ]


def _row(bargaining: Bargaining) -> Row:
    case = bargaining.case
    party = case.enterprise.name if case.enterprise else bargaining.scope_label
    state = _(BARGAINING_FLOW.state(case.state).label)
    return Row(bargaining, reverse("cases:case", args=[case.pk]), state, party)


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("bargaining:list")
    words = [
        ("", _("全部")),
        (AWAITS_REPLY, _("等待答复")),
        (AT_TABLE, _("协商和表决")),
        (AT_BUREAU, _("报送审查")),
        (FORCE, _("有效合同")),
    ]
    groups = [
        Chip(label, url_with(url, chosen.query, group=code or None), is_current=chosen.group == code)
        for code, label in words
    ]
    types = [(kind.value, str(kind.label)) for kind in SHOWN_TYPES]
    return [*groups, *toggles(url, chosen.query, "type", types, chosen=chosen.contract_type)]
