"""Cases, to-dos and timelines in the actor's scope.

Row security hides a union or enterprise of another county even from those who share a case of it, and a join would hide
the case with it. So these queries never join them: `with_places` and `with_awaited` ask functions of the owner for the names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import CharField, Exists, F, Func, JSONField, Model, OuterRef, Q, QuerySet, Value
from django.http import Http404

from zhijia.engines.cases.clocks import LocalLaw, WhyThisDate, why
from zhijia.engines.cases.flow import Flow, Move, Turn, get_flow, is_allowed
from zhijia.engines.cases.models import Awaits, Case, CaseShare, Clock, Correction, Watch
from zhijia.organisation.models import Post
from zhijia.organisation.models.unions import TERRITORIAL_KINDS, UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.organisation.sight import InSight
from zhijia.trail.models import Event

Row = TypeVar("Row", bound=Model)
WIDE = (*TERRITORIAL_KINDS, UnionKind.BUREAU, UnionKind.INDUSTRY_FEDERATION)
"""Unions with many others below them."""


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's subtree and line, and those shared with it."""
    if actor.parties:
        return Case.objects.filter(Exists(CaseShare.objects.filter(case=OuterRef("pk"), party__in=actor.parties)))
    condition = actor.reach() | actor.reach("line_path") | actor.sight()
    return Case.objects.filter(InSight(condition, actor, Case) if actor.places else condition)


def ids_of_few(actor: Actor) -> QuerySet[Any]:
    """The ids of `cases_visible_to`, gathered place by place from the indexes: for a scope that holds few of all cases."""
    if actor.parties:
        return CaseShare.objects.filter(party__in=actor.parties).values("case")
    in_line = Case.objects.filter(actor.reach("line_path")).values("pk")
    shared = CaseShare.objects.filter(actor.reach()).values("case")
    return Case.objects.filter(actor.reach()).values("pk").union(in_line, shared)


def has_wide_scope(actor: Actor) -> bool:
    """Whether the acting post sees so many of all cases that naming them costs more than looking through an index."""
    return actor.post is not None and actor.post.union_kind in WIDE


def get_case(actor: Actor, pk: int) -> Case:
    """One case, or not found: a case out of scope does not exist for this actor."""
    case = with_places(cases_visible_to(actor), "pk").filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def with_watch(rows: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The same cases, each knowing whether the acting post watches it; `is_watched_by_reader` reads it."""
    post_ids = [actor.post.id] if actor.post else []
    return rows.annotate(is_watched=Exists(Watch.objects.filter(case=OuterRef("pk"), post_id__in=post_ids)))


def is_watched_by_reader(row: Any) -> bool:
    """Whether the acting post wants to be told of every move of a case that came through `with_watch`."""
    return bool(row.is_watched)


def find_cases(actor: Actor, text: str, *, most: int) -> list[Case]:
    """Visible cases whose number or title contains the text (two characters at least), open ones first, newest first."""
    places = {pk: place for place, pk in enumerate(case_ids_with(text, most=most))}
    return sorted(cases_visible_to(actor).filter(pk__in=places), key=lambda case: places[case.pk])


def case_ids_with(text: str, *, most: int) -> list[int]:
    """Ids of the same cases, of every kind, in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_search(%s, %s)", [text, most])
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True)
class Place:
    """What the union and the enterprise of a case are called."""

    union: str
    enterprise: str = ""

    @property
    def shortest(self) -> str:
        return self.enterprise or self.union


class _NameIn(Func):
    """A name from `cases_places` for the case whose id is given; NULL where the scope does not show that case."""

    template = "(SELECT %(column)s FROM cases_places(ARRAY[%(expressions)s]))"
    output_field = CharField()


def with_places(rows: QuerySet[Row], case_id: str) -> QuerySet[Row]:
    """The same rows, each knowing what its case's union and enterprise are called; `place_of` reads it."""
    names = {name: _NameIn(case_id, column=name) for name in ("union_name", "enterprise_name")}
    return cast("QuerySet[Row]", rows.annotate(**names))


def place_of(row: Any) -> Place:
    """The place of a row that came through `with_places`."""
    return Place(row.union_name or "", row.enterprise_name or "")


def todos_of(actor: Actor) -> QuerySet[Awaits]:
    """What awaits this actor's post, by post or by role at the union, or her party. Next due first, undated last."""
    if actor.parties:
        mine = Q(party__in=actor.parties)
    elif actor.post is None:
        return Awaits.objects.none()
    else:
        mine = awaits_post(actor.post.id, union=actor.post.union_id, role=actor.post.role)
    return Awaits.objects.filter(mine).select_related("case").order_by(F("due_on").asc(nulls_last=True), "pk")


