"""Who follows a target up: the nearest cadre above the enterprise whose line it is."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from zhijia.organisation.models import Post, PostHolding
from zhijia.organisation.models.posts import FunctionLine, Role

LABEL = 4
"""The width of one step of a path."""
LINES = (FunctionLine.RIGHTS, "")
ROLES = (Role.CADRE, Role.DEPT_HEAD)


def cadres_for(paths: Iterable[str], *, within: str, today: date) -> dict[str, int]:
    """For each place the post that follows up there: held today, at the nearest union up to `within`, of the line of
    rights before one of no line. A place without any is left out. One query.
    """
    wanted = set(paths)
    above = {path[:end] for path in wanted for end in range(len(within), len(path) + 1, LABEL)}
    held = PostHolding.objects.filter(post=OuterRef("pk"), from_on__lte=today).filter(
        Q(to_on=None) | Q(to_on__gt=today)
    )
    posts = Post.objects.filter(Exists(held), path__in=above, role__in=ROLES, line__in=LINES, closed_on=None)
    best: dict[str, int] = {}
    for pk, path, _line in posts.order_by("path", "-line", "pk").values_list("pk", "path", "line"):
        best.setdefault(path, pk)
    nearest = {path: _nearest(path, best, within=within) for path in wanted}
    return {path: post for path, post in nearest.items() if post is not None}


def _nearest(path: str, best: dict[str, int], *, within: str) -> int | None:
    ends = range(len(path), len(within) - 1, -LABEL)
    return next((best[path[:end]] for end in ends if path[:end] in best), None)
