"""The lists of foundings, of elections, and of terms that end: narrowed by state, cut by key, with a sheet of all pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.registers import PAGE_SIZE, Listed, group_chips, read_newest
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.elections.flow import ELECTION_FLOW
from zhijia.services.organising.elections.models import Election, ElectionKind
from zhijia.services.organising.elections.queries import chairs_vacant, elections_visible_to, terms_ending
from zhijia.services.organising.founding.flow import FOUNDING_FLOW
from zhijia.services.organising.founding.models import Founding, PlannedForm
from zhijia.services.organising.founding.queries import foundings_visible_to
from zhijia.ui.components import Column, Page, toggles, url_with

RUNNING, STALLED, DONE, ENDED = "running", "stalled", "done", "ended"
FOUNDING_GROUPS: Mapping[str, frozenset[str]] = {
    STALLED: frozenset({"stalled", "returned"}),
    DONE: frozenset({"established", "set_up", "registered"}),
    ENDED: frozenset({"rejected", "withdrawn"}),
}
ELECTION_GROUPS: Mapping[str, frozenset[str]] = {
    DONE: frozenset({"confirmed", "done"}),
    ENDED: frozenset({"not_passed", "withdrawn"}),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of a list. `before` is the id of the last row of the page before."""

    group: str = ""
    kind: str = ""
    before: int | None = None

    @property
    def query(self) -> dict[str, object]:
        return {"group": self.group or None, "kind": self.kind or None}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a case with what it is about, its kind, who keeps it, its state and a day."""

    number: str
    url: str
    name: str
    kind: str
    union: str
    state: str
    day: date | None


@dataclass(frozen=True)
class Kept:
    """One of the two registers: how it is read, narrowed and told."""

    name: str
    title: str
    visible_to: Callable[[Actor], "QuerySet[Any]"]
    groups: Mapping[str, frozenset[str]]
    words: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]
    kind_field: str
    row_of: Callable[[Any], Row]

    @property
    def url(self) -> str:
        return reverse(f"organising:{self.name}")

    def found(self, actor: Actor, chosen: Chosen) -> "QuerySet[Any]":
        rows = self.visible_to(actor)
        if chosen.group == RUNNING:
            over = {state for states in self.groups.values() for state in states}
            rows = rows.exclude(case__state__in=over)
        elif chosen.group in self.groups:
            rows = rows.filter(case__state__in=self.groups[chosen.group])
        if chosen.kind in {code for code, _label in self.kinds}:
            rows = rows.filter(**{self.kind_field: chosen.kind})
        return rows


def read_list(kept: Kept, actor: Actor, chosen: Chosen) -> Listed[Row]:
    """At most PAGE_SIZE rows, newest first."""
    shown, page = read_newest(kept.found(actor, chosen), kept.url, chosen.query, before=chosen.before)
    chips = [
        *group_chips(kept.url, chosen.query, [(code, _(label)) for code, label in kept.words]),
        *toggles(kept.url, chosen.query, "kind", kept.kinds, chosen=chosen.kind),
    ]
    sheet = url_with(reverse(f"organising:{kept.name}_sheet"), chosen.query)
    return Listed([kept.row_of(row) for row in shown], chips, columns(), page, sheet)


def sheet_of(kept: Kept, actor: Actor, chosen: Chosen) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = [kept.row_of(row) for row in kept.found(actor, chosen)[:MOST_ROWS]]
    body: list[list[Any]] = [[row.number, row.name, row.kind, row.union, row.state, row.day] for row in rows]
    return SheetToWrite(_(kept.title), [str(column.label) for column in columns()], body), rows


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("名称")),
        Column(_("类别"), "name"),
        Column(_("承办工会"), "name"),
        Column(_("状态"), "name"),
        Column(_("办结日期"), "mid"),
    ]


def _founding_row(row: Founding) -> Row:
    return _row(FOUNDING_FLOW, row, row.union_name, row.get_form_display(), row.established_on)


def _election_row(row: Election) -> Row:
    return _row(ELECTION_FLOW, row, row.case.title, row.get_kind_display(), row.confirmed_on)


def _row(flow: Flow, row: Any, name: str, kind: str, day: date | None) -> Row:
    case = row.case
    state = _(flow.state(case.state).label)
    return Row(case.number, case_url(case.pk), name, str(kind), case.union.name, state, day)


def foundings() -> Kept:
    words = [
        ("", _("全部")),
        (RUNNING, _("办理中")),
        (STALLED, _("停滞和退回")),
        (DONE, _("已批复成立")),
        (ENDED, _("没有建成")),
    ]
    kinds = [(form.value, str(form.label)) for form in PlannedForm]
    return Kept("foundings", _("建会"), foundings_visible_to, FOUNDING_GROUPS, words, kinds, "form", _founding_row)


def elections() -> Kept:
    words = [("", _("全部")), (RUNNING, _("办理中")), (DONE, _("已批复")), (ENDED, _("没有完成"))]
    kinds = [(kind.value, str(kind.label)) for kind in ElectionKind]
    return Kept("elections", _("选举"), elections_visible_to, ELECTION_GROUPS, words, kinds, "kind", _election_row)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A union whose term ends, or whose chair is missing. `light` is blue before the end and red after it (OR-17).

    `open_url` is empty for a reader who may not open an election there.
    """

    union: Union
    url: str
    open_url: str
    ends_on: date | None
    light: str
    words: str


def read_terms(actor: Actor, *, today: date, start: int = 0) -> list[TermRow]:
    """Terms that end within the days of the light, then chairs that are missing; the most urgent first.

    From the so manieth on, and one more than a page where it goes on.
    """
    near, end = LocalLaw().near_days("term", place="", on=today), start + PAGE_SIZE + 1
    terms = terms_ending(actor, today=today, near_days=near)
    ending = [_term_row(actor, union, today) for union in terms[start:end]]
    if len(ending) > PAGE_SIZE:
        return ending
    before = start + len(ending) if ending or not start else terms.count()
    vacant = chairs_vacant(actor, today=today)[max(start - before, 0) : end - before]
    words = _("主席空缺，请补选")
    return [*ending, *(TermRow(union, *_urls(actor, union), None, "late", words) for union in vacant)]


def page_of_terms(rows: Sequence[TermRow], *, start: int) -> Page:
    """Where the list goes on, and where it begins."""
    url, shown = reverse("organising:terms"), min(len(rows), PAGE_SIZE)
    following = url_with(url, {"start": start + shown}) if len(rows) > shown else ""
    return Page(shown=shown, next_url=following, previous_url=url if start else "")


def _term_row(actor: Actor, union: Union, today: date) -> TermRow:
    ends_on: date = union.ends_on  # type: ignore[attr-defined]
    days = (ends_on - today).days
    if days < 0:
        words, light = _("已逾期 %(n)d 天") % {"n": -days}, "late"
    else:
        words, light = _("还有 %(n)d 天届满") % {"n": days}, "behind"
    return TermRow(union, *_urls(actor, union), ends_on, light, words)


def _urls(actor: Actor, union: Union) -> tuple[str, str]:
    """The union's page, and where an election is opened for those who may."""
    may_open = can_administer(actor, union.path)
    opening = reverse("organising:open_election", args=[union.pk]) if may_open else ""
    return reverse("organising:union", args=[union.pk]), opening
