"""The form of a visit, which a phone keeps (`engines.visits.views`)."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhijia.engines.visits.views import VisitDesk, give_worker
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.contacts.forms.visit import VisitFields
from zhijia.services.contacts.offline import case_of_pair, pairs_to_visit

DESK = VisitDesk(
    "pair",
    "visit",
    VisitFields,
    "contacts/visit.html",
    "contacts/visit_kept.html",
    "cases:case",
    pairs_to_visit,
    case_of_pair,
)


@require_http_methods(["GET", "POST"])
def visit(request: ActingRequest) -> HttpResponse:
    """Write a visit down, or keep one that was written."""
    return DESK.write(request)


@require_GET
@never_cache
def ticket(request: ActingRequest) -> JsonResponse:
    return DESK.give_ticket(request)


@require_GET
def kept_page(request: ActingRequest) -> HttpResponse:
    return DESK.show_empty(request)


@require_GET
def worker(_request: ActingRequest) -> HttpResponse:
    return give_worker()
