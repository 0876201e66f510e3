"""Impact assessments in the actor's scope."""

from django.db.models import QuerySet
from django.http import Http404

from zhijia.organisation.scopes import Actor
from zhijia.services.organising.assessments.models import ImpactAssessment


def assessments_visible_to(actor: Actor) -> "QuerySet[ImpactAssessment]":
    """Those of the actor's union and of unions below, the newest first."""
    rows = ImpactAssessment.objects.filter(actor.reach()).select_related("union", "replaced_by")
    return rows.order_by("-assessed_on", "-pk")


def get_assessment(actor: Actor, pk: int) -> ImpactAssessment:
    found = assessments_visible_to(actor).select_related("entered_by", "replaces").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
