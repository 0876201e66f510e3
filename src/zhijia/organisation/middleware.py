"""Every request, also an anonymous one, runs in one transaction that knows whom it answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from zhijia.organisation.scopes import NOBODY, Actor, announce, load_actor

AS_HERSELF = "acts_for_herself"
"""Kept in the session of somebody with a mandate while she looks after her own affairs as a worker."""


class ActingRequest(HttpRequest):
    """A request after this middleware: it has an actor and one moment that counts as now."""

    actor: Actor


View = TypeVar("View", bound=Callable[..., Any])


def commits_by_itself(view: View) -> View:
    """Mark a view that commits step by step: it opens `scoped(request.actor)` for each step and for its page.

    Without such a block the database shows it nothing and refuses to be asked.
    """
    view.commits_by_itself = True  # type: ignore[attr-defined]
    return view


class ScopeMiddleware:
    """Sets `request.actor` and opens the scoped transaction; an exception or a server error rolls it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _commits_by_itself(request):
            request.actor = self._actor_of(request)  # type: ignore[attr-defined]
            return self.get_response(request)
        with transaction.atomic():
            request.actor = self._actor_of(request)  # type: ignore[attr-defined]
            announce(request.actor)  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:  # noqa: ARG002
        """A refused or failed request leaves nothing behind, whatever page then answers it."""
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)

    def _actor_of(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return NOBODY
        actor = load_actor(request.user, today=timezone.localdate())
        return actor.for_herself() if request.session.get(AS_HERSELF) else actor


def _commits_by_itself(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "commits_by_itself", False)
    except Resolver404:
        return False
