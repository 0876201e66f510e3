"""Cases, to-dos and timelines in the actor's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.clocks import WhyThisDate, why
from zhijia.engines.cases.flow import Flow, Move, Turn, get_flow
from zhijia.engines.cases.models import Awaits, Case, CaseShare, Clock, Correction
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.trail.models import Event


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases of the actor's subtree and line, and those shared with it."""
    shared = CaseShare.objects.filter(case=OuterRef("pk"), path__gte=actor.path, path__lt=actor.upper_bound)
    return Case.objects.filter(
        Q(path__gte=actor.path, path__lt=actor.upper_bound)
        | Q(line_path__gte=actor.path, line_path__lt=actor.upper_bound)
        | Exists(shared)
    )


def get_case(actor: Actor, pk: int) -> Case:
    """One case, or not found: a case out of scope does not exist for this actor."""
    case = cases_visible_to(actor).select_related("union", "enterprise").filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def todos_of(actor: Actor) -> QuerySet[Awaits]:
    """What awaits this actor's post: by post, or by role at the union. Next due first, undated last."""
    if actor.post is None:
        return Awaits.objects.none()
    mine = Q(post_id=actor.post.id) | Q(post=None, union_id=actor.post.union_id, role=actor.post.role)
    return (
        Awaits.objects.filter(mine)
        .select_related("case", "case__union")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


@dataclass(frozen=True)
class OpenMove:
    """A move that this actor may make now."""

    verb: str
    label: str
    is_primary: bool


def moves_open_to(actor: Actor, turn: Turn, flow: Flow) -> list[OpenMove]:
    """The moves whose role and state allow it; a guard may still refuse with its sentence when it is made."""
    return [
        OpenMove(move.verb, move.label, move.is_primary)
        for move in flow.moves
        if turn.case.state in move.from_states and _may(move, turn)
    ]


def _may(move: Move, turn: Turn) -> bool:
    try:
        move.may(turn)
    except Refused:
        return False
    return True


def timeline_of(case: Case) -> Sequence[Event]:
    """Every event of the case, newest first."""
    return list(Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("-id"))


def clocks_of(case: Case) -> list[Clock]:
    """Running clocks by due date, then the ended ones."""
    return list(case.clocks.order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk"))


def get_clock(actor: Actor, pk: int) -> WhyThisDate:
    """A clock of a visible case with its explanation, or not found."""
    clock = Clock.objects.select_related("case").filter(pk=pk, case__in=cases_visible_to(actor)).first()
    if clock is None:
        raise Http404
    return why(clock)


def get_correction(actor: Actor, pk: int) -> Correction:
    """A correction on a visible case, or not found."""
    found = Correction.objects.select_related("clock__case").filter(pk=pk, clock__case__in=cases_visible_to(actor))
    correction = found.first()
    if correction is None:
        raise Http404
    return correction


def count_todos(actor: Actor, *, overdue_before: date | None = None) -> int:
    """How many acts await this actor; with a day, only those due before it."""
    todos = todos_of(actor)
    return todos.filter(due_on__lt=overdue_before).count() if overdue_before else todos.count()


def flow_of(case: Case) -> Flow:
    return get_flow(case.kind)