def awaits_post(post: Any, *, union: Any, role: Any) -> Q:
    """Condition on `Awaits`: this post is awaited, or whoever holds its role at its union."""
    return Q(post_id=post) | Q(post=None, union_id=union, role=role, party="")


def todos_awaiting(posts: Sequence[Post]) -> list[Awaits]:
    """Every visible to-do of these posts, by post or by their role at their union; next due first, undated last."""
    asked = Q(post__in=posts)
    for post in posts:
        asked |= Q(post=None, union_id=post.union_id, role=post.role)
    rows = Awaits.objects.filter(asked) if posts else Awaits.objects.none()
    return list(rows.select_related("case").order_by(F("due_on").asc(nulls_last=True), "pk"))


@dataclass(frozen=True)
class Awaited:
    """One act that a case awaits, with the names of whom: a post and its holders, a role at a union, or a party.

    Of a party `union` is the name of the employer or the bureau. Holders are not named to outside parties.
    """

    verb: str
    union: str
    post_id: int | None
    post: str
    role: str
    holders: str
    due_on: date | None
    since: datetime
    party: str = ""


class _AwaitedOn(Func):
    """The rows of `cases_awaited` for a case, in its order."""

    template = "(SELECT jsonb_agg(to_jsonb(found)) FROM cases_awaited(%(expressions)s) found)"
    output_field = JSONField()


def with_awaited(rows: QuerySet[Case], *, today: date) -> QuerySet[Case]:
    """The same cases, each knowing whom it awaits; `awaited_of` reads it."""
    return rows.annotate(awaited=_AwaitedOn("pk", Value(today)))


def awaited_of(row: Any) -> list[Awaited]:
    """Whom a case that came through `with_awaited` awaits, next due first; who takes part in a case may know who does."""
    return [_awaited(found) for found in row.awaited or ()]


def _awaited(found: Mapping[str, Any]) -> Awaited:
    due_on, since = found["due_on"], datetime.fromisoformat(found["since"])
    return Awaited(
        verb=found["verb"],
        union=found["union_name"],
        post_id=found["post_id"],
        post=found["post_title"],
        role=found["role"],
        holders=found["holders"],
        due_on=date.fromisoformat(due_on) if due_on else None,
        since=since,
        party=found["party"],
    )


@dataclass(frozen=True)
class OpenMove:
    """A move that this actor may make now."""

    verb: str
    label: str
    is_primary: bool


def moves_open_to(actor: Actor, turn: Turn, flow: Flow) -> list[OpenMove]:
    """The moves that can be made now: by role and state, and by every guard, since none of them needs what is typed."""
    return [
        OpenMove(move.verb, move.label_for(actor), move.is_primary)
        for move in flow.moves
        if turn.case.state in move.from_states and move.admits(actor) and _is_open(move, turn)
    ]


def _is_open(move: Move, turn: Turn) -> bool:
    """A move that has a page of its own is told there what it lacks."""
    guards = () if move.page(turn.record) else move.guards
    return all(is_allowed(guard, turn) for guard in (move.may, *guards))


def events_of(case_id: int) -> QuerySet[Event]:
    """Every event of the case, newest first."""
    return Event.objects.filter(subject_type="cases.case", subject_id=case_id).order_by("-id")


def timeline_of(case: Case) -> Sequence[Event]:
    """The same, read: what happened, newest first."""
    return list(events_of(case.pk))


def clocks_of(case: Case) -> QuerySet[Clock]:
    """Running clocks by due date, then the ended ones."""
    return Clock.objects.filter(case=case).order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk")


def running_clocks(case_ids: Sequence[int]) -> Mapping[int, list[Clock]]:
    """The running clocks of each of these cases, by due date."""
    found: dict[int, list[Clock]] = {pk: [] for pk in case_ids}
    for clock in Clock.objects.filter(case__in=case_ids, state="running").order_by("due_on", "pk"):
        found[clock.case_id].append(clock)
    return found


def get_clock(actor: Actor, pk: int) -> WhyThisDate:
    """A clock of a visible case with its explanation, or not found."""
    clock = Clock.objects.select_related("case").filter(pk=pk, case__in=cases_visible_to(actor)).first()
    if clock is None:
        raise Http404
    return why(clock, LocalLaw())


def corrections_of(case: Case) -> QuerySet[Correction]:
    """Every correction of the case's clocks, newest first."""
    return Correction.objects.filter(clock__case=case).order_by("-proposed_at", "-pk")


def get_correction(actor: Actor, pk: int) -> Correction:
    """A correction on a visible case, or not found."""
    found = Correction.objects.select_related("clock__case").filter(pk=pk, clock__case__in=cases_visible_to(actor))
    correction = found.first()
    if correction is None:
        raise Http404
    return correction


def flow_of(case: Case) -> Flow:
    return get_flow(case.kind)
