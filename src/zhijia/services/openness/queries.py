"""Plans and disclosures in the actor's scope. What is not seen is not found."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.rules import acting_role
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.openness.models import Disclosure, OpennessPlan


def plans_in_force() -> QuerySet[OpennessPlan]:
    """Plans whose disclosures are opened as their spans begin; in the scope of the system."""
    rows = OpennessPlan.objects.filter(adopted_on__isnull=False, ended_on=None, dropped_on=None)
    return rows.select_related("enterprise", "union").order_by("pk")


def is_late(today: date, of: str = "") -> Q:
    """Condition on disclosures: due before today and never published, not waived."""
    return Q(**{f"{of}due_on__lt": today, f"{of}published_on": None, f"{of}waived_on": None})


def disclosures_visible_to(actor: Actor) -> QuerySet[Disclosure]:
    """By their last day in time, the latest first."""
    rows = Disclosure.objects.filter(case__in=cases_visible_to(actor))
    rows = rows.select_related("case", "item__plan__enterprise", "item__plan__union")
    return rows.order_by(F("due_on").desc(nulls_last=True), "-pk")


def plans_visible_to(actor: Actor, *, today: date) -> QuerySet[OpennessPlan]:
    """Newest first, with how many were `opened`, how many `published`, how many are `late`."""
    rows = OpennessPlan.objects.filter(case__in=cases_visible_to(actor)).select_related("case", "union", "enterprise")
    of = "items__disclosures__"
    return rows.annotate(
        opened=Count(f"{of}pk"),
        published=Count(f"{of}pk", filter=Q(**{f"{of}published_on__isnull": False})),
        late=Count(f"{of}pk", filter=is_late(today, of)),
    ).order_by("-year", "-pk")


def employers_covered(union: Union, *, today: date) -> QuerySet[Enterprise]:
    """The employers that a union covers, by name."""
    return Enterprise.objects.filter(
        Q(coverages__to_on=None) | Q(coverages__to_on__gt=today),
        coverages__union=union,
        coverages__from_on__lte=today,
    ).order_by("sort_key", "pk")


def role_of(case: Case) -> Role:
    """Who acts for the union of a case: asked as the system, because an employer that moves does not see the union's row."""
    with scoped(SYSTEM):
        kind = Union.objects.values_list("kind", flat=True).get(pk=case.union_id)
    return acting_role(kind)
