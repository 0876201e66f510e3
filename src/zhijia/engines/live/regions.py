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
from zhijia.ui.origins import allow_connecting, origin_of


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
    """Where the pushing process answers."""
    return origin_of(request, named=settings.LIVE_ADDRESS, port=settings.LIVE_PORT)


def allow_live(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the page of a region connect to the pushing process."""
    allow_connecting(response, live_origin(request))
