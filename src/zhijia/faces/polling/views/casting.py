"""Casting by name and ordinary secret: choose, look at it once more, cast. Works without a script; nothing of it is logged."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from zhijia.engines.ballots.casting import cast_named, cast_secret, has_voted, own_ballots
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Elector, Mode, Poll
from zhijia.faces.polling.forms import BallotForm, say_ballots
from zhijia.faces.polling.presenting import ShownPoll, present_poll
from zhijia.faces.polling.queries import get_poll, own_line
from zhijia.faces.polling.views.verifiable import show_verifiable
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

UNPROCESSABLE = 422


@require_GET
@never_cache
def vote(request: ActingRequest, poll: int) -> HttpResponse:
    """The ballot of who is on the roll; for others who see the poll, its state."""
    found = get_poll(poll)
    if found.mode == Mode.VERIFIABLE:
        return show_verifiable(request, found)
    elector = own_line(request.actor, found)
    shown = present_poll(found, elector)
    has = elector is not None and has_voted(found, elector)
    own = own_ballots(elector) if elector and has and found.mode == Mode.NAMED else {}
    is_ask = shown.stands == "vote" and found.mode in (Mode.NAMED, Mode.ORDINARY)
    form = BallotForm(poll=found, given=own) if is_ask and (not has or found.is_changeable) else None
    said = say_ballots(questions_of(found), own)
    return render(request, "polling/cast.html", {"shown": shown, "form": form, "has_voted": has, "own": said})


@sensitive_post_parameters()
@require_POST
@never_cache
def cast(request: ActingRequest, poll: int) -> HttpResponse:
    """First what was chosen is shown once more; sent again with `sure`, it is cast."""
    found = get_poll(poll)
    elector = own_line(request.actor, found)
    form = BallotForm(request.POST, poll=found)
    shown, words = present_poll(found, elector), {"shown": present_poll(found, elector), "form": form}
    if not form.is_valid() or "back" in request.POST:
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "polling/cast.html", words, status=status)
    if "sure" not in request.POST:
        return render(request, "polling/sure.html", {"shown": shown, "form": form, "said": form.said()})
    try:
        with transaction.atomic():
            _cast(request, found, elector, form)
    except Refused as refused:
        return _refused(request, shown, refused)
    return redirect("polling:vote", poll)


def _cast(request: ActingRequest, poll: Poll, elector: Elector | None, form: BallotForm) -> None:
    if elector is None:
        raise Refused("您不在这次表决的名册上，不能投票。如有异议，请向大会主席团提出。")
    if poll.mode == Mode.NAMED:
        cast_named(poll, elector, form.ballots, actor=request.actor, now=timezone.now())
    elif poll.mode == Mode.ORDINARY:
        cast_secret(poll, form.ballots)
    else:
        raise Refused("这次表决不在这里投票。")


def _refused(request: ActingRequest, shown: ShownPoll, refused: Refused) -> HttpResponse:
    words = {"shown": shown, "form": None, "refused": refused.sentence.said_in(gettext)}
    return render(request, "polling/cast.html", words, status=UNPROCESSABLE)
