"""Rosters as pages see them, in the actor's scope."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Sum
from django.http import Http404

from zhijia.organisation.events import ROSTER_ERASED
from zhijia.organisation.models import Membership, Person, Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import PieceState, RosterVerdict
from zhijia.organisation.queries import events_about
from zhijia.organisation.rosters.spans import ANNOUNCED
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.pieces import HELD, frame_of

INLINE_ROWS = 1000
INLINE_PARTS = 1
PAGE = 50


def get_roster(actor: Actor, pk: int) -> Roster:
    """One roster of the actor's union or below, announced, so that its rows are counted in no time; or not found."""
    visible = Roster.objects.filter(actor.reach()).select_related("uploaded_by__union", "union")
    found = visible.filter(pk=pk).annotate(announced=ANNOUNCED).first()
    if found is None:
        raise Http404
    return found


def list_rosters(actor: Actor, *, most: int = 50) -> list[Roster]:
    """The newest rosters of the actor's union and below."""
    visible = Roster.objects.filter(actor.reach()).select_related("uploaded_by__union")
    return list(visible.order_by("-uploaded_at", "-pk")[:most])


def is_small(roster: Roster) -> bool:
    """Whether the page may wait for it: its rows, or before they are read its bytes."""
    return roster.total <= INLINE_ROWS if roster.total else roster.pieces.count() <= INLINE_PARTS


def counts_of(roster: Roster) -> dict[str, int]:
    """Rows by verdict."""
    rows = RosterRow.objects.filter(roster=roster).values_list("verdict").annotate(n=Count("pk"))
    return {str(verdict): n for verdict, n in rows.order_by("verdict")}


def rows_in(roster: Roster) -> dict[str, int]:
    """Rows by how far their piece has come."""
    pieces = RosterPiece.objects.filter(roster=roster).values_list("state").annotate(n=Sum("rows"))
    return {str(state): n for state, n in pieces.order_by("state")}


def page_of(roster: Roster, *, verdict: str, after: int) -> list[RosterRow]:
    """The next rows behind a row number, of one verdict or of all; one more than fits on the page."""
    rows = RosterRow.objects.filter(roster=roster, row_no__gt=after)
    if verdict:
        rows = rows.filter(verdict=verdict)
    return list(rows.order_by("row_no")[: PAGE + 1])


def erased_at(roster: Roster) -> datetime | None:
    """When the cells and names of a roster went, as the log proves it."""
    told = events_about(roster, kinds=[ROSTER_ERASED.code], most=1)
    return told[0].at if told else None


def registered_of(rows: Sequence[RosterRow]) -> dict[int | None, tuple[str, str]]:
    """Of rows in conflict, by person: the name in the register, and the union whose member she is, if she is one."""
    people = [
        row.person_id for row in rows if row.verdict == RosterVerdict.CONFLICT and not row.is_done and row.person_id
    ]
    if not people:
        return {}
    unions = dict(Membership.objects.filter(person__in=people, to_on=None).values_list("person", "union__name"))
    names = Person.objects.filter(pk__in=people).values_list("pk", "name")
    return {pk: (name, unions.get(pk, "")) for pk, name in names}


def first_cells(roster: Roster, *, most: int = 5) -> Sequence[tuple[int, list[str]]]:
    """The first rows of the sheet, with their numbers."""
    piece = roster.pieces.exclude(state=PieceState.RAW).exclude(content=None).defer(*HELD).order_by("number").first()
    if piece is None:
        return []
    return [(int(number), [str(cell) for cell in cells]) for number, *cells in frame_of(piece).head(most).iter_rows()]
