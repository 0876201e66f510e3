"""Surveys and returns in the actor's scope, and which unions report to which."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.models import Filling, Return, Survey

ABOVE_KINDS = (
    UnionKind.CITY,
    UnionKind.COUNTY,
    UnionKind.ZONE,
    UnionKind.BUREAU,
    UnionKind.TOWN,
    UnionKind.INDUSTRY_FEDERATION,
)
"""Kinds that fill in the form of those above the grass roots and add up what is below them."""
LEVEL = 4
"""Characters of a path for one level of the tree."""


def surveys_visible_to(actor: Actor) -> QuerySet[Survey]:
    """Surveys of the actor's city, newest first."""
    rows = Survey.objects.all() if actor.post else Survey.objects.none()
    return rows.select_related("union").order_by("-year", "pk")


def get_survey(actor: Actor, year: int) -> Survey:
    """The survey of a year, or not found."""
    found = surveys_visible_to(actor).filter(year=year).first()
    if found is None:
        raise Http404
    return found


def returns_visible_to(actor: Actor) -> QuerySet[Return]:
    """Returns that the actor may see, in the order of the tree."""
    rows = Return.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "union", "superior", "survey").order_by("path", "pk")


def get_return(actor: Actor, case_id: int) -> Return:
    """A return that the actor may see by its case, or not found."""
    found = returns_visible_to(actor).filter(case_id=case_id).first()
    if found is None:
        raise Http404
    return found


def return_of_post(actor: Actor, survey: Survey) -> Return | None:
    """The return of the acting post's own union."""
    union_id = actor.post.union_id if actor.post else None
    return returns_visible_to(actor).filter(survey=survey, union=union_id).first()


def below(superior_id: int, survey_id: int) -> QuerySet[Return]:
    """The returns that a union adds up."""
    return Return.objects.filter(superior=superior_id, survey=survey_id)


def count_below(superior_id: int, survey_id: int) -> Mapping[str, int]:
    """How many there are, how many are handed in and how many of them accepted."""
    return below(superior_id, survey_id).aggregate(
        all=Count("pk"),
        handed_in=Count("pk", filter=Q(handed_in_on__isnull=False)),
        accepted=Count("pk", filter=Q(accepted_on__isnull=False)),
    )


def fillings_of(stat_return: Return) -> QuerySet[Filling]:
    """Everything that was ever written into it, in order."""
    return Filling.objects.filter(stat_return=stat_return).order_by("pk")


def unions_to_ask(superior: Union, survey: Survey) -> Sequence[Union]:
    """The unions that stood at the end of the period, report to this one and have no return yet, in tree order."""
    asked = Return.objects.filter(survey=survey).values("union")
    rows = Union.objects.filter(
        Q(founded_on=None) | Q(founded_on__lte=survey.to_on),
        Q(closed_on=None) | Q(closed_on__gt=survey.to_on),
        kind__in=(*ABOVE_KINDS, *GRASSROOTS_KINDS),
        path__gt=superior.path,
        path__lt=superior.upper_bound,
    )
    levels = set(rows.filter(kind__in=ABOVE_KINDS).values_list("path", flat=True))
    found = rows.exclude(pk__in=asked).order_by("path")
    return [union for union in found if not _above(union.path, superior.path) & levels]


def _above(path: str, top: str) -> set[str]:
    """The paths between a union and the one that asks, without both."""
    return {path[:end] for end in range(len(top) + LEVEL, len(path), LEVEL)}


def grassroots_below(union: Union) -> Sequence[str]:
    """Paths of the unions within a grass-roots union that report for themselves: their members are not counted twice."""
    if not union.has_children:
        return ()
    rows = Union.objects.filter(
        kind__in=GRASSROOTS_KINDS, path__gt=union.path, path__lt=union.upper_bound, closed_on=None
    )
    paths = list(rows.order_by("path").values_list("path", flat=True))
    return [path for path in paths if not any(path.startswith(other) for other in paths if other != path)]
