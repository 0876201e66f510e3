"""A part of a page that follows its channel."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from zhijia.engines.live.channels import Picture
from zhijia.engines.live.reading import shown


@dataclass(frozen=True, slots=True)
class Region:
    """What `{% live_region region %}` draws: the picture of now, and where the next ones come from."""

    html: SafeString
    version: int
    stream: str
    fallback: str

    @classmethod
    def of(cls, request: HttpRequest, channel: str) -> Self:
        """The region of `channel` in the language of the request. Whoever may see the page may watch it."""
        picture = Picture(channel, get_language() or settings.LANGUAGE_CODE)
        html, version = shown(picture)
        return cls(
            mark_safe(html),  # noqa: S308 - it was rendered by a template of ours
            version,
            f"{live_origin(request)}/live/{picture.address}?seen={version}",
            reverse("live:fragment", args=[picture.address]),
        )


def live_origin(request: HttpRequest) -> str:
    """Where the pushing process answers: what the installation names, or this host at its own port."""
    if settings.LIVE_ADDRESS:
        return str(settings.LIVE_ADDRESS)
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}"


def allow_live(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser connect from this page to the pushing process, which the policy of the site forbids elsewhere."""
    response._csp_update = {"connect-src": [live_origin(request)]}  # type: ignore[attr-defined]  # django-csp's way
