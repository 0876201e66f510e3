"""A first login leads to one's own password and, for cadres, to a second factor, before anything else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from zhijia.faces.entrance.requests import SignedInRequest
from zhijia.organisation.cities import is_demo_city
from zhijia.organisation.rules import needs_two_factors

ALWAYS_OPEN = {"account_logout", "ui:appearance"}
OPEN_FOR_PASSWORD = ALWAYS_OPEN | {"entrance:first_password"}
OPEN_FOR_SECOND_FACTOR = ALWAYS_OPEN | {
    "account_reauthenticate",
    "entrance:choose_post",
    "mfa_activate_totp",
    "mfa_reauthenticate",
}
SETTLED = "second_factor_settled"


class FirstLoginMiddleware:
    """While something is owed, every page but that one leads there."""

    def __init__(self, get_response: Callable[[SignedInRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SignedInRequest) -> HttpResponse:
        if not request.user.is_authenticated or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        if request.user.must_change_password:
            if _view_name(request) not in OPEN_FOR_PASSWORD:
                return redirect("entrance:first_password")
        elif _owes_second_factor(request) and _view_name(request) not in OPEN_FOR_SECOND_FACTOR:
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _owes_second_factor(request: SignedInRequest) -> bool:
    """Asked once a session: the answer changes only by setting one up, or by a reset, which ends the session."""
    if not settings.REQUIRE_TOTP or request.session.get(SETTLED) == _roles(request):
        return False
    roles = _roles(request)
    if needs_two_factors(roles) and not is_demo_city() and not is_mfa_enabled(request.user):
        return True
    request.session[SETTLED] = roles
    return False


def _roles(request: SignedInRequest) -> list[str]:
    return sorted({post.role for post in request.actor.posts})


def _view_name(request: SignedInRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
