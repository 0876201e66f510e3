"""Those who act for an outside party find this face, their account, and what is open to everybody. Nothing else is there."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve

from zhijia.engines.cases.panels import is_start
from zhijia.organisation.middleware import ActingRequest

OPEN_NAMESPACES = frozenset({"partner", "polling", "entrance", "live", "ui", "verification"})
OPEN_NAMES = frozenset({"home", "organising:parameters", "organising:apply", "organising:application"})
OPEN_PREFIXES = ("account_", "mfa_")


class PartnerGateMiddleware:
    """Deny by default: a page of the unions that forgets to ask who looks is still not found by an outside party."""

    def __init__(self, get_response: Callable[[ActingRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: ActingRequest, *_view: object) -> None:
        """Asked once the address is known to exist; inside the scope, so that whoever looks is known."""
        if request.actor.mandate and not is_open_to_parties(request.path_info):
            raise Http404


def is_open_to_parties(address: str) -> bool:
    """Whether an address is for those who act for an outside party."""
    if address.startswith(settings.STATIC_URL):
        return True
    try:
        match = resolve(address)
    except Resolver404:
        return False
    namespace = match.namespace
    name = match.view_name
    return namespace in OPEN_NAMESPACES or name in OPEN_NAMES or name.startswith(OPEN_PREFIXES) or is_start(name)
