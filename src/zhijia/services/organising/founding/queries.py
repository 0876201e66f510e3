"""Foundings in the actor's scope."""

from django.db.models import QuerySet

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.registration.models import Registration


def foundings_visible_to(actor: Actor) -> QuerySet[Founding]:
    """Foundings that the actor may see, newest first."""
    rows = Founding.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "case__union").order_by("-pk")


def registration_of(founding: Founding) -> Registration | None:
    """The new union's registration as a legal person that stands or is applied for (services §A4)."""
    rows = Registration.objects.filter(union=founding.union_id, ended_on=None) if founding.union_id else None
    return rows.first() if rows is not None else None
