"""What was found in the register, in the actor's scope: numbers and the lists behind them from the same rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet, Sum

from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.models import RosterFinding

ORDER = ("path", "pk")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of each kind, and on which day the register was last looked through (None: never, or nothing was found)."""

    of: dict[str, int]
    found_on: date | None


def findings_visible_to(actor: Actor, *, under: int = 0) -> QuerySet[RosterFinding]:
    """What was found in the actor's scope, or of one union in it and what is below; of a pair only where both are seen."""
    rows = RosterFinding.objects.filter(actor.reach(), Q(other_path="") | actor.reach("other_path"))
    rows = rows.exclude(Q(other__isnull=False) & Q(person=F("other")))
    if not under:
        return rows
    union = get_union(actor, under)
    return rows.filter(path__gte=union.path, path__lt=union.upper_bound)


def numbers_of(actor: Actor, *, under: int = 0) -> Numbers:
    """The numbers; one query."""
    told = findings_visible_to(actor, under=under).order_by("kind").values_list("kind")
    rows = list(told.annotate(n=Sum("amount"), on=Max("found_on")))
    return Numbers({kind: n for kind, n, _on in rows}, max((on for _kind, _n, on in rows), default=None))


def list_findings(actor: Actor, kind: str, *, under: int = 0) -> QuerySet[RosterFinding]:
    """The rows behind one number."""
    rows = findings_visible_to(actor, under=under).filter(kind=kind)
    return rows.select_related("person__home", "other__home", "union", "enterprise")


def subject_of_check(actor: Actor, under: int) -> Union | None:
    """The union that is looked through: the one asked for, or that of the actor's post."""
    if under:
        return get_union(actor, under)
    return Union.objects.filter(pk=actor.post.union_id).first() if actor.post else None
