"""Who holds no post and acts for nobody has the portal, her account, and what is open to everybody: no page of the offices."""

from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.scopes import Actor

OPEN_NAMESPACES = frozenset({"portal", "polling", "entrance", "live", "partner", "ui", "verification"})
"""The face of outside parties lets nobody else in by itself: it is not found."""
OPEN_NAMES = frozenset(
    {
        "home",
        "workbench:home",
        "workbench:desk",
        "bargaining:demand_talks",
        "congress:mine",
        "congress:own_sessions",
        "congress:proposals",
        "congress:write_proposal",
        "openness:mine",
        "organising:parameters",
        "organising:law_scan",
        "organising:apply",
        "organising:application",
        "organising:withdraw_application",
    }
)
OPEN_PREFIXES = ("account_", "mfa_")


class PortalGateMiddleware:
    """Refuses the lists, searches and tools of the offices to a worker.

    An address that names a record is left to its page: it answers that nothing is found unless she sees the record.
    """

    def __init__(self, get_response: Callable[[ActingRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: ActingRequest, *_view: object) -> None:
        """Asked once the address is known to exist; inside the scope, so that whoever looks is known."""
        match = request.resolver_match
        if is_worker_only(request.actor) and match is not None and not is_open_to_workers(match):
            raise PermissionDenied(
                _("这是工会干部的页面，您现在没有任职。您的事在“我的”里；如果应当有岗位，请本级工会的系统管理员任命。")
            )


def is_worker_only(actor: Actor) -> bool:
    """Somebody who has logged in, holds no post, and acts for no outside party."""
    return actor.user_id is not None and actor.post is None and not actor.mandate


def is_open_to_workers(match: ResolverMatch) -> bool:
    """Whether an address is for everybody, or names a record."""
    name = match.view_name
    is_open = match.namespace in OPEN_NAMESPACES or name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)
    return is_open or _names_a_record(match.kwargs)


def _names_a_record(arguments: Mapping[str, object]) -> bool:
    """Records have numbers; the number of a year, the code of an indicator and the kind of a list are no records."""
    return any(isinstance(value, int) for name, value in arguments.items() if name != "year")
