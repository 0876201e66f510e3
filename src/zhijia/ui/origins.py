"""Doors of this installation beside the pages: at an address that is named, or on this host at a port of their own."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase


def origin_of(request: HttpRequest, *, named: str, port: str) -> str:
    """Scheme, host and port of such a door, as the browser of this request reaches it."""
    if named:
        return named
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return f"{request.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def allow_connecting(response: HttpResponseBase, origin: str) -> None:
    """Let scripts of this page speak to `origin`, which the policy of the site forbids elsewhere."""
    response._csp_update = {"connect-src": [origin]}  # type: ignore[attr-defined]  # django-csp's way to allow one more
