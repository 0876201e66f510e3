"""Memberships in the actor's scope: registers of unions, the history of a person, and who could still join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.organisation.models import Employment, Membership, Person, Union
from zhijia.organisation.models.memberships import Standing
from zhijia.organisation.reading import IsAnyOf, Question
from zhijia.organisation.scopes import Actor


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """Spans, open and ended, of the actor's union and those below: its register."""
    return Membership.objects.filter(actor.reach())


def get_membership(actor: Actor, pk: int) -> Membership:
    """A span in the register of the actor's union or below, or not found."""
    rows = memberships_visible_to(actor).select_related("person__home", "union", "group")
    membership = rows.filter(pk=pk).first()
    if membership is None:
        raise Http404
    return membership


@dataclass(frozen=True, slots=True)
class Beside:
    """Whom and what rows of the register name, as far as the reader sees them: people by id, with `NAMED`, and unions' names."""

    people: Mapping[int, Person]
    unions: Mapping[int, str]


NAMED = ("id", "name", "phone")


def beside(rows: Sequence[Membership]) -> Beside:
    """Asked apart from the rows, by two questions whose plans are kept: a join of four tables is planned longer than read."""
    people = _people.ask([row.person_id for row in rows])
    unions = {row.union_id for row in rows} | {row.group_id for row in rows if row.group_id}
    return Beside(
        {told[0]: Person.from_db("default", NAMED, told) for told in people}, dict(_unions.ask(sorted(unions)))
    )


@Question
def _people(ids: Any) -> "QuerySet[Person, Any]":
    return Person.objects.filter(IsAnyOf("pk", ids), merged_into=None).values_list(*NAMED)


@Question
def _unions(ids: Any) -> "QuerySet[Union, Any]":
    return Union.objects.filter(IsAnyOf("pk", ids)).values_list("pk", "name")


@dataclass(frozen=True, slots=True)
class Span:
    """One span of a person, with the names of its union and group. `is_here`: it lies in the reader's scope."""

    id: int
    union_id: int
    union_name: str
    group_name: str
    standing: str
    joined_on: date
    from_on: date
    to_on: date | None
    ended_as: str
    basis: str
    end_reason: str
    is_here: bool


def spans_of(person_id: int) -> list[Span]:
    """Every span of a person in scope, or of the reader herself, the newest first, wherever it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisation_spans_of(%s)", [person_id])
        return [Span(*row) for row in cursor.fetchall()]


def count_members(union: Union) -> tuple[int, int]:
    """How many active and how many retained members a union has, with everything below it."""
    rows = Membership.objects.filter(path__gte=union.path, path__lt=union.upper_bound, to_on=None)
    told = rows.aggregate(n=Count("pk"), retained=Count("pk", filter=Q(standing=Standing.RETAINED)))
    return told["n"] - told["retained"], told["retained"]


def employees_to_join(union: Union, *, today: date, most: int) -> Sequence[Person]:
    """People in scope who work for an enterprise that the union covers today, and are members nowhere."""
    current = Q(to_on=None) | Q(to_on__gt=today)
    covering = Q(enterprise__coverages__to_on=None) | Q(enterprise__coverages__to_on__gt=today)
    jobs = Employment.objects.filter(current, covering, from_on__lte=today, enterprise__coverages__union=union)
    jobs = jobs.filter(enterprise__coverages__from_on__lte=today)
    belongs = Membership.objects.filter(person=OuterRef("pk"), to_on=None)
    people = Person.objects.filter(Exists(jobs.filter(person=OuterRef("pk"))), ~Exists(belongs))
    return list(people.select_related("home").order_by("sort_key", "pk")[:most])
