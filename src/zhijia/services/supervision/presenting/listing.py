"""Cases of supervision and clues as rows of lists: found by firm, place and term, by state, matter and letter; cut by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.listing import MOST_FIRMS, PAGE_SIZE, NextAct, Wanted, in_order, narrow, next_acts, read_page
from zhijia.engines.cases.narrowing import fields_of, is_late, page_of, term_columns, words_of
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.queries.searches import search_ids
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.actions.opening import can_open
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Clue, Letter, Supervision
from zhijia.services.supervision.models.letters import LetterKind
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.services.supervision.queries import clues_visible_to, supervisions_visible_to
from zhijia.ui.components import Chip, Column, FilterField, Page, page_before, toggles, url_with

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
    """What to leave of the list."""

    group: str = ""
    matter: str = ""
    letter: str = ""
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def query(self) -> dict[str, object]:
        own = {"group": self.group or None, "matter": self.matter or None, "letter": self.letter or None}
        return {**own, **self.wanted.query}


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it."""

    supervision: Supervision
    url: str
    state: str
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
    """Cases in sight, the newest or the next due first, a page at a time."""
    url, wanted = reverse("supervision:list"), chosen.wanted
    page = read_page(_found(actor, chosen), wanted, kind=SUPERVISION_FLOW.code, today=today)
    return Listed(
        rows=[_row(row, page.acts.get(row.case_id), today=today) for row in page.rows],
        chips=_chips(chosen),
        fields=[*fields_of(actor, wanted), FilterField("matter", _("监督内容"), chosen.matter, _matters())],
        kept=chosen.query,
        columns=[*_facts_columns(), *term_columns(url, chosen.query, wanted)],
        page=page_of(url, chosen.query, page, wanted),
        sheet_url=url_with(reverse("supervision:sheet"), chosen.query),
        today=today,
    )


def list_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, list[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    found = in_order(_found(actor, chosen), chosen.wanted, kind=SUPERVISION_FLOW.code, today=today, most=MOST_ROWS)
    acts = next_acts([row.case_id for row in found], today=today)
    rows = [_row(row, acts.get(row.case_id), today=today) for row in found]
    body = [
        [
            row.supervision.case.number,
            row.supervision.case.enterprise.name if row.supervision.case.enterprise else "",
            row.supervision.get_matter_display(),
            row.supervision.get_source_display(),
            row.supervision.handled_by.name,
            row.state,
            row.act,
            row.due_on,
        ]
        for row in rows
    ]
    heads = [_("编号"), _("用人单位"), _("监督内容"), _("来源"), _("承办工会"), _("状态"), _("下一步"), _("期限")]
    return SheetToWrite(_("劳动法律监督"), heads, body), rows


def _found(actor: Actor, chosen: Chosen) -> QuerySet[Supervision]:
    found = narrow(supervisions_visible_to(actor), actor, chosen.wanted, kind=SUPERVISION_FLOW.code)
    if chosen.group in GROUPS:
        found = found.filter(case__state__in=GROUPS[chosen.group])
    if chosen.matter in Matter.values:
        found = found.filter(matter=chosen.matter)
    if chosen.letter in LetterKind.values:
        found = found.filter(Exists(Letter.objects.filter(supervision=OuterRef("pk"), kind=chosen.letter)))
    return found


def _facts_columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("用人单位")),
        Column(_("监督内容"), "name"),
        Column(_("状态"), "mid"),
    ]


def _row(supervision: Supervision, act: NextAct | None, *, today: date) -> Row:
    case = supervision.case
    return Row(
        supervision,
        reverse("cases:case", args=[case.pk]),
        state=_(SUPERVISION_FLOW.state(case.state).label),
        act=words_of(act),
        due_on=act.due_on if act else None,
        is_late=is_late(act, today=today),
    )


def _matters() -> list[tuple[str, str]]:
    return [("", _("所有内容")), *((matter.value, str(matter.label)) for matter in Matter)]


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
    return [*groups, *toggles(url, chosen.query, "letter", letters, chosen=chosen.letter)]


@dataclass(frozen=True, slots=True)
class ClueRow:
    """A clue with what may be done about it; the addresses are empty for who may not."""

    clue: Clue
    open_url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class ClueChosen:
    """What to leave of the clues. `before` is the id of the last row of the page before."""

    text: str = ""
    source: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"text": self.text or None, "source": self.source or None}


@dataclass(frozen=True, slots=True)
class ListedClues:
    rows: Sequence[ClueRow]
    fields: Sequence[FilterField]
    columns: Sequence[Column]
    page: Page


def read_clues(actor: Actor, chosen: ClueChosen) -> ListedClues:
    """Clues in sight that wait, found by firm and source, newest first, at most PAGE_SIZE at once."""
    found = clues_visible_to(actor)
    if chosen.text:
        found = found.filter(enterprise__in=search_ids("enterprises", chosen.text, most=MOST_FIRMS))
    if chosen.source in Source.values:
        found = found.filter(source=chosen.source)
    rows = list((found.filter(pk__lt=chosen.before) if chosen.before is not None else found)[: PAGE_SIZE + 1])
    last = rows[:PAGE_SIZE][-1].pk if rows else None
    page = page_before(
        reverse("supervision:clues"),
        chosen.query,
        found=len(rows),
        size=PAGE_SIZE,
        last=last,
        is_first=chosen.before is None,
    )
    return ListedClues(
        [_clue_row(actor, clue) for clue in rows[:PAGE_SIZE]], _clue_fields(chosen), clue_columns(), page
    )


def _clue_fields(chosen: ClueChosen) -> list[FilterField]:
    sources = [("", _("所有来源")), *((source.value, str(source.label)) for source in Source)]
    return [
        FilterField("text", _("用人单位名称或代码"), chosen.text),
        FilterField("source", _("来源"), chosen.source, sources),
    ]


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
