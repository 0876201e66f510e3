"""Batches as pages and jobs see them: who works on one, how far it is, its rows."""

from datetime import datetime

from django.http import Http404

from zhijia.engines.imports.uploading import check_sheet
from zhijia.lib.sentences import Sentence
from zhijia.organisation.charge import through_charge
from zhijia.organisation.models import ImportBatch, ImportRow
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.scopes import Actor, scoped

INLINE_ROWS = 1000
"""A sheet of up to so many rows is worked on while its page waits; a larger one by a job."""


def get_batch(actor: Actor, pk: int) -> ImportBatch:
    """One batch of the actor's union or below, or not found."""
    visible = ImportBatch.objects.filter(actor.reach())
    batch = visible.select_related("uploaded_by__union").filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def list_batches(actor: Actor, *, most: int = 50) -> list[ImportBatch]:
    """The newest batches of the actor's union and below."""
    visible = ImportBatch.objects.filter(actor.reach())
    return list(visible.select_related("uploaded_by__union").order_by("-uploaded_at", "-pk")[:most])


def waits_for_check(batch: ImportBatch) -> bool:
    """Whether its rows have no verdicts yet."""
    return batch.state == ImportState.UPLOADED


def is_small(batch: ImportBatch) -> bool:
    """Whether the page may wait for it."""
    return batch.rows.count() <= INLINE_ROWS


def check_batch(batch_id: int, actor: Actor, *, now: datetime) -> None:
    """Judge the rows in a transaction of its own."""
    with scoped(actor):
        check_sheet(ImportBatch.objects.get(pk=batch_id), actor, now=now)


def importer_of(batch_id: int, user_id: int, *, now: datetime) -> Actor:
    """Whoever works on a batch outside a request: the person, through the post in charge of it."""
    return through_charge(ImportBatch, batch_id, user_id, now=now)


def fail_batch(batch_id: int, problem: Sentence) -> None:
    """Say on the batch's page why its job stopped. What it had done stays done."""
    ImportBatch.objects.filter(pk=batch_id).update(state=ImportState.FAILED, problem=str(problem)[:300])


def interrupt_batch(batch_id: int, problem: Sentence) -> None:
    """Say on the batch's page why its work stands still; it can be gone on with."""
    ImportBatch.objects.filter(pk=batch_id).update(problem=str(problem)[:300])


def refused_rows(batch: ImportBatch) -> list[ImportRow]:
    """The rows that went back, in the order of the sheet."""
    return list(batch.rows.filter(verdict="refused").order_by("row_no"))


def first_rows(batch: ImportBatch, *, verdict: str, most: int = 50) -> list[ImportRow]:
    """The first rows, of one verdict or of all."""
    rows = batch.rows.filter(verdict=verdict) if verdict else batch.rows
    return list(rows.order_by("row_no")[:most])
