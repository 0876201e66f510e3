"""Batches of imports in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.imports.applying import TAKEN, counts_of, is_undoable
from zhijia.engines.imports.batches import first_rows
from zhijia.engines.imports.handling import get_handling
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import ImportBatch, ImportRow
from zhijia.organisation.models.imports import ImportState, ImportVerdict
from zhijia.ui.components import Chip, Column, Step, url_with

BADGES = {
    ImportVerdict.NEW: "ok",
    ImportVerdict.CHANGED: "near",
    ImportVerdict.SAME: "",
    ImportVerdict.REFUSED: "late",
}
MOST_COLUMNS = 3


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list."""

    pk: int
    filename: str
    kind: str
    state: str
    who: str
    at: datetime


@dataclass(frozen=True)
class RowLine:
    """A row of the preview."""

    number: int
    cells: Sequence[str]
    verdict: str
    badge: str
    reasons: Sequence[str]
    record_url: str


@dataclass(frozen=True)
class BatchPage:
    """Everything on the page of a batch."""

    line: BatchLine
    steps: Sequence[Step]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    rows: Sequence[RowLine]
    problem: str
    total: int
    done: int
    to_do: int
    refused: int
    kept: int
    is_uploaded: bool
    is_checked: bool
    is_undone: bool
    is_applying: bool
    is_applied: bool
    may_undo: bool


def present_batches(batches: Sequence[ImportBatch]) -> list[BatchLine]:
    return [_line(batch) for batch in batches]


def present_batch(batch: ImportBatch, *, verdict: str, now: datetime) -> BatchPage:
    """Read the page: five queries."""
    counts = counts_of(batch)
    known = verdict if verdict in ImportVerdict.values else ""
    to_do = counts.get(ImportVerdict.NEW, 0) + counts.get(ImportVerdict.CHANGED, 0)
    taken = batch.rows.filter(verdict__in=TAKEN, is_done=True).count()
    return BatchPage(
        line=_line(batch),
        steps=_steps(batch),
        chips=_chips(batch, counts, known) if batch.state != ImportState.UPLOADED else [],
        columns=[
            Column(_("行号"), "num", is_number=True),
            Column(_("结果"), "short"),
            *_shown_columns(batch),
            Column(_("原因")),
            Column(_("记录"), "act"),
        ],
        rows=[_row(row, batch) for row in first_rows(batch, verdict=known)]
        if batch.state != ImportState.UPLOADED
        else [],
        problem=batch.problem,
        total=sum(counts.values()),
        done=taken,
        to_do=to_do,
        refused=counts.get(ImportVerdict.REFUSED, 0),
        kept=taken if batch.state == ImportState.UNDONE else 0,
        is_uploaded=batch.state == ImportState.UPLOADED,
        is_checked=batch.state == ImportState.CHECKED,
        is_undone=batch.state == ImportState.UNDONE,
        is_applying=batch.state == ImportState.APPLYING,
        is_applied=batch.state == ImportState.APPLIED,
        may_undo=batch.state == ImportState.APPLIED and taken > 0 and is_undoable(batch, now=now),
    )


def sentences_of(row: ImportRow) -> list[str]:
    """Why a row went back, or what to look at, in the language of the request."""
    return [sentence.said_in(_) for sentence in as_sentences(row.reasons)]


def _line(batch: ImportBatch) -> BatchLine:
    return BatchLine(
        pk=batch.pk,
        filename=batch.filename,
        kind=_(get_handling(batch.kind).kind.label),
        state=str(batch.get_state_display()),
        who=f"{batch.uploaded_by.union.name} · {batch.uploaded_by.title}",
        at=batch.uploaded_at,
    )


def _steps(batch: ImportBatch) -> list[Step]:
    order = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.APPLIED)
    words = {order[0]: _("上传"), order[1]: _("校验和预览"), order[2]: _("入库")}
    reached = {ImportState.UPLOADED: 1, ImportState.CHECKED: 1, ImportState.APPLYING: 2}.get(
        ImportState(batch.state), 3
    )
    return [
        Step(words[state], "done" if at < reached else "now" if at == reached else "ahead")
        for at, state in enumerate(order)
    ]


def _chips(batch: ImportBatch, counts: dict[str, int], current: str) -> list[Chip]:
    path = reverse("organising:import", args=[batch.pk])
    every = [Chip(_("全部"), path, sum(counts.values()), is_current=not current)]
    return every + [
        Chip(str(verdict.label), url_with(path, {"verdict": verdict.value}), counts.get(verdict, 0), current == verdict)
        for verdict in ImportVerdict
    ]


def _shown_columns(batch: ImportBatch) -> list[Column]:
    return [Column(label, "name") for label in batch.header[:MOST_COLUMNS]]


def _row(row: ImportRow, batch: ImportBatch) -> RowLine:
    verdict = ImportVerdict(row.verdict)
    return RowLine(
        number=row.row_no,
        cells=row.cells[:MOST_COLUMNS],
        verdict=str(verdict.label),
        badge=BADGES[verdict],
        reasons=sentences_of(row),
        record_url=_record_url(row, batch),
    )


def _record_url(row: ImportRow, batch: ImportBatch) -> str:
    page = get_handling(batch.kind).page
    if row.record_id is None or not page or batch.state == ImportState.UNDONE:
        return ""
    return reverse(page, args=[row.record_id])
