"""The cases that were shared with the parties a person acts for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.queries import cases_visible_to, with_places
from zhijia.organisation.scopes import Actor

WAITING, OPEN, CLOSED = "waiting", "open", "closed"
SHOWS = (WAITING, OPEN, CLOSED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases to list: awaiting this party, open, or closed; and a text of their number or title."""

    show: str = OPEN
    text: str = ""


def check_acts_for_party(actor: Actor) -> None:
    """Nobody but a party finds this face: for everybody else it does not exist."""
    if actor.mandate is None:
        raise Http404


def shared_cases(actor: Actor, asked: Asked) -> QuerySet[Case]:
    """The cases that the filter leaves, newest first."""
    mine = Awaits.objects.filter(case=OuterRef("pk"), party__in=actor.parties)
    rows = with_places(cases_visible_to(actor), "pk")
    shown = Q(Exists(mine)) if asked.show == WAITING else Q(closed_at__isnull=asked.show == OPEN)
    rows = rows.filter(shown)
    if asked.text:
        rows = rows.filter(Q(title__icontains=asked.text) | Q(number__icontains=asked.text))
    return rows.order_by("-pk")
