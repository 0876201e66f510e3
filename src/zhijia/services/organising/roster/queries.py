"""What was found in the register, in the actor's scope: numbers and the lists behind them from the same rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet, Sum

from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.models import RosterExamination, RosterFinding

ORDER = ("path", "pk")
LEVEL = 4
"""Characters of a path for one level of the tree."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of each kind, and on which day the register was last looked through (None: never)."""

    of: dict[str, int]
    examined_on: date | None


def findings_visible_to(actor: Actor, *, under: int = 0) -> QuerySet[RosterFinding]:
    """What was found in the actor's scope, or of one union in it and what is below; of a pair only where both are seen."""
    rows = RosterFinding.objects.filter(actor.reach(), Q(other_path="") | actor.reach("other_path"))
    rows = rows.exclude(Q(other__isnull=False) & Q(person=F("other")))
    if not under:
        return rows
    union = get_union(actor, under)
    return rows.filter(path__gte=union.path, path__lt=union.upper_bound)


def numbers_of(actor: Actor, union: Union | None, *, under: int = 0) -> Numbers:
    """The numbers, and when this union was looked through, by itself or with all of one above it."""
    told = findings_visible_to(actor, under=under).order_by("kind").values_list("kind")
    path = union.path if union else ""
    done = RosterExamination.objects.filter(path__in=[path[:end] for end in range(LEVEL, len(path) + 1, LEVEL)])
    at = done.aggregate(at=Max("examined_at"))["at"]
    return Numbers(dict(told.annotate(n=Sum("amount"))), local_day(at) if at else None)


def list_findings(actor: Actor, kind: str, *, under: int = 0) -> QuerySet[RosterFinding]:
    """The rows behind one number."""
    rows = findings_visible_to(actor, under=under).filter(kind=kind)
    return rows.select_related("person__home", "other__home", "union", "enterprise")


def subject_of_check(actor: Actor, under: int) -> Union | None:
    """The union that is looked through: the one asked for, or that of the actor's post."""
    if under:
        return get_union(actor, under)
    return Union.objects.filter(pk=actor.post.union_id).first() if actor.post else None
