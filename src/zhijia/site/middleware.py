"""What no reader sends, refused before anything looks at it."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

NUL = ("%00", "\x00")


class PlainAddressMiddleware:
    """An address with a NUL in it is answered with 400: PostgreSQL holds no such text, so a search for it would fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(sign in request.META.get("QUERY_STRING", "") or sign in request.path for sign in NUL):
            raise SuspiciousOperation("NUL in an address")
        return self.get_response(request)
