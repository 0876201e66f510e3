"""Cases of supervision and clues as rows of lists, filtered by state, matter and letter, cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.actions.opening import can_open
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.flow.states import OPEN
from zhijia.services.supervision.models import Clue, Supervision
from zhijia.services.supervision.models.letters import LetterKind
from zhijia.services.supervision.models.supervisions import Matter
from zhijia.services.supervision.queries import clues_visible_to, supervisions_visible_to
from zhijia.ui.components import Chip, Column, Page, page_before, toggles, url_with

PAGE_SIZE = 50
SHOWN_MATTERS = (Matter.BARGAINING, Matter.WAGES, Matter.WOMEN)
CHECKED, ANSWERING, FAILED, DEPARTMENT, DONE = "checked", "answering", "failed", "department", "done"
GROUPS: Mapping[str, frozenset[str]] = {
    CHECKED: frozenset({"registered", "accepted", "investigating"}),
    ANSWERING: frozenset({"prompted", "opined", "rectifying", "checking"}),
    FAILED: frozenset({"defaulted"}),
    DEPARTMENT: frozenset({"recommended", "handling"}),
    DONE: frozenset({"corrected", "closed", "dismissed"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    matter: str = ""
    letter: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "matter": self.matter or None, "letter": self.letter or None}


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it."""

    supervision: Supervision
    url: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[Row]
    chips: Sequence[Chip]
    page: Page
    sheet_url: str


def read_list(actor: Actor, chosen: Chosen) -> Listed:
    """Cases in sight, newest first, at most PAGE_SIZE at once."""
    found = _found(actor, chosen)
    if chosen.before is not None:
        found = found.filter(pk__lt=chosen.before)
    rows = list(found[: PAGE_SIZE + 1])
    page = page_of(reverse("supervision:list"), chosen.query, rows, is_first=chosen.before is None)
    sheet = url_with(reverse("supervision:sheet"), chosen.query)
    return Listed([_row(row) for row in rows[:PAGE_SIZE]], _chips(chosen), page, sheet)


def list_sheet(actor: Actor, chosen: Chosen) -> tuple[SheetToWrite, list[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = [_row(row) for row in _found(actor, chosen)[:MOST_ROWS]]
    body = [
        [
            row.supervision.case.number,
            row.supervision.case.enterprise.name if row.supervision.case.enterprise else "",
            row.supervision.get_matter_display(),
            row.supervision.get_source_display(),
            row.supervision.handled_by.name,
            row.state,
        ]
        for row in rows
    ]
    return SheetToWrite(_("劳动法律监督"), [str(column.label) for column in list_columns()], body), rows


def _found(actor: Actor, chosen: Chosen) -> QuerySet[Supervision]:
    found = supervisions_visible_to(actor)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.matter in Matter.values:
        found = found.filter(matter=chosen.matter)
    if chosen.letter in LetterKind.values:
        found = found.filter(letters__kind=chosen.letter).distinct()
    return found


def page_of(url: str, query: dict[str, object], rows: Sequence[Supervision | Clue], *, is_first: bool) -> Page:
    """Where the list goes on, when one row more than a page was read."""
    last = rows[:PAGE_SIZE][-1].pk if rows else None
    return page_before(url, query, found=len(rows), size=PAGE_SIZE, last=last, is_first=is_first)


def list_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("用人单位")),
        Column(_("监督内容"), "long"),
        Column(_("来源"), "mid"),
        Column(_("承办工会"), "long"),
        Column(_("状态"), "mid"),
    ]


def _row(supervision: Supervision) -> Row:
    case = supervision.case
    state = _(SUPERVISION_FLOW.state(case.state).label)
    return Row(supervision, reverse("cases:case", args=[case.pk]), state, case.state in OPEN)


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("supervision:list")
    words = [
        ("", _("全部")),
        (CHECKED, _("登记和调查")),
        (ANSWERING, _("答复和整改")),
        (FAILED, _("逾期或者拒绝")),
        (DEPARTMENT, _("行政部门")),
        (DONE, _("已办结")),
    ]
    groups = [
        Chip(label, url_with(url, chosen.query, group=code or None), is_current=chosen.group == code)
        for code, label in words
    ]
    letters = [(kind.value, str(kind.label)) for kind in LetterKind]
    matters = [(matter.value, str(matter.label)) for matter in SHOWN_MATTERS]
    return [
        *groups,
        *toggles(url, chosen.query, "letter", letters, chosen=chosen.letter),
        *toggles(url, chosen.query, "matter", matters, chosen=chosen.matter),
    ]


@dataclass(frozen=True, slots=True)
class ClueRow:
    """A clue with what may be done about it; the addresses are empty for who may not."""

    clue: Clue
    open_url: str
    drop_url: str


def read_clues(actor: Actor, *, before: int | None) -> tuple[Sequence[ClueRow], Page]:
    """Clues in sight that wait, newest first, at most PAGE_SIZE at once."""
    found = clues_visible_to(actor)
    rows = list((found.filter(pk__lt=before) if before is not None else found)[: PAGE_SIZE + 1])
    page = page_of(reverse("supervision:clues"), {}, rows, is_first=before is None)
    return [_clue_row(actor, clue) for clue in rows[:PAGE_SIZE]], page


def clue_columns() -> list[Column]:
    return [
        Column(_("用人单位")),
        Column(_("反映的情况"), "long"),
        Column(_("来源"), "mid"),
        Column(_("登记工会"), "long"),
        Column(_("登记日期"), "mid"),
        Column(_("办理"), "mid"),
    ]


def _clue_row(actor: Actor, clue: Clue) -> ClueRow:
    if not can_open(actor, clue.union):
        return ClueRow(clue, "", "")
    opening = url_with(reverse("supervision:open", args=[clue.union_id]), {"clue": clue.pk})
    return ClueRow(clue, opening, reverse("supervision:drop", args=[clue.pk]))
