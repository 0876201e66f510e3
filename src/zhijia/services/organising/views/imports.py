"""Imports: template, upload, preview with a verdict per row, apply, sheet of errors, undo."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from procrastinate.tasks import Task

from zhijia.engines.imports.applying import apply_piece, check_undoable, undo_piece
from zhijia.engines.imports.batches import (
    check_batch,
    get_batch,
    is_small,
    list_batches,
    refused_rows,
    waits_for_check,
)
from zhijia.engines.imports.handling import sheet_kinds
from zhijia.engines.imports.jobs import apply_import, check_import, undo_import
from zhijia.engines.imports.sheets import error_sheet, template_of
from zhijia.engines.imports.uploading import upload_sheet
from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import Refused
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import check_administer
from zhijia.services.organising.forms.imports import UploadForm
from zhijia.services.organising.presenting.charge import present_charge
from zhijia.services.organising.presenting.imports import present_batch, present_batches, sentences_of
from zhijia.services.organising.views.acting import attempt, bound, demand, go, refused, taken_over
from zhijia.ui.downloads import XLSX
from zhijia.ui.refusing import UNPROCESSABLE


@login_required
def imports(request: ActingRequest) -> HttpResponse:
    """Templates, the upload form, and the batches so far."""
    demand(lambda: check_administer(request.actor, request.actor.path))
    form = bound(request, UploadForm)
    if form.is_bound and form.is_valid():
        batch = attempt(form, lambda: _take(request, form.cleaned_data))
        if batch:
            return redirect("organising:import", batch)
    context = {"form": form, "kinds": sheet_kinds().values(), "batches": present_batches(list_batches(request.actor))}
    return render(request, "organising/imports.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_GET
def template(request: ActingRequest, kind: str) -> HttpResponse:  # noqa: ARG001 - Django's call
    """The template of one kind of sheet."""
    found = sheet_kinds().get(kind)
    if found is None:
        raise Http404
    return _download(template_of(found), _("%(kind)s导入模板") % {"kind": found.label})


@login_required
@require_GET
def batch(request: ActingRequest, pk: int) -> HttpResponse:
    """How a batch stands: counts by verdict, the first rows, what can be done next. Asks again while a job works."""
    found = get_batch(request.actor, pk)
    shown = present_batch(found, verdict=request.GET.get("verdict", ""), now=timezone.now())
    context = {"batch": shown, "charge": present_charge(found, request.actor)}
    name = "organising/_import_progress.html" if request.headers.get("HX-Request") else "organising/import.html"
    return render(request, name, context)


@login_required
@require_GET
def errors(request: ActingRequest, pk: int) -> HttpResponse:
    """The refused rows in the layout of the upload, with their reasons."""
    found = get_batch(request.actor, pk)
    rows = ((row.cells, clauses(sentences_of(row), _)) for row in refused_rows(found))
    return _download(error_sheet(sheet_kinds()[found.kind], found.header, rows), _("退回的行"))


@login_required
@require_POST
def check(request: ActingRequest, pk: int) -> HttpResponse:
    """Judge the rows of a sheet whose judging was interrupted."""
    found = get_batch(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    try:
        check_in_charge(request.actor, found)
        _judge(request, pk)
    except Refused as refusal:
        return refused(request, refusal, back=reverse("organising:import", args=[pk]))
    return redirect("organising:import", pk)


@login_required
@require_POST
def take_import(request: ActingRequest, pk: int) -> HttpResponse:
    """From now on the acting post is in charge of the batch."""
    return taken_over(request, get_batch(request.actor, pk), back=reverse("organising:import", args=[pk]))


@login_required
@require_POST
def apply(request: ActingRequest, pk: int) -> HttpResponse:
    """Apply what was judged, or go on with it after an interruption."""
    return _work(request, pk, piece=apply_piece, job=apply_import, done=_("已入库。"))


@login_required
@require_POST
def undo(request: ActingRequest, pk: int) -> HttpResponse:
    """Undo a batch, except for rows that were changed since."""
    return _work(request, pk, piece=undo_piece, job=undo_import, done=_("已撤销。"))


def _take(request: ActingRequest, given: dict[str, object]) -> int:
    upload = given["sheet"]
    batch = upload_sheet(
        request.actor,
        kind=str(given["kind"]),
        filename=upload.name,  # type: ignore[attr-defined]
        content=upload.read(),  # type: ignore[attr-defined]
        now=timezone.now(),
    )
    if waits_for_check(batch):
        _judge(request, batch.pk)
    return batch.pk


def _judge(request: ActingRequest, pk: int) -> None:
    if is_small(get_batch(request.actor, pk)):
        check_batch(pk, request.actor, now=timezone.now())
    else:
        check_import.defer(batch_id=pk, user_id=request.actor.user_id or 0)


def _work(
    request: ActingRequest, pk: int, *, piece: Callable[..., bool], job: Task[..., None, ...], done: str
) -> HttpResponse:
    found = get_batch(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    back = reverse("organising:import", args=[pk])
    try:
        check_in_charge(request.actor, found)
        if piece is undo_piece:
            check_undoable(found, now=timezone.now())
        if not is_small(found):
            job.defer(batch_id=pk, user_id=request.actor.user_id or 0)
            return go(request, _("正在后台处理，可以离开这一页。"), back)
        while piece(pk, request.actor, now=timezone.now()):
            continue
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return go(request, done, back)


def _download(content: bytes, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
