"""Rosters of members: upload, columns, verdicts, conflicts, entry, what went back, undoing."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import RosterRow
from zhijia.organisation.models.rosters import RosterState, RosterVerdict
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.forms.intakes import AmendForm, DecisionForm, MappingForm, SheetForm
from zhijia.services.organising.intake import working
from zhijia.services.organising.intake.amending import GONE, amend_row, cells_of, row_to_mend
from zhijia.services.organising.intake.deciding import decide_by_rule, decide_entered, decide_rows, is_settled
from zhijia.services.organising.intake.handing_back import handed_back, template
from zhijia.services.organising.intake.queries import get_roster, is_small, list_rosters
from zhijia.services.organising.intake.singly import is_decidable
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping, upload_roster
from zhijia.services.organising.jobs import work_on_roster
from zhijia.services.organising.presenting.charge import present_charge
from zhijia.services.organising.presenting.intakes import (
    faults_of,
    initial_mapping,
    present_roster,
    present_rosters,
    reasons_of,
)
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go, refused, taken_over
from zhijia.ui.components import url_with
from zhijia.ui.downloads import XLSX
from zhijia.ui.refusing import UNPROCESSABLE

PART = 4 * 1024 * 1024
WORK: dict[str, Callable[..., None]] = {"check": working.check, "enter": working.enter, "undo": working.undo}


@login_required
def intakes(request: ActingRequest) -> HttpResponse:
    """The upload form, and the rosters so far."""
    demand(lambda: check_administer(request.actor, request.actor.path))
    form = bound(request, SheetForm)
    if form.is_bound and form.is_valid():
        pk = attempt(form, lambda: _take(request.actor, form.cleaned_data["sheet"], now=timezone.now()))
        if pk:
            _work(request, pk, "read")
            return redirect("organising:intake", pk)
    context = {"form": form, "rosters": present_rosters(list_rosters(request.actor))}
    return render(request, "organising/intakes.html", context, status=UNPROCESSABLE if form.errors else 200)


@login_required
@require_GET
def intake_template(request: ActingRequest) -> HttpResponse:  # noqa: ARG001 - Django's call
    """The template of a roster."""
    return _download(template(), _("会员名册模板"), "xlsx")


@login_required
@require_GET
def intake(request: ActingRequest, pk: int) -> HttpResponse:
    """How a roster stands: its columns and first rows, then its verdicts. Asks again while a job works."""
    found = get_roster(request.actor, pk)
    asked = {"verdict": request.GET.get("verdict", ""), "after": request.GET.get("after", "")}
    shown = present_roster(found, **asked, now=timezone.now())
    form = MappingForm(actor=request.actor, header=found.header, initial=initial_mapping(found, request.actor))
    context = {"roster": shown, "form": form, "charge": present_charge(found, request.actor)}
    name = "organising/_intake.html" if request.headers.get("HX-Request") else "organising/intake.html"
    return render(request, name, context)


@login_required
@require_POST
def map_intake(request: ActingRequest, pk: int) -> HttpResponse:
    """Settle the columns and begin to check."""
    found = get_roster(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    form = MappingForm(request.POST, actor=request.actor, header=found.header)
    if form.is_valid():
        given = Confirmed(form.mapping, form.cleaned_data["union"], form.cleaned_data["approved_on"])
        if attempt(form, lambda: _settle(request.actor, pk, given, now=timezone.now())):
            _work(request, pk, "check")
            return redirect("organising:intake", pk)
    shown = present_roster(found, verdict="", after="", now=timezone.now())
    context = {"roster": shown, "form": form, "charge": present_charge(found, request.actor)}
    return render(request, "organising/intake.html", context, status=UNPROCESSABLE)


@login_required
@require_POST
def work_intake(request: ActingRequest, pk: int, verb: str) -> HttpResponse:
    """Enter, undo, or go on with what was interrupted."""
    found = get_roster(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    if verb not in WORK:
        raise Http404
    back = reverse("organising:intake", args=[pk])
    try:
        if not is_small(found):
            working.prepare(pk, verb, request.actor, now=timezone.now())
        is_done = _work(request, pk, verb)
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return redirect(back) if is_done else go(request, _("正在后台处理，可以离开这一页。"), back)


@login_required
@require_POST
def take_intake(request: ActingRequest, pk: int) -> HttpResponse:
    """From now on the acting post is in charge of the roster."""
    found = get_roster(request.actor, pk)
    return taken_over(request, found, back=reverse("organising:intake", args=[pk]))


@login_required
@require_POST
def decide_intake(request: ActingRequest, pk: int) -> HttpResponse:
    """Decide rows in conflict: those that are named, or all of a kind."""
    found = get_roster(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    back = url_with(reverse("organising:intake", args=[pk]), {"verdict": RosterVerdict.CONFLICT.value})
    form = DecisionForm(request.POST, rows=request.POST.getlist("row"))
    if not form.is_valid():
        return redirect(back)
    given, now = form.cleaned_data, timezone.now()
    try:
        if given["kind"]:
            count = decide_by_rule(found, request.actor, given["kind"], given["decision"], now=now)
        elif found.state == RosterState.APPLIED and len(given["row"]) == 1:
            row = decide_entered(found, request.actor, given["row"][0], given["decision"], now=now)
            return _told_of(request, row, back)
        else:
            count = decide_rows(found, request.actor, given["row"], given["decision"], now=now)
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return go(request, ngettext("%(n)d 行已处理。", "%(n)d 行已处理。", count) % {"n": count}, back)


def _told_of(request: ActingRequest, row: RosterRow, back: str) -> HttpResponse:
    """What a decision did; where it could not be done, the row says why."""
    if is_settled(row):
        words = {"n": row.row_no, "decision": row.get_decision_display()}
        return go(request, _("第 %(n)d 行已处理：%(decision)s。") % words, back)
    words = {"n": row.row_no, "verdict": row.get_verdict_display()}
    messages.error(request, _("第 %(n)d 行在核对以后有变动，没有办理，现在的结果：%(verdict)s。") % words)
    return redirect(url_with(reverse("organising:intake", args=[row.roster_id]), {"verdict": row.verdict}))


@login_required
def amend_intake(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Correct a row that went back and try it again; while it still goes back, its reasons stand above its cells."""
    found = get_roster(request.actor, pk)
    demand(lambda: check_administer(request.actor, found.path))
    back = reverse("organising:intake", args=[pk])
    row = row_to_mend(found, number)
    if row is None:
        if request.method != "POST":
            raise Http404
        return refused(request, Refused(GONE), back=back)
    form = bound(request, AmendForm, keys=found.mapping, initial=cells_of(found, row))
    reasons = reasons_of(row)
    if form.is_bound and form.is_valid():
        tried = attempt(form, lambda: amend_row(found, request.actor, number, form.cleaned_data, now=timezone.now()))
        if tried and tried.verdict != RosterVerdict.REFUSED:
            words = {"n": number, "verdict": RosterVerdict(tried.verdict).label}
            asked = {"verdict": tried.verdict} if is_decidable(tried, found.state) else {}
            return go(request, _("第 %(n)d 行已更正，结果：%(verdict)s。") % words, url_with(back, asked))
        for cell, reason in faults_of(tried) if tried else ():
            form.add_error(cell if cell in form.fields else None, reason)
        reasons = [] if tried else reasons
    title = _("更正第 %(n)d 行") % {"n": number}
    return form_page(request, form, title=title, lede=clauses(reasons, _), act=_("更正，重新核对这一行"), back=back)


