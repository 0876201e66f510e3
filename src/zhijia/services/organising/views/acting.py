"""Steps that every view of this service takes: ask, refuse with a sentence, act, go on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhijia.engines.documents.store import path_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.charge import take_over
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import ImportBatch, Roster
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scans import Scan
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal

Result = TypeVar("Result")
View = TypeVar("View", bound=Callable[..., HttpResponse])


def demand(check: Callable[[], object]) -> None:
    """Run a check; its refusal becomes the page that says why."""
    try:
        check()
    except Refused as refusal:
        raise PermissionDenied(refusal.sentence.said_in(_)) from refusal


def says_why_not(view: View) -> View:
    """Answer with the page that says why when something that the whole view needs is refused."""

    @wraps(view)
    def answered(*args: Any, **options: Any) -> HttpResponse:
        try:
            return view(*args, **options)
        except Refused as refusal:
            raise PermissionDenied(refusal.sentence.said_in(_)) from refusal

    return answered  # type: ignore[return-value]


def attempt(form: forms.Form, act: Callable[[], Result]) -> Result | None:
    """Do it as a whole; a refusal is shown at the field it is about, what was entered stays, nothing is half done."""
    try:
        with transaction.atomic():
            return act()
    except Refused as refusal:
        put_refusal(form, refusal)
        return None


def go(request: ActingRequest, words: str, url: str) -> HttpResponse:
    """Say what was done and go on."""
    messages.success(request, words)
    return redirect(url)


def taken_over(request: ActingRequest, sheet: Roster | ImportBatch, *, back: str) -> HttpResponse:
    """Take over the charge of a sheet and go back to it."""
    demand(lambda: check_administer(request.actor, sheet.path))
    try:
        take_over(request.actor, sheet, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, back=back)
    return go(request, _("已由您当前的岗位接手。"), back)


def form_page(
    request: ActingRequest, form: forms.Form, *, title: str, act: str, back: str, lede: str = ""
) -> HttpResponse:
    """The page of one form. `act` is the verb on its button, `back` where one came from."""
    context = {"form": form, "title": title, "act": act, "back": back, "lede": lede}
    return render(request, "ui/form_page.html", context, status=UNPROCESSABLE if form.errors else 200)


def bound(request: ActingRequest, form: type[forms.Form], **options: object) -> forms.Form:
    """The form with what was sent, or empty with its initial values."""
    if request.method != "POST":
        return form(**options)  # type: ignore[arg-type]
    return form(request.POST, request.FILES, **options)  # type: ignore[arg-type]


def send_scan(request: ActingRequest, scan: Scan, *, back: str) -> HttpResponseBase:
    """A kept scan as a download that can do nothing in the browser; back with a sentence when its bytes are lost."""
    try:
        content = path_of(scan.sha256).open("rb")
    except FileNotFoundError:
        words = {"name": scan.filename}
        lost = Refused(Sentence("“{name}”的原件不在文件库中，请联系系统管理员从备份恢复。", words))
        return refused(request, lost, back=back)
    response = FileResponse(content, as_attachment=True, filename=scan.filename, content_type=scan.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def refused(request: ActingRequest, refusal: Refused, *, back: str) -> HttpResponse:
    """Say why not and go back."""
    messages.error(request, refusal.sentence.said_in(_))
    return redirect(back)
