"""Views of the design system: the reader's appearance, and the pages that say what went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from zhijia.ui.shell import CHOICES, COOKIE_PREFIX, COOKIE_SECONDS, plain_shell


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    is_secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name, value, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=is_secure)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep a choice of theme, type size, navigation width or language in a cookie and go back.

    A value we do not know changes nothing.
    """
    response = HttpResponseRedirect(_safe_next(request))
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            _keep(response, COOKIE_PREFIX + name, value)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


def _error_page(request: HttpRequest, *, template: str, status: int, **said: object) -> HttpResponse:
    # Rendered without context processors: they may need what has just failed. The token is for the reader's appearance.
    context = {"shell": plain_shell(request), "csrf_token": get_token(request), **said}
    body = render_to_string(template, context)
    return HttpResponse(body, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    """`handler400`. What was wrong is not repeated: it may be hostile."""
    return _error_page(request, template="ui/errors/400.html", status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`. The sentence given to PermissionDenied is shown: it says which rule refused and who can help."""
    has_other_posts = len(getattr(getattr(request, "actor", None), "posts", ())) > 1
    template = "ui/errors/403.html"
    return _error_page(request, template=template, status=403, reason=str(exception), has_other_posts=has_other_posts)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    """`handler404`. Unseen and absent read the same (house.md, invariant 1)."""
    return _error_page(request, template="ui/errors/404.html", status=404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return _error_page(request, template="ui/errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's call
    """`CSRF_FAILURE_VIEW`. Django's `reason` is for the log, not for readers."""
    return _error_page(request, template="ui/errors/csrf.html", status=403)
