"""Plans in the actor's scope: those of its subtree, and those that unions above it have issued."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.models.documents import PlanState
from zhijia.services.plans.permissions import WHO_REVIEWS, can_review

ISSUED = (PlanState.PUBLISHED, PlanState.CLOSED)


def plans_visible_to(actor: Actor) -> QuerySet[PlanDocument]:
    """Plans of the actor's subtree in every state, and the issued ones of the unions above; newest year first."""
    above = [int(union) for union in actor.post.ancestors.split(",") if union] if actor.post else []
    return (
        PlanDocument.objects.filter(actor.reach() | Q(state__in=ISSUED, union_id__in=above))
        .select_related("union")
        .order_by("-year", "-id")
    )


def get_plan(actor: Actor, pk: int) -> PlanDocument:
    """One plan, or not found: a plan out of scope does not exist for this actor."""
    plan = plans_visible_to(actor).filter(pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def get_plan_to_review(actor: Actor, pk: int) -> PlanDocument:
    """A plan that this actor may correct and publish. Out of scope it is not found; else PermissionDenied says who may."""
    plan = get_plan(actor, pk)
    if not can_review(actor, plan):
        raise PermissionDenied(gettext(WHO_REVIEWS))
    return plan


def is_running(plan: PlanDocument) -> bool:
    """Whether the plan is published and not closed yet."""
    return bool(plan.state == PlanState.PUBLISHED)


def is_published(plan: PlanDocument) -> bool:
    """Whether text and tree are frozen."""
    return plan.state in ISSUED
