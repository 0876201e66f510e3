"""Foundings in the actor's scope."""

from django.db.models import QuerySet

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.founding.models import Founding


def foundings_visible_to(actor: Actor) -> QuerySet[Founding]:
    """Foundings that the actor may see, newest first."""
    rows = Founding.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "case__union").order_by("-pk")
