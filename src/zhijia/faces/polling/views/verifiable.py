"""The polling place. Tickets are taken here, logged in; ballots never pass through here: the page sends them to the box."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.ballots.bundle import VERIFIER
from zhijia.engines.ballots.issuing import TookAnother, take_tickets
from zhijia.engines.ballots.kinds import LABELS
from zhijia.engines.ballots.models import Elector, Poll
from zhijia.engines.ballots.opening import keep_key, reveal_key
from zhijia.engines.ballots.places import way_back
from zhijia.engines.ballots.thresholds import BASES
from zhijia.faces.polling.messages import read_key, read_secret, read_wishes
from zhijia.faces.polling.presenting import FAULTS, NUMBERS, RULED, present_poll
from zhijia.faces.polling.queries import get_poll, get_publication, own_seat
from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.origins import allow_connecting, origin_of
from zhijia.ui.refusing import UNPROCESSABLE

CONFLICT = 409


def show_verifiable(request: ActingRequest, found: Poll, elector: Elector | None) -> HttpResponse:
    """The ballot of who is on the roll, which the phone seals; for others who see the poll, its state."""
    box = box_address(request)
    shown = present_poll(found, elector)
    response = render(
        request, "polling/vote.html", {"shown": shown, "box": box, "back": way_back(request.actor, found)}
    )
    allow_connecting(response, box)
    return response


@require_GET
@never_cache
def manifest(request: ActingRequest, poll: int) -> HttpResponse:  # noqa: ARG001 - every page is asked by somebody
    """The frozen text, byte for byte as it was hashed."""
    return HttpResponse(get_poll(poll).manifest, content_type="application/json; charset=utf-8")


@require_POST
@never_cache
def tickets(request: ActingRequest, poll: int) -> HttpResponse:
    """Both stamps on the blinded tickets."""
    wishes = read_wishes(request)
    found = get_poll(poll)

    def take() -> HttpResponse:
        stamped = take_tickets(request.actor, found, wishes, now=timezone.now())
        stamps = [
            {"question": one.question, **{by: stamp.hex() for by, stamp in one.stamps.items()}} for one in stamped
        ]
        return JsonResponse(stamps, safe=False)

    return _answered(take)


@require_GET
@never_cache
def key(request: ActingRequest, poll: int) -> HttpResponse:
    """A scrutineer makes her key before the poll is frozen, and reveals it after the close."""
    seat = own_seat(request.actor, poll)
    halves = {"point": bytes(seat.point or b"").hex(), "locked": bytes(seat.locked or b"").hex()}
    return render(request, "polling/key.html", {"seat": seat, "back": way_back(request.actor, seat.poll), **halves})


@require_POST
@never_cache
def keep(request: ActingRequest, poll: int) -> HttpResponse:
    """Keep what a scrutineer's browser made."""
    seat = own_seat(request.actor, poll)
    point, locked = read_key(request)

    def act() -> HttpResponse:
        keep_key(seat, point=point, locked=locked, actor=request.actor, now=timezone.now())
        return JsonResponse({})

    return _answered(act)


@require_POST
@never_cache
def reveal(request: ActingRequest, poll: int) -> HttpResponse:
    """Take a scrutineer's secret half, for everybody to see."""
    seat = own_seat(request.actor, poll)
    secret = read_secret(request)

    def act() -> HttpResponse:
        reveal_key(seat, secret, actor=request.actor, now=timezone.now())
        return JsonResponse({})

    return _answered(act)


@require_GET
@never_cache
def bundle(request: ActingRequest, poll: int) -> HttpResponse:  # noqa: ARG001 - every page is asked by somebody
    """Everything that is public of a counted poll, to be recounted and handed on."""
    published = get_publication(poll)
    response = HttpResponse(bytes(published.content), content_type="application/json; charset=utf-8")
    response["Content-Encoding"] = "gzip"
    response["Content-Disposition"] = f'attachment; filename="poll-{poll}-bundle.json"'
    return response


@login_not_required
@require_GET
def recount(request: HttpRequest) -> HttpResponse:
    """Recount a published poll in the browser; the file goes nowhere."""
    of = whole_number(request.GET.get("of"))
    words: dict[str, Any] = {"sentences": FAULTS.items(), "labels": {**LABELS, **NUMBERS, **BASES, **RULED}.items()}
    words["back"] = reverse("polling:result", args=[of]) if of else ""
    return render(request, "polling/recount.html", words)


@login_not_required
@require_GET
def verifier(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every page is asked by somebody
    """The program that recounts without us."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def box_address(request: HttpRequest) -> str:
    """Where ballots go: the box's own host, else this host at the box's port."""
    return origin_of(request, named=settings.BOX_ADDRESS, port=settings.BOX_PORT)


def _answered(act: Callable[[], HttpResponse]) -> HttpResponse:
    """What was done, or the sentence that says why not, for the page to show."""
    try:
        return act()
    except Refused as refused:
        status = CONFLICT if isinstance(refused, TookAnother) else UNPROCESSABLE
        return JsonResponse({"refused": refused.sentence.said_in(gettext)}, status=status)
