"""Congresses, seats and mandates in the actor's scope. What is not seen is not found."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.indicators.thresholds import NATION
from zhijia.law.resolver import parameter
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.directors.models import EmployeeSeat
from zhijia.services.congress.rules.matters import INDUSTRY, SOE_CODE
from zhijia.services.congress.sessions.models import CongressSession
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


def get_session(actor: Actor, case_id: int) -> CongressSession:
    """One session by its case, or not found."""
    rows = CongressSession.objects.filter(case__in=cases_visible_to(actor), case=case_id)
    session = rows.select_related("case", "term__enterprise").first()
    if session is None:
        raise Http404
    return session


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


class AddMonths(Func):
    """A day so many months later, as the law counts months: the last of a shorter month."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = DateField()


def terms_in_turn(rows: "QuerySet[CongressTerm]", *, today: date) -> "QuerySet[Any]":
    """Of `rows` those in force, with `last_on`, when they last met, and `due_on`, by when they meet again (WC-013, WC-014).

    The day is that of the number `congress.held_on_time`; of one that never met it counts from the beginning of the term.
    """
    return with_turns(rows, today=today).filter(
        Q(ended_on=None) | Q(ended_on__gt=today), from_on__lte=today, ends_on__gte=today, due_on__isnull=False
    )


def with_turns(rows: "QuerySet[CongressTerm]", *, today: date) -> "QuerySet[Any]":
    """Congresses with `ends_on`, `last_on` and `due_on`; the last is empty of one that has not begun."""
    state = Q(enterprise__ownership=SOE_CODE, enterprise__industry_section__in=INDUSTRY)
    months = {key: _months(key, today) for key in ("congress.frequency", "congress.frequency.state")}
    every = Case(
        When(state, then=Value(months["congress.frequency.state"])),
        default=Value(months["congress.frequency"]),
        output_field=IntegerField(),
    )
    interval = Func(every, function="make_interval", template="%(function)s(months => %(expressions)s)")
    rows = rows.annotate(ends_on=Coalesce("extended_to", "to_on"), last_on=Max("sessions__opened_on"))
    return rows.annotate(due_on=AddMonths(Coalesce("last_on", "from_on"), interval))


def terms_due(actor: Actor, *, today: date, is_late: bool) -> "QuerySet[Any]":
    """Those that are late, or those still in time; whoever is due first comes first."""
    rows = terms_in_turn(_in_sight(actor), today=today).select_related("case", "union")
    rows = rows.filter(due_on__lt=today) if is_late else rows.filter(due_on__gte=today)
    return rows.order_by("due_on", "pk")


def count_due_by_month(actor: Actor, *, today: date) -> list[tuple[date, int]]:
    """How many are due in each month from this one on, by the first of the month; months without any are left out."""
    rows = terms_in_turn(_in_sight(actor), today=today).filter(due_on__gte=today).order_by()
    counted = Counter(day.replace(day=1) for day in rows.values_list("due_on", flat=True))
    return sorted(counted.items())


def _in_sight(actor: Actor) -> "QuerySet[CongressTerm]":
    return CongressTerm.objects.filter(case__in=cases_visible_to(actor))


def _months(key: str, today: date) -> int | None:
    value = parameter(key, place=NATION, on=today).value
    return value if isinstance(value, int) else None
