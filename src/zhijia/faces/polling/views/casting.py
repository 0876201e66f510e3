"""Casting by name and ordinary secret: choose, look at it once more, cast. Works without a script; nothing of it is logged."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.ballots.casting import cast_own
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.places import way_back
from zhijia.faces.polling.forms import BallotForm, say_ballots
from zhijia.faces.polling.presenting import present_poll
from zhijia.faces.polling.queries import get_standing, is_verifiable, own_vote
from zhijia.faces.polling.views.verifiable import show_verifiable
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.refusing import UNPROCESSABLE


@require_GET
@never_cache
def vote(request: ActingRequest, poll: int) -> HttpResponse:
    """The ballot of who is on the roll; for others who see the poll, its state."""
    found, elector = get_standing(request.actor, poll)
    if is_verifiable(found):
        return show_verifiable(request, found, elector)
    own = own_vote(found, elector)
    words = {
        "shown": present_poll(found, elector),
        "back": way_back(request.actor, found),
        "form": BallotForm(poll=found, given=own.ballots) if own.may_cast else None,
        "has_voted": own.has_voted,
        "own": say_ballots(questions_of(found), own.ballots),
    }
    return render(request, "polling/cast.html", words)


@sensitive_post_parameters()
@require_POST
@never_cache
def cast(request: ActingRequest, poll: int) -> HttpResponse:
    """First what was chosen is shown once more; sent again with `sure`, it is cast."""
    found, elector = get_standing(request.actor, poll)
    form = BallotForm(request.POST, poll=found)
    words: dict[str, Any] = {
        "shown": present_poll(found, elector),
        "back": way_back(request.actor, found),
        "form": form,
    }
    if not form.is_valid() or "back" in request.POST:
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "polling/cast.html", words, status=status)
    if "sure" not in request.POST:
        return render(request, "polling/sure.html", words | {"said": form.said()})
    try:
        with transaction.atomic():
            cast_own(found, elector, form.ballots, actor=request.actor, now=timezone.now())
    except Refused as refused:
        words |= {"form": None, "refused": refused.sentence.said_in(gettext)}
        return render(request, "polling/cast.html", words, status=UNPROCESSABLE)
    return redirect("polling:vote", poll)
