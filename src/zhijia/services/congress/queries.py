"""Congresses, seats and mandates in the actor's scope. What is not seen is not found."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.directors.models import EmployeeSeat
from zhijia.services.congress.terms.models import CongressTerm, Delegate
from zhijia.services.congress.terms.roll import in_office_on


def terms_visible_to(actor: Actor, *, today: date) -> QuerySet[CongressTerm]:
    """Newest first, with `ends_on` (the last day as it stands) and how many delegates are `in_office`."""
    rows = CongressTerm.objects.filter(case__in=cases_visible_to(actor)).select_related("case", "union", "enterprise")
    office = Q(delegates__from_on__lte=today) & (Q(delegates__to_on=None) | Q(delegates__to_on__gt=today))
    rows = rows.annotate(ends_on=Coalesce("extended_to", F("to_on")), in_office=Count("delegates", filter=office))
    return rows.order_by("-pk")


def get_term(actor: Actor, case_id: int, *, today: date) -> CongressTerm:
    """One congress by its case, or not found."""
    term = terms_visible_to(actor, today=today).filter(case=case_id).first()
    if term is None:
        raise Http404
    return term


def seats_visible_to(actor: Actor) -> QuerySet[EmployeeSeat]:
    rows = EmployeeSeat.objects.filter(case__in=cases_visible_to(actor)).select_related("case", "enterprise")
    return rows.prefetch_related("holders").order_by("-pk")


def employers_covered(union: Union, *, today: date) -> QuerySet[Enterprise]:
    """The employers that a union covers, by name."""
    return Enterprise.objects.filter(
        Q(coverages__to_on=None) | Q(coverages__to_on__gt=today),
        coverages__union=union,
        coverages__from_on__lte=today,
    ).order_by("sort_key", "pk")


def mandates_shown_to(actor: Actor, *, today: date) -> tuple[list[Delegate], list[Delegate]]:
    """The mandates of whoever asks, newest first, and the delegates in office where she works.

    She sees her own without a post, and who the delegates are was published: the system reads both for her.
    """
    if actor.person_id is None:
        return [], []
    with scoped(SYSTEM):
        rows = Delegate.objects.select_related("term__case", "unit", "delegation")
        jobs = Employment.objects.filter(in_office_on(today), person=actor.person_id).values("enterprise")
        colleagues = rows.filter(in_office_on(today), term__enterprise__in=jobs)
        return (
            list(rows.filter(person=actor.person_id).order_by("-pk")),
            list(colleagues.order_by("unit_id", "-is_head", "name", "pk")),
        )
