"""What the portal shows of a person: her union, where she works, and the cases of the union she chairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.queries import has_wide_scope, ids_of_few
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.engines.public_notices.queries import notices_for_worker
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.attending.waiting import Waiting, waits_for

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
class Board:
    """What hangs on the board for a worker, and what of the congress waits for her: the system reads both for her."""

    notices: Sequence[PublicNotice]
    congress: Waiting


def board_of(actor: Actor, *, today: date) -> Board:
    with scoped(SYSTEM):
        return Board(notices_for_worker(actor, today=today), waits_for(actor, today=today))


@dataclass(frozen=True, slots=True)
class CaseAhead:
    """An open case and the next day on which something of it is due."""

    case: Case
    next_on: date | None


def cases_ahead(actor: Actor, *, most: int = MOST_CASES) -> list[CaseAhead]:
    """Open cases in the actor's scope, the one due next first, those without a running clock last."""
    if actor.post is None and not actor.parties:
        return []
    running = Clock.objects.filter(state=ClockState.RUNNING)
    of_case = running.filter(case=OuterRef("case"))
    sooner = of_case.filter(Q(due_on__lt=OuterRef("due_on")) | Q(due_on=OuterRef("due_on"), pk__lt=OuterRef("pk")))
    dated = running.filter(~Exists(sooner), _is_ahead(actor, "case")).select_related("case").order_by("due_on", "case")
    ahead = [CaseAhead(clock.case, clock.due_on) for clock in dated[:most]]
    undated = Case.objects.filter(~Exists(running.filter(case=OuterRef("pk"))), _is_ahead(actor, "pk")).order_by("pk")
    missing = most - len(ahead)
    return ahead + [CaseAhead(case, None) for case in undated[:missing]] if missing else ahead


def _is_ahead(actor: Actor, case: str) -> Q:
    """Condition: the case is open. A small scope also names its cases, else all running clocks would be looked through.

    A large one leaves that to the database: the first clocks of all are soon some of its own.
    """
    is_open = Q(closed_at=None) if case == "pk" else Q(case__closed_at=None)
    return is_open if has_wide_scope(actor) else is_open & Q(**{f"{case}__in": ids_of_few(actor)})


def _current(prefix: str, today: date) -> Q:
    is_open = Q(**{f"{prefix}to_on": None}) | Q(**{f"{prefix}to_on__gt": today})
    return Q(**{f"{prefix}from_on__lte": today}) & is_open
