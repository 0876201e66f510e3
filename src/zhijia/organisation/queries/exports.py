"""Requests for lists of people, in the actor's scope."""

from collections.abc import Sequence

from django.http import Http404

from zhijia.organisation.models import PeopleExport
from zhijia.organisation.queries.hands import with_hands
from zhijia.organisation.scopes import Actor

MOST = 50


def exports_visible_to(actor: Actor) -> Sequence[PeopleExport]:
    """The newest requests of posts in scope, with whose hands they went through."""
    rows = with_hands(PeopleExport.objects.filter(actor.reach()), "asked", "approved", "declined")
    return list(rows.order_by("-asked_at", "-pk")[:MOST])


def get_export(actor: Actor, pk: int) -> PeopleExport:
    """One request in scope, or not found."""
    export = PeopleExport.objects.filter(actor.reach(), pk=pk).first()
    if export is None:
        raise Http404
    return export
