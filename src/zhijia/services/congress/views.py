"""Pages of the congress beside the case page: registers, opening, cards of delegates, what a worker reads."""

from collections.abc import Callable
from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.addresses import case_url
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.exporting import take_list
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.permissions import can_administer, check_administer
from zhijia.organisation.queries import get_union
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.forms import OpenSeatHereForm, OpenTermForm
from zhijia.services.congress.joint.flow import open_joint
from zhijia.services.congress.joint.forms import OpenJointForm
from zhijia.services.congress.presenting import lists
from zhijia.services.congress.presenting.mandates import facts_of_delegates, facts_of_own
from zhijia.services.congress.presenting.overview import read_overview
from zhijia.services.congress.presenting.seats import read_seats
from zhijia.services.congress.presenting.sheets import read_sheets
from zhijia.services.congress.queries import get_term, mandates_shown_to
from zhijia.services.congress.terms.opening import NewTerm, open_term
from zhijia.services.congress.terms.roll import delegates_on
from zhijia.ui.downloads import workbook_response
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal


@require_GET
def list_terms(request: ActingRequest) -> HttpResponse:
    """Congresses in sight, newest first."""
    listed = lists.read_terms(request.actor, _chosen(request), today=timezone.localdate())
    post = request.actor.post
    may = post is not None and can_administer(request.actor, post.path)
    open_url = reverse("congress:open_term", args=[post.union_id]) if post and may else ""
    return render(request, "congress/terms.html", {"listed": listed, "open_url": open_url})


@require_GET
def terms_sheet(request: ActingRequest) -> HttpResponse:
    """What the filter leaves as .xlsx with who took it and when; the log keeps it too."""
    today = timezone.localdate()
    sheet, rows = lists.terms_sheet(request.actor, _chosen(request), today=today)
    query = request.GET.urlencode()
    content = take_list(request.actor, sheet, what="congress.terms", rows=rows, query=query, now=timezone.now())
    return workbook_response(content, f"congresses-{today}.xlsx")


@require_GET
def show_overview(request: ActingRequest) -> HttpResponse:
    """What the union of the post sees of the congresses below it."""
    if request.actor.post is None:
        raise Http404
    page = read_overview(request.actor, today=timezone.localdate(), month=_month(request.GET.get("month", "")))
    return render(request, "congress/overview.html", {"page": page})


@require_GET
def list_seats(request: ActingRequest) -> HttpResponse:
    """Seats for employees on boards, newest first."""
    listed = read_seats(request.actor, before=whole_number(request.GET.get("before", "")))
    return render(request, "congress/seats.html", {"listed": listed})


@require_http_methods(["GET", "POST"])
def open_term_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Prepare a congress of an employer that the union covers, or of its region or industry."""
    union, actor, today = get_union(request.actor, pk), request.actor, timezone.localdate()
    _demand(lambda: check_administer(actor, union.path))
    form = OpenTermForm(request.POST or None, union=union, today=today)

    def act() -> int:
        return open_term(NewTerm(union=union, **form.cleaned_data), actor=actor, now=timezone.now()).case_id

    words = {"title": _("筹备职代会"), "lede": union.name, "act": _("登记"), "back": reverse("congress:terms")}
    return _form_page(request, form, act, words)


@require_http_methods(["GET", "POST"])
def open_seat_of(request: ActingRequest, pk: int) -> HttpResponse:
    """Enter a seat for employees on the board of a company that the union covers."""
    union, actor, today = get_union(request.actor, pk), request.actor, timezone.localdate()
    _demand(lambda: check_administer(actor, union.path))
    form = OpenSeatHereForm(request.POST or None, union=union, today=today)

    def act() -> int:
        return open_seat(union, actor=actor, now=timezone.now(), **form.cleaned_data).case_id

    title = _("登记职工董事监事席位")
    words = {"title": title, "lede": union.name, "act": _("登记"), "back": reverse("congress:seats")}
    return _form_page(request, form, act, words)


@require_http_methods(["GET", "POST"])
def open_joint_of(request: ActingRequest, case: int) -> HttpResponse:
    """Ask for a joint meeting."""
    actor, term = request.actor, get_term(request.actor, case, today=timezone.localdate())
    _demand(lambda: check_administer(actor, term.union.path))
    form = OpenJointForm(request.POST or None)

    def act() -> int:
        return open_joint(term, actor=actor, now=timezone.now(), **form.cleaned_data).case_id

    words = {"title": _("提请联席会议"), "lede": term.case.title, "act": _("提请"), "back": case_url(case)}
    return _form_page(request, form, act, words)


@require_GET
def show_cards(request: ActingRequest, case: int) -> HttpResponse:
    """The cards of the delegates in office, for printing."""
    today = timezone.localdate()
    term = get_term(request.actor, case, today=today)
    return render(request, "congress/cards.html", {"term": term, "delegates": delegates_on(term, today)})


@require_GET
def show_ballots(request: ActingRequest, case: int) -> HttpResponse:
    """The sheets of what a session votes on by paper, for printing."""
    return render(request, "congress/ballots.html", {"page": read_sheets(request.actor, case)})


@require_GET
def show_mine(request: ActingRequest) -> HttpResponse:
    """Who is a delegate where the reader works, and her own mandates."""
    own, delegates = mandates_shown_to(request.actor, today=timezone.localdate())
    shown = {"own": facts_of_own(own), "delegates": facts_of_delegates(delegates)}
    return render(request, "congress/mine.html", shown)


def _form_page(request: ActingRequest, form: forms.Form, act: Callable[[], int], words: dict[str, str]) -> HttpResponse:
    """The page of one form: what it opens is a case, and that is where one goes on."""
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                opened = act()
        except Refused as refused:
            put_refusal(form, refused)
        else:
            messages.success(request, _("已登记，请按步骤办理。"))
            return redirect(case_url(opened))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/form_page.html", {"form": form, **words}, status=status)


def _demand(check: Callable[[], None]) -> None:
    """Run a check; its refusal becomes the page that says why."""
    try:
        check()
    except Refused as refusal:
        raise PermissionDenied(refusal.sentence.said_in(_)) from refusal


def _month(text: str) -> date | None:
    """The first day of a month written as 2027-06; anything else is no month."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None


def _chosen(request: ActingRequest) -> lists.Chosen:
    asked = request.GET
    return lists.Chosen(asked.get("group", ""), asked.get("scope", ""), whole_number(asked.get("before", "")))
