"""Applying a judged sheet, and undoing it, in pieces: each is a transaction, so that a kill loses at most one piece."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet

from zhijia.engines.imports.desk import Desk, Judgement, Values
from zhijia.engines.imports.handling import Handling, get_handling
from zhijia.engines.imports.uploading import judge_rows
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import ImportBatch, ImportRow
from zhijia.organisation.models.imports import ImportState, ImportVerdict
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor, scoped
from zhijia.trail.record import record

PIECE = 500
DAYS = 7
TAKEN = (ImportVerdict.NEW, ImportVerdict.CHANGED)
Judged = tuple[ImportRow, Values, Judgement]


def apply_piece(batch_id: int, actor: Actor, *, now: datetime) -> bool:
    """Apply the next rows in a transaction of its own; True while there are more. Run again after a kill, it goes on.

    Every row is judged anew: the register may have changed since the preview. Raises `Refused`: role, wrong state.
    """
    with scoped(actor):
        batch = _claim(batch_id, actor, states=(ImportState.CHECKED, ImportState.APPLYING))
        rows = list(_to_apply(batch).order_by("row_no")[:PIECE])
        if not rows:
            _finish(batch, actor, now=now)
            return False
        desk, handling = Desk.of(actor, now=now), get_handling(batch.kind)
        judged = judge_rows(rows, batch.header, desk, handling=handling, seen={})
        wanted = [entry for entry in judged if entry[2].verdict in TAKEN]
        _apply(wanted, desk, handling)
        for row in rows:
            row.is_done = True
        ImportRow.objects.bulk_update(rows, ["verdict", "reasons", "record_id", "before", "is_done"])
        batch.state = ImportState.APPLYING
        batch.save(update_fields=["state"])
        return True


def undo_piece(batch_id: int, actor: Actor, *, now: datetime) -> bool:
    """Undo the last rows not yet undone in a transaction of its own; True while there are more.

    A row that was changed since stays, with the reason. Raises `Refused`: role, wrong state, too late.
    """
    with scoped(actor):
        batch = _claim(batch_id, actor, states=(ImportState.APPLIED,))
        check_undoable(batch, now=now)
        rows = list(_to_undo(batch).order_by("-row_no")[:PIECE])
        if not rows:
            _finish_undoing(batch, actor, now=now)
            return False
        desk, handling = Desk.of(actor, now=now), get_handling(batch.kind)
        for row in rows:
            _undo(row, desk, handling)
        return True


def is_undoable(batch: ImportBatch, *, now: datetime) -> bool:
    """Whether it was applied within the week, or its undoing has begun and stands still."""
    in_time = batch.applied_at is not None and now - batch.applied_at <= timedelta(days=DAYS)
    return in_time or batch.rows.filter(verdict__in=TAKEN, before__isnull=True).exists()


def check_undoable(batch: ImportBatch, *, now: datetime) -> None:
    """Raises `Refused`: a week has passed."""
    if not is_undoable(batch, now=now):
        raise Refused(Sentence("入库超过 {n} 天的批次不能整体撤销，请逐条办理。", {"n": DAYS}))


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """Rows by verdict."""
    rows = batch.rows.values_list("verdict").annotate(n=Count("pk")).order_by("verdict")
    return {str(verdict): n for verdict, n in rows}


def _claim(batch_id: int, actor: Actor, *, states: tuple[ImportState, ...]) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    check_in_charge(actor, batch)
    if batch.state not in states:
        raise Refused("这一批的状态已经变了，请刷新页面。")
    return batch


def _to_apply(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.filter(verdict__in=TAKEN, is_done=False)


def _to_undo(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.filter(is_done=True, before__isnull=False)


def _apply(judged: Sequence[Judged], desk: Desk, handling: Handling) -> None:
    """All at once; if one of them is refused after all, one by one, so that only that one goes back."""
    try:
        with transaction.atomic():
            _write(judged, desk, handling)
    except Refused:
        for entry in judged:
            _apply_alone(entry, desk, handling)


def _apply_alone(entry: Judged, desk: Desk, handling: Handling) -> None:
    row = entry[0]
    try:
        with transaction.atomic():
            _write([entry], desk, handling)
    except Refused as refusal:
        row.verdict, row.record_id, row.before = ImportVerdict.REFUSED, None, None
        row.reasons = as_stored([refusal.sentence])


def _write(judged: Sequence[Judged], desk: Desk, handling: Handling) -> None:
    applied = handling.apply([(values, judgement) for _, values, judgement in judged], desk)
    for (row, _, _), done in zip(judged, applied, strict=True):
        row.record_id, row.before = done.record_id, dict(done.before)


def _finish(batch: ImportBatch, actor: Actor, *, now: datetime) -> None:
    batch.state, batch.applied_at = ImportState.APPLIED, now
    batch.save(update_fields=["state", "applied_at"])
    record(event_about(batch, events.IMPORT_APPLIED, actor=actor, now=now, data=counts_of(batch)))


def _undo(row: ImportRow, desk: Desk, handling: Handling) -> None:
    try:
        with transaction.atomic():
            handling.undo(row.record_id or 0, row.before or {}, desk)
        row.is_done = False
    except Refused as refusal:
        row.reasons = as_stored([refusal.sentence])
    row.before = None
    row.save(update_fields=["is_done", "reasons", "before"])


def _finish_undoing(batch: ImportBatch, actor: Actor, *, now: datetime) -> None:
    batch.state, batch.undone_at = ImportState.UNDONE, now
    batch.save(update_fields=["state", "undone_at"])
    kept = batch.rows.filter(is_done=True, verdict__in=TAKEN).count()
    record(event_about(batch, events.IMPORT_UNDONE, actor=actor, now=now, data={"kept": kept}))
