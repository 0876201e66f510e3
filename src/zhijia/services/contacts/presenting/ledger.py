"""The ledger: issues as rows, filtered by state, category and lateness, cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.registers import Listed, group_chips, read_newest
from zhijia.engines.issues.flow import ISSUE_FLOW, WORKED_ON
from zhijia.engines.issues.models import Category, Issue, Level
from zhijia.engines.issues.queries import issues_visible_to, late
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.presenting.lists import late_chip
from zhijia.ui.components import Chip, Column, toggles, url_with

TAKING, WORKING, JUDGED, DONE = "taking", "working", "judged", "done"
GROUPS: Mapping[str, frozenset[str]] = {
    TAKING: frozenset({"raised", "accepted"}),
    WORKING: WORKED_ON,
    JUDGED: frozenset({"claimed", "verified"}),
    DONE: frozenset({"closed", "returned"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    category: str = ""
    level: str = ""
    is_late: bool = False
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {
            "group": self.group or None,
            "category": self.category or None,
            "level": self.level or None,
            "late": "1" if self.is_late else None,
        }


@dataclass(frozen=True, slots=True)
class Row:
    issue: Issue
    url: str
    state: str
    is_late: bool


def read_ledger(actor: Actor, chosen: Chosen, *, today: date) -> Listed[Row]:
    """Issues in sight, newest first, at most PAGE_SIZE at once."""
    found = _found(actor, chosen, today=today)
    issues, page = read_newest(found, reverse("contacts:ledger"), chosen.query, before=chosen.before)
    sheet = url_with(reverse("contacts:ledger_sheet"), chosen.query)
    return Listed([_row(issue, today) for issue in issues], _chips(chosen), ledger_columns(), page, sheet)


def ledger_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = [_row(issue, today) for issue in _found(actor, chosen, today=today)[:MOST_ROWS]]
    body = [
        [
            row.issue.case.number,
            row.issue.text,
            row.issue.case.union.name,
            row.issue.get_category_display(),
            row.issue.owner_label,
            row.issue.due_on,
            row.state,
            row.issue.get_level_display(),
            row.issue.reopened,
        ]
        for row in rows
    ]
    heads = [str(column.label) for column in ledger_columns()]
    return SheetToWrite(_("问题台账"), [*heads, _("层级"), _("重开次数")], body), rows


def ledger_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("问题")),
        Column(_("企业工会")),
        Column(_("类别"), "mid"),
        Column(_("责任岗位")),
        Column(_("办结期限"), "mid"),
        Column(_("状态"), "mid"),
    ]


def _found(actor: Actor, chosen: Chosen, *, today: date) -> QuerySet[Issue]:
    found = issues_visible_to(actor)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.category in Category.values:
        found = found.filter(category=chosen.category)
    if chosen.level in Level.values:
        found = found.filter(level=chosen.level)
    return late(found, today=today) if chosen.is_late else found


def _row(issue: Issue, today: date) -> Row:
    is_open = issue.case.closed_at is None
    is_late = is_open and issue.due_on is not None and issue.due_on < today
    state = _(ISSUE_FLOW.state(issue.case.state).label)
    return Row(issue, reverse("cases:case", args=[issue.case_id]), state, is_late)


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("contacts:ledger")
    words = [
        ("", _("全部")),
        (TAKING, _("待受理和交办")),
        (WORKING, _("办理中")),
        (JUDGED, _("待验收和销号")),
        (DONE, _("已办结")),
    ]
    categories = [(category.value, str(category.label)) for category in Category]
    return [
        *group_chips(url, chosen.query, words),
        late_chip(url, chosen.query, _("已超期")),
        *toggles(url, chosen.query, "category", categories, chosen=chosen.category),
    ]
