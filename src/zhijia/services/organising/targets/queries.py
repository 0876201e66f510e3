"""Organising targets in the actor's scope, and what the overview counts of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Avg,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.http import Http404

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.targets.models import OrganisingTarget, Silence
from zhijia.services.organising.targets.rules import ASIDE, SPOKEN_TO

OPEN, ASIDE_GROUP, DONE, ENDED = "open", "aside", "done", "ended"
GROUPS: Mapping[str, Q] = {
    OPEN: Q(ended_on=None) & ~Q(case__state__in=ASIDE),
    ASIDE_GROUP: Q(ended_on=None, case__state__in=ASIDE),
    DONE: Q(organised_on__isnull=False),
    ENDED: Q(case__state="gone"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to leave of the list. `before` is the id of the last row of the page before."""

    group: str = ""
    priority: str = ""
    stage: str = ""
    is_late: bool = False
    is_mine: bool = False
    before: int | None = None
    obstacle: str = ""

    @property
    def query(self) -> dict[str, object]:
        flags = {"late": "1" if self.is_late else None, "mine": "1" if self.is_mine else None}
        named = {name: getattr(self, name) or None for name in ("group", "priority", "stage", "obstacle")}
        return {**named, **flags}


def targets_visible_to(actor: Actor) -> "QuerySet[OrganisingTarget]":
    """Targets that the actor may see, newest first, each knowing when its silence turns yellow and red."""
    lasting = Silence.objects.filter(target=OuterRef("pk"), to_on=None)
    rows = OrganisingTarget.objects.filter(case__in=cases_visible_to(actor)).annotate(
        silent_since=Subquery(lasting.values("from_on")[:1]),
        yellow_from=Subquery(lasting.values("yellow_from")[:1]),
        red_from=Subquery(lasting.values("red_from")[:1]),
    )
    return rows.select_related("case", "enterprise", "enterprise__territory").order_by("-pk")


def get_target(actor: Actor, case_id: int) -> OrganisingTarget:
    """A target that the actor may see by its case, or not found."""
    found = targets_visible_to(actor).filter(case_id=case_id).first()
    if found is None:
        raise Http404
    return found


def find_targets(actor: Actor, chosen: Chosen, *, today: date) -> "QuerySet[OrganisingTarget]":
    """The rows of a list and of its sheet."""
    rows = targets_visible_to(actor)
    if chosen.group in GROUPS:
        rows = rows.filter(GROUPS[chosen.group])
    if chosen.priority:
        rows = rows.filter(priority=chosen.priority)
    if chosen.stage:
        rows = rows.filter(case__state=chosen.stage)
    if chosen.obstacle:  # counted of those that are on the list
        rows = rows.filter(obstacles__contains=[chosen.obstacle], ended_on=None)
    if chosen.is_late:
        rows = rows.filter(Exists(Silence.objects.filter(target=OuterRef("pk"), to_on=None, yellow_from__lte=today)))
    if chosen.is_mine and actor.post:
        rows = rows.filter(Q(cadre=actor.post.id) | Q(leader=actor.post.id))
    return rows


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many stand at a stage, and for how many days on average."""

    state: str
    count: int
    days: int


def count_stages(actor: Actor, *, today: date) -> list[StageCount]:
    """The targets that are on the list, by stage (A09)."""
    stood = ExpressionWrapper(Value(today, output_field=DateField()) - F("stage_since"), output_field=DurationField())
    rows = OrganisingTarget.objects.filter(case__in=cases_visible_to(actor)).filter(
        Q(ended_on=None) | Q(case__state="founded")
    )
    counted = rows.values("case__state").annotate(n=Count("pk"), stood=Avg(stood)).order_by("case__state")
    return [StageCount(row["case__state"], row["n"], round(row["stood"].days)) for row in counted]


def count_obstacles(actor: Actor) -> list[tuple[str, int]]:
    """How often each obstacle is named on the list, the commonest first (A09)."""
    rows = OrganisingTarget.objects.filter(case__in=cases_visible_to(actor), ended_on=None)
    found = Counter(code for codes in rows.exclude(obstacles=[]).values_list("obstacles", flat=True) for code in codes)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def count_stalled(actor: Actor, *, today: date) -> int:
    """How many have been silent beyond the red day."""
    red = Silence.objects.filter(target=OuterRef("pk"), to_on=None, red_from__lte=today)
    rows = OrganisingTarget.objects.filter(Exists(red), case__in=cases_visible_to(actor), case__state__in=SPOKEN_TO)
    return rows.count()
