"""Taking a whole roster back within a week, piece by piece; what was used since stays, with the reason at its row."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError

from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation import events
from zhijia.organisation.actions.memberships import take_back
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import Membership, Roster
from zhijia.organisation.models.rosters import PieceState
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.rosters.spans import announce
from zhijia.organisation.rosters.undoing import (
    Changed,
    Left,
    asking_now,
    changed_rows,
    mark_kept,
    mark_undone,
    previous_names,
    remove_new,
    restore_rows,
)
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.writing import commit_without_waiting
from zhijia.services.organising.intake.pieces import frame_of, piece_of, span_of
from zhijia.trail.alike import Alike, Subjects, record_alike
from zhijia.trail.canonical import text_of
from zhijia.trail.kinds import EventKind

DAYS = 7


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
        check_in_charge(actor, roster)
        commit_without_waiting()
        announce(roster_id)
        piece = piece_of(roster, number)
        if piece.state != PieceState.APPLIED:
            return
        span = span_of(frame_of(piece))
        left = remove_new(roster.pk, span)
        changed = changed_rows(roster.pk, span)
        used = [row.row_no for row in left if row.is_kept] + [row.row_no for row in changed if row.is_used]
        mark_kept(roster.pk, used, Told.USED_SINCE)
        moved = [row.row_no for row in changed if row.is_transferred and not row.is_used]
        mark_kept(roster.pk, moved, Told.NOT_TAKEN_BACK)
        _tell_gone(roster, [row for row in left if not row.is_kept], actor, now=now)
        _undo(roster, [row for row in changed if not row.is_used and not row.is_transferred], actor, now=now)
        piece.state = PieceState.UNDONE
        piece.save(update_fields=["state"])


def _tell_gone(roster: Roster, gone: Sequence[Left], actor: Actor, *, now: datetime) -> None:
    """Two events for each who went, as where one is taken back by hand: of her membership, and of herself."""
    spans = [
        text_of({"membership": row.membership, "union": row.union, "union_name": row.union_name}).decode()
        for row in gone
    ]
    _record(events.MEMBERSHIP_REMOVED, gone, spans, actor, now=now)
    _record(events.PERSON_REMOVED, gone, _said(roster, gone), actor, now=now)
    mark_undone(roster.pk, [row.row_no for row in gone])


def _undo(roster: Roster, rows: Sequence[Changed], actor: Actor, *, now: datetime) -> None:
    """All at once; if one of them cannot be taken back after all, in halves, so that only that one stays."""
    if not rows:
        return
    try:
        with asking_now():
            _restore(roster, rows, actor, now=now)
    except (IntegrityError, Refused):
        if len(rows) == 1:
            mark_kept(roster.pk, [rows[0].row_no], Told.USED_SINCE)
            return
        middle = len(rows) // 2
        for half in (rows[:middle], rows[middle:]):
            _undo(roster, half, actor, now=now)


def _restore(roster: Roster, rows: Sequence[Changed], actor: Actor, *, now: datetime) -> None:
    numbers = [row.row_no for row in rows]
    begun = [row.membership for row in rows if row.membership]
    take_back(actor, list(Membership.objects.filter(pk__in=begun)), now=now)
    keys = {name: sort_key_of(name) for name in previous_names(roster.pk, numbers)}
    restore_rows(roster.pk, numbers, sort_keys=keys)
    _record(events.MEMBER_IMPORT_UNDONE, rows, _said(roster, rows), actor, now=now)
    mark_undone(roster.pk, numbers)


def _record(
    kind: EventKind, rows: Sequence[Changed] | Sequence[Left], data: Sequence[str], actor: Actor, *, now: datetime
) -> None:
    alike = Alike(kind, now, actor.doer, "organisation.person")
    record_alike(alike, Subjects([row.person_id for row in rows], [row.name for row in rows], data))


def _said(roster: Roster, rows: Sequence[Changed] | Sequence[Left]) -> list[str]:
    return [text_of({"roster": roster.pk, "row": row.row_no}).decode() for row in rows]
