"""Polls as the person who looks may see them; what she may not see is not found."""

from django.http import Http404

from zhijia.engines.ballots.models import Elector, Mode, Poll, Publication, Scrutineer
from zhijia.organisation.scopes import Actor


def get_poll(pk: int) -> Poll:
    """A frozen verifiable poll in sight."""
    poll = Poll.objects.filter(pk=pk, mode=Mode.VERIFIABLE).exclude(manifest="").first()
    if poll is None:
        raise Http404
    return poll


def get_publication(pk: int) -> Publication:
    """The published ballots of a poll in sight; not found before they are counted."""
    published = Publication.objects.filter(poll=pk).first()
    if published is None:
        raise Http404
    return published


def own_line(actor: Actor, poll: Poll) -> Elector | None:
    """The reader's own line of the roll."""
    return Elector.objects.filter(poll=poll, person=actor.person_id).select_related("presence").first()


def own_seat(actor: Actor, pk: int) -> Scrutineer:
    """The reader's seat among the three scrutineers."""
    seats = Scrutineer.objects.filter(poll=pk, poll__mode=Mode.VERIFIABLE, person=actor.person_id)
    seat = seats.select_related("poll").first()
    if seat is None:
        raise Http404
    return seat