@login_required
@require_GET
def intake_errors(request: ActingRequest, pk: int) -> HttpResponse:
    """The rows that went back, in the layout of the upload, with their reasons."""
    content, suffix = handed_back(get_roster(request.actor, pk), _)
    return _download(content, _("退回的行"), suffix)


def _take(actor: Actor, sheet: object, *, now: datetime) -> int:
    parts = sheet.chunks(PART)  # type: ignore[attr-defined]
    return upload_roster(actor, filename=sheet.name, parts=parts, now=now).pk  # type: ignore[attr-defined]


def _settle(actor: Actor, pk: int, given: Confirmed, *, now: datetime) -> bool:
    confirm_mapping(get_roster(actor, pk), actor, given, now=now)
    return True


def _work(request: ActingRequest, pk: int, verb: str) -> bool:
    """Do it while the page waits, or leave it to a job; says which."""
    if not is_small(get_roster(request.actor, pk)):
        work_on_roster.defer(roster_id=pk, user_id=request.actor.user_id or 0, verb=verb)
        return False
    if verb == "read":
        working.read(pk, request.actor)
    else:
        WORK[verb](pk, request.actor, now=timezone.now())
    return True


def _download(content: bytes, name: str, suffix: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}.{suffix}"
    kind = XLSX if suffix == "xlsx" else "text/csv; charset=utf-8"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
