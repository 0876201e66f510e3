"""What the portal shows of a person: her union, where she works, and the cases of the union she chairs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Q

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.scopes import Actor

MOST_CASES = 30


@dataclass(frozen=True, slots=True)
class Home:
    """A person's union and the enterprises of it or of her jobs. `union` is None for an account without a person.

    `has_pages`: their pages in the register open to her; to a worker without a post they do not.
    """

    union: Union | None
    enterprises: tuple[Enterprise, ...]
    has_pages: bool = False


def home_of(actor: Actor, *, today: date) -> Home:
    """By post: the union of the post and the enterprises it covers. Without one: the union of record and the jobs."""
    if actor.post is not None:
        covered = Enterprise.objects.filter(_current("coverages__", today), coverages__union=actor.post.union_id)
        return Home(
            Union.objects.filter(pk=actor.post.union_id).first(),
            tuple(covered.order_by("sort_key", "pk")[:20]),
            has_pages=True,
        )
    if actor.person_id is None:
        return Home(None, ())
    union = Union.objects.filter(people=actor.person_id).first()
    jobs = Employment.objects.filter(_current("", today), person=actor.person_id).select_related("enterprise")
    return Home(union, tuple(job.enterprise for job in jobs.order_by("from_on", "pk")))


@dataclass(frozen=True, slots=True)
class CaseAhead:
    """An open case and the next day on which something of it is due."""

    case: Case
    next_on: date | None


def cases_ahead(actor: Actor) -> list[CaseAhead]:
    """Open cases in the actor's scope, the one due next first."""
    rows = (
        cases_visible_to(actor)
        .filter(closed_at=None)
        .annotate(next_on=Min("clocks__due_on", filter=Q(clocks__state="running")))
        .order_by(F("next_on").asc(nulls_last=True), "pk")[:MOST_CASES]
    )
    return [CaseAhead(case, case.next_on) for case in rows]


def _current(prefix: str, today: date) -> Q:
    is_open = Q(**{f"{prefix}to_on": None}) | Q(**{f"{prefix}to_on__gt": today})
    return Q(**{f"{prefix}from_on__lte": today}) & is_open
