"""Cases of supervision, clues and supervisors in the actor's scope."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Enterprise, Union, UnionCoverage
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.models import Clue, Letter, Supervision, Supervisor

MOST_LETTERS = 6


def supervisions_visible_to(actor: Actor) -> QuerySet[Supervision]:
    """Cases of supervision that the actor may see, newest first."""
    return (
        Supervision.objects.filter(case__in=cases_visible_to(actor))
        .select_related("case", "case__union", "case__enterprise", "handled_by")
        .order_by("-pk")
    )


def clues_visible_to(actor: Actor) -> QuerySet[Clue]:
    """Clues noted in the actor's subtree that are neither a case nor dropped, newest first."""
    rows = Clue.objects.filter(actor.reach(), dropped_on=None, supervision=None)
    return rows.select_related("enterprise", "union").order_by("-pk")


def get_clue(actor: Actor, pk: int) -> Clue:
    """One clue in sight that waits, or not found."""
    found = clues_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def supervisors_of(union: Union) -> QuerySet[Supervisor]:
    """The supervisors of a union, whose certificate ends last first."""
    return Supervisor.objects.filter(union=union).order_by("-to_on", "name")


def enterprises_to_supervise(union: Union, *, today: date) -> QuerySet[Enterprise]:
    """The enterprises that a union covers today, and those whose territory lies in its subtree, by name."""
    covered = UnionCoverage.objects.filter(union=union, from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gt=today))
    below = Q(path__gte=union.path, path__lt=union.upper_bound)
    return Enterprise.objects.filter(below | Q(pk__in=covered.values("enterprise_id"))).order_by("sort_key", "pk")


def supervision_of_origin(case: Case) -> Supervision | None:
    """The case of supervision that came of another case, the newest."""
    return Supervision.objects.filter(origin=case).select_related("case").order_by("-pk").first()


def origin_in_sight(actor: Actor, pk: int) -> Case:
    """The case that a supervision is to come from, or not found."""
    found = cases_visible_to(actor).select_related("union", "enterprise").filter(pk=pk).first()
    if found is None or found.enterprise_id is None:
        raise Http404
    return found


def letters_to(enterprise: Enterprise) -> list[Letter]:
    """The newest letters about an enterprise, newest first."""
    rows = Letter.objects.filter(supervision__case__enterprise=enterprise).select_related("supervision__case")
    return list(rows.order_by("-pk")[:MOST_LETTERS])
