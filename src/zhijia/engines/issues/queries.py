"""Issues in the actor's scope, and who can answer for one."""

from datetime import date

from django.db.models import Q, QuerySet

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.issues.models import Issue
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.posts import OFFICE_ROLES
from zhijia.organisation.scopes import Actor

OPEN = Q(case__closed_at=None)
MOST_SHOWN = 8


def issues_visible_to(actor: Actor) -> QuerySet[Issue]:
    """Issues that the actor may see, newest first."""
    rows = Issue.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "case__union", "handled_by").order_by("-pk")


def late(rows: QuerySet[Issue], *, today: date) -> QuerySet[Issue]:
    """Those that are open past their day."""
    return rows.filter(OPEN, due_on__lt=today)


def issues_of_union(union: Union) -> QuerySet[Issue]:
    """The issues of one union, those that are open first."""
    rows = Issue.objects.filter(case__union=union).select_related("case")
    return rows.order_by("case__closed_at", "due_on", "-pk")


def issues_of(origin: Case) -> QuerySet[Issue]:
    """What was raised out of a case."""
    return Issue.objects.filter(origin=origin).select_related("case").order_by("pk")


def owners_for(issue: Issue) -> QuerySet[Post]:
    """Posts that can answer for an issue: the offices of the union that handles it."""
    rows = Post.objects.filter(union_id=issue.handled_by_id, role__in=OFFICE_ROLES, closed_on=None)
    return rows.select_related("union").order_by("line", "title", "pk")
