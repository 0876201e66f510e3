"""Lists of the cases of one kind: found by firm or number, cut down to a place, in the order of their terms, and what each case
waits for next. The records listed have a one-to-one `case` and its `path`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from zhijia.engines.cases.desk import Cursor
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.queries import Awaited, awaited_of, case_ids_with, has_wide_scope, ids_of_few, with_awaited
from zhijia.organisation.models import Union
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries.searches import search_ids
from zhijia.organisation.scopes import Actor

Record = TypeVar("Record", bound=Model)
DATED, OVERDUE, WEEK = "dated", "overdue", "week"
DUE = (DATED, OVERDUE, WEEK)
PAGE_SIZE = 50
MOST_FOUND = 500
"""Cases that a text finds at most: the open ones first, the newest first."""
MOST_FIRMS = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to leave of a list. With `due` it holds what has a next day, the nearest first; else everything, the newest first.

    `place` is a union in sight. `before` is the id of the last row of a page, `after` the place of the last term.
    """

    text: str = ""
    place: Union | None = None
    due: str = ""
    before: int | None = None
    after: Cursor | None = None

    @property
    def query(self) -> dict[str, object]:
        """The filter as an address keeps it, without the place in the list."""
        return {"text": self.text or None, "place": self.place.pk if self.place else None, "due": self.due or None}

    @property
    def is_first(self) -> bool:
        return self.before is None and self.after is None


@dataclass(frozen=True, slots=True)
class NextAct:
    """What a case waits for: the act and who is awaited, as message ids, and until when."""

    what: str
    whom: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of records; `before` or `after` is what the next one is asked for with, None on the last."""

    rows: Sequence[Any]
    acts: Mapping[int, NextAct]
    before: int | None = None
    after: Cursor | None = None

    @property
    def following(self) -> dict[str, object]:
        """What an address adds for the next page; empty on the last."""
        if self.before is not None:
            return {"before": self.before}
        return {"after": str(self.after)} if self.after else {}


def narrow(rows: "QuerySet[Record]", actor: Actor, wanted: Wanted, *, kind: str) -> "QuerySet[Record]":
    """What text and place leave of the records of a kind of case."""
    if not has_wide_scope(actor):
        rows = rows.filter(case__in=ids_of_few(actor))
    if wanted.place:
        rows = rows.filter(path__gte=wanted.place.path, path__lt=wanted.place.upper_bound)
    return rows.filter(case__in=_found(wanted.text, kind)) if wanted.text else rows


def read_page(rows: "QuerySet[Record]", wanted: Wanted, *, kind: str, today: date) -> ListedPage:
    """The page that is wanted of narrowed records."""
    found = _by_term(rows, wanted, kind=kind, today=today) if wanted.due in DUE else _newest(rows, wanted)
    return ListedPage(
        found.rows, next_acts([row.case_id for row in found.rows], today=today), found.before, found.after
    )


def in_order(rows: "QuerySet[Record]", wanted: Wanted, *, kind: str, today: date, most: int) -> Sequence[Any]:
    """The first of the whole list, for a sheet."""
    if wanted.due not in DUE:
        return list(rows[:most])
    ids = _first_terms(rows, wanted, kind=kind, today=today).values_list("case", flat=True)[:most]
    return _of_cases(rows, list(ids))


def next_acts(case_ids: Sequence[int], *, today: date) -> dict[int, NextAct]:
    """What each of these cases waits for first; closed ones wait for nothing. One query."""
    cases = with_awaited(Case.objects.filter(pk__in=case_ids).order_by("pk"), today=today) if case_ids else ()
    acts = {}
    for case in cases:
        if awaited := awaited_of(case):
            first, move = awaited[0], get_flow(case.kind).move(awaited[0].verb)
            what = move.party_label if move.party_label and first.party else move.label
            acts[case.pk] = NextAct(what, _whom(first), first.due_on)
    return acts


def _whom(awaited: Awaited) -> str:
    """The kind of party, the role, or the title of the post."""
    if awaited.party:
        return str(PartyKind(awaited.party.partition(":")[0]).label)
    return str(Role(awaited.role).label) if awaited.role else awaited.post


def _newest(rows: "QuerySet[Record]", wanted: Wanted) -> ListedPage:
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return ListedPage(shown, {}, before=shown[-1].pk if len(found) > PAGE_SIZE else None)


def _by_term(rows: "QuerySet[Record]", wanted: Wanted, *, kind: str, today: date) -> ListedPage:
    terms = _first_terms(rows, wanted, kind=kind, today=today)
    if wanted.after and wanted.after.due_on:
        day, pk = wanted.after.due_on, wanted.after.pk
        terms = terms.filter(due_on__gte=day).filter(Q(due_on__gt=day) | Q(pk__gt=pk))
    found = list(terms.values_list("due_on", "pk", "case")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    last = Cursor(*shown[-1][:2]) if len(found) > PAGE_SIZE else None
    return ListedPage(_of_cases(rows, [case for _day, _pk, case in shown]), {}, after=last)


def _first_terms(rows: "QuerySet[Record]", wanted: Wanted, *, kind: str, today: date) -> "QuerySet[Awaits]":
    """The nearest term of each case of these records, the nearest first.

    The verbs of the kind spare the database the cases of other kinds.
    """
    earlier = Awaits.objects.filter(case=OuterRef("case"), due_on__lte=OuterRef("due_on"))
    earlier = earlier.filter(Q(due_on__lt=OuterRef("due_on")) | Q(pk__lt=OuterRef("pk")))
    terms = Awaits.objects.filter(Exists(rows.order_by().filter(case=OuterRef("case"))), ~Exists(earlier))
    terms = terms.filter(due_on__isnull=False, verb__in=sorted({move.verb for move in get_flow(kind).moves}))
    if wanted.place:
        terms = terms.filter(path__gte=wanted.place.path, path__lt=wanted.place.upper_bound)
    if wanted.due == OVERDUE:
        terms = terms.filter(due_on__lt=today)
    if wanted.due == WEEK:
        terms = terms.filter(due_on__gte=today, due_on__lte=today + timedelta(days=7))
    return terms.order_by("due_on", "pk")


def _of_cases(rows: "QuerySet[Record]", case_ids: Sequence[int]) -> list[Any]:
    """The records of these cases, in their order."""
    found = {row.case_id: row for row in rows.order_by().filter(case__in=case_ids)}  # type: ignore[attr-defined]
    return [found[pk] for pk in case_ids if pk in found]


def _found(text: str, kind: str) -> "QuerySet[Any]":
    """The cases of a kind that a text finds: in their number or title, or by the name, initials or code of the firm."""
    firms = search_ids("enterprises", text, most=MOST_FIRMS)
    found = Q(pk__in=case_ids_with(text, most=MOST_FOUND)) | Q(enterprise__in=firms)
    return Case.objects.filter(found, kind=kind).values("pk")
