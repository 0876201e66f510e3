"""The form of a visit: a page that a phone keeps, what it needs for that, and where it sends what it kept."""

from pathlib import Path
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.visits.queries import sent_by
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.contacts.forms.visit import VisitFields
from zhijia.services.contacts.offline import pairs_to_visit, ticket_of
from zhijia.services.contacts.queries import get_pair

REFUSED, UNPROCESSABLE = 409, 422
WORKER = Path(__file__).parents[1] / "static" / "contacts" / "js" / "worker.js"


@require_http_methods(["GET", "POST"])
def visit(request: ActingRequest) -> HttpResponse:
    """Write a visit down, or keep one that was written: by the form itself, or by the script for what the phone kept."""
    if request.method == "POST":
        return _keep(request)
    initial = {"client_id": uuid4(), "visited_on": timezone.localdate()}
    return _page(request, VisitFields(initial=initial), pair=whole_number(request.GET.get("pair", "")))


def _keep(request: ActingRequest) -> HttpResponse:
    """Once for each id, however often it comes; the script is answered in JSON, the form with a page."""
    as_json = request.headers.get("Accept") == "application/json"
    client_id = _uuid(request.POST.get("client_id", ""))
    pair = whole_number(request.POST.get("pair", ""))
    if sent := sent_by(request.actor, client_id):
        return _kept(sent.case_id, as_json=as_json, status=200)
    case = get_pair(request.actor, pair or 0).case
    now = timezone.now()
    try:
        advance(case.pk, "visit", actor=request.actor, key=client_id, now=now, data=request.POST, files=request.FILES)
    except InvalidInput as invalid:
        if as_json:
            faults = [str(error) for errors in invalid.form.errors.values() for error in errors]
            return JsonResponse({"errors": faults}, status=UNPROCESSABLE)
        return _page(request, invalid.form, pair=pair, status=UNPROCESSABLE)
    except Refused as refused:
        words = refused.sentence.said_in(_)
        if as_json:
            return JsonResponse({"errors": [words]}, status=REFUSED)
        form = VisitFields(request.POST, request.FILES)
        form.add_error(None, words)
        return _page(request, form, pair=pair, status=REFUSED)
    kept = sent_by(request.actor, client_id)
    return _kept(kept.case_id if kept else case.pk, as_json=as_json, status=201)


def _kept(case_id: int, *, as_json: bool, status: int) -> HttpResponse:
    if as_json:
        return JsonResponse({"url": reverse("cases:case", args=[case_id])}, status=status)
    return redirect("cases:case", case_id)


def _page(request: ActingRequest, form: object, *, pair: int | None, status: int = 200) -> HttpResponse:
    context = {"form": form, "pairs": pairs_to_visit(request.actor), "pair": pair}
    return render(request, "contacts/visit.html", context, status=status)


def _uuid(words: str) -> UUID:
    """The id that came; a new one for what is none, which the form then refuses."""
    try:
        return UUID(words)
    except ValueError:
        return uuid4()


@require_GET
@never_cache
def ticket(request: ActingRequest) -> JsonResponse:
    """Key, owner, pairs and a token, for the time without network."""
    return JsonResponse({**ticket_of(request.actor), "csrf": get_token(request)})


@require_GET
def kept_page(request: ActingRequest) -> HttpResponse:
    """The empty form that the phone keeps: it holds nothing of anybody."""
    return render(request, "contacts/visit_kept.html", {"form": VisitFields(), "pairs": [], "pair": None})


@require_GET
def worker(_request: ActingRequest) -> HttpResponse:
    """The service worker of this one page; it must come from the page's own folder."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")
