"""Visits in the actor's scope."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.visits.models import PlannedVisit, Visit
from zhijia.organisation.scopes import Actor


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """Visits that the actor may see, newest first."""
    rows = Visit.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "case__union").order_by("-visited_on", "-pk")


def visits_about(case: Case) -> QuerySet[Visit]:
    """The visits that belong to a case, newest first."""
    return Visit.objects.filter(about=case).select_related("case").order_by("-visited_on", "-pk")


def owed_visits(actor: Actor, *, today: date) -> QuerySet[PlannedVisit]:
    """The planned visits of the acting post that began and have no visit yet, the first due first."""
    post_ids = [actor.post.id] if actor.post else []
    rows = PlannedVisit.objects.filter(visitor__in=post_ids, visit=None, dropped_on=None, from_on__lte=today)
    return rows.select_related("about").order_by("due_on", "pk")


def sent_by(actor: Actor, client_id: UUID) -> Visit | None:
    """The visit that the acting post sent before under this id."""
    if actor.post is None:
        return None
    return Visit.objects.filter(client_id=client_id, visitor=actor.post.id).select_related("case").first()
