"""Outside parties in the actor's scope: who acts for an employer, which labour bureaus a union keeps."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.http import Http404

from zhijia.organisation.models import Enterprise, LabourBureau, Mandate, Union
from zhijia.organisation.scopes import Actor

MOST = 50


def contacts_of(enterprise: Enterprise) -> Sequence[Mandate]:
    """Who acts or acted for an employer, the newest mandate first."""
    return list(_with_people().filter(enterprise=enterprise)[:MOST])


def bureaus_kept_by(union: Union) -> Sequence[LabourBureau]:
    """The labour bureaus whose rows a union keeps, each with its `officers` (mandates, the newest first)."""
    officers = Prefetch("mandates", queryset=_with_people(), to_attr="officers")
    return list(LabourBureau.objects.filter(keeper=union).prefetch_related(officers).order_by("place"))


def get_mandate(actor: Actor, pk: int) -> Mandate:
    """A mandate given in the actor's scope, or not found."""
    mandate = _with_people().select_related("enterprise", "bureau").filter(actor.reach(), pk=pk).first()
    if mandate is None:
        raise Http404
    return mandate


def get_bureau(actor: Actor, pk: int) -> LabourBureau:
    """A labour bureau kept in the actor's scope, or not found."""
    bureau = LabourBureau.objects.select_related("keeper").filter(actor.reach(), pk=pk).first()
    if bureau is None:
        raise Http404
    return bureau


def _with_people() -> QuerySet[Mandate]:
    return Mandate.objects.select_related("person").order_by("-from_on", "-pk")


def reached_parties(parties: Sequence[str], *, today: date) -> dict[str, str]:
    """Those of some outside parties for which somebody with an account can act today, with their names.

    Asked of the owner: an enterprise union does not see the mandates that its territory gave.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT party, name FROM organisation_reached(%s, %s)", [list(parties), today])
        return dict(cursor.fetchall())
