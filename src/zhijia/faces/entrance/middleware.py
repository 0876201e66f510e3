"""A first login leads to one's own password before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

ALWAYS_OPEN = {"account_logout", "entrance:first_password", "set_language"}


class FirstLoginMiddleware:
    """While an account must change its password, every page but that one leads there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not self._is_open(request):
            return redirect(reverse("entrance:first_password"))
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        return request.path.startswith("/static/") or resolve(request.path_info).view_name in ALWAYS_OPEN
