"""Taking a whole roster back within a week, piece by piece; what was used since stays, with the reason at its row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError

from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation import events
from zhijia.organisation.actions.memberships import take_back
from zhijia.organisation.models import Membership, Roster, RosterPiece
from zhijia.organisation.models.rosters import PieceState
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.rosters.undoing import (
    Entered,
    asking_now,
    entered_rows,
    mark_kept,
    mark_undone,
    previous_names,
    remove_people,
    restore_rows,
)
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.writing import chunks, commit_without_waiting
from zhijia.services.organising.intake.pieces import frame_of, span_of
from zhijia.trail.alike import Alike, Subjects, record_alike
from zhijia.trail.canonical import text_of

DAYS = 7
AT_ONCE = 500


def is_undoable(roster: Roster, *, now: datetime) -> bool:
    """Whether it was entered within the week."""
    return roster.applied_at is not None and now - roster.applied_at <= timedelta(days=DAYS)


def check_undoable(roster: Roster, *, now: datetime) -> None:
    """Raises `Refused`: a week has passed."""
    if not is_undoable(roster, now=now):
        raise Refused(Sentence("入库超过 {n} 天的名册不能整体撤销，请逐人办理。", {"n": DAYS}))


def undo_piece(roster_id: int, number: int, actor: Actor, *, now: datetime) -> None:
    """Take back the rows of a piece."""
    with scoped(actor):
        roster = Roster.objects.get(pk=roster_id)
        check_administer(actor, roster.path)
        commit_without_waiting()
        piece = RosterPiece.objects.select_for_update().defer("content").get(roster=roster, number=number)
        if piece.state != PieceState.APPLIED:
            return
        rows = entered_rows(roster.pk, span_of(frame_of(piece)))
        mark_kept(roster.pk, [row.row_no for row in rows if row.is_used], Told.USED_SINCE)
        moved = [row.row_no for row in rows if row.is_transferred and not row.is_used]
        mark_kept(roster.pk, moved, Told.NOT_TAKEN_BACK)
        free = [row for row in rows if not row.is_used and not row.is_transferred]
        for some in chunks(free, AT_ONCE):
            _undo(roster, some, actor, now=now)
        piece.state = PieceState.UNDONE
        piece.save(update_fields=["state"])


def _undo(roster: Roster, rows: Sequence[Entered], actor: Actor, *, now: datetime) -> None:
    """All at once; if one of them cannot be taken back after all, one by one, so that only that one stays."""
    try:
        with asking_now():
            _take_back(roster, rows, actor, now=now)
    except (IntegrityError, Refused):
        if len(rows) == 1:
            mark_kept(roster.pk, [rows[0].row_no], Told.USED_SINCE)
            return
        for row in rows:
            _undo(roster, [row], actor, now=now)


def _take_back(roster: Roster, rows: Sequence[Entered], actor: Actor, *, now: datetime) -> None:
    numbers = [row.row_no for row in rows]
    begun = [row.membership for row in rows if row.membership]
    take_back(actor, list(Membership.objects.filter(pk__in=begun)), now=now)
    keys = {name: sort_key_of(name) for name in previous_names(roster.pk, numbers)}
    restore_rows(roster.pk, numbers, sort_keys=keys)
    remove_people([row.person_id for row in rows if row.is_new])
    for kind, is_new in ((events.PERSON_REMOVED, True), (events.MEMBER_IMPORT_UNDONE, False)):
        alike = Alike(kind, now, actor.doer, "organisation.person")
        told = [row for row in rows if row.is_new is is_new]
        people, names, data = [r.person_id for r in told], [r.name for r in told], [_said(roster, r) for r in told]
        record_alike(alike, Subjects(people, names, data))
    mark_undone(roster.pk, numbers)


def _said(roster: Roster, row: Entered) -> str:
    return text_of({"roster": roster.pk, "row": row.row_no}).decode()
