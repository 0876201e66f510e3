"""The unions above the one that keeps a case: who works there, and what is told to them.

Asked as the system: whoever moves a case does not see the posts above it.
"""

from collections.abc import Sequence
from datetime import date, datetime

from zhijia.engines.cases.models import Case
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries import holdings_on
from zhijia.organisation.scopes import SYSTEM, Actor, scoped

UPPER_ROLES = (Role.CADRE, Role.DEPT_HEAD, Role.LEADER, Role.CHAIR)
"""Who acts for a union above a case; the first that is held is asked."""
WORKING = (Role.SUPERVISOR, Role.DEPT_HEAD, Role.CADRE)
"""Who at the union above is told of what happens below; cadres only in the case's line."""


def find_above(case: Case, *, on: date, not_people: Sequence[int] = ()) -> tuple[int, str] | None:
    """The nearest union above with somebody who can act for it, and in which role; None where nobody is."""
    with scoped(SYSTEM):
        held = holdings_on(on).exclude(person__in=not_people)
        union = Union.objects.select_related("parent").get(pk=case.union_id).parent
        while union is not None:
            found = set(held.filter(post__union=union, post__role__in=UPPER_ROLES).values_list("post__role", flat=True))
            if role := next((role for role in UPPER_ROLES if role in found), ""):
                return union.pk, role
            union = union.parent
    return None


def is_in_line(role: str, line: str, case_line: str) -> bool:
    """Whether a post of this role and line has to do with cases of that line."""
    return role != Role.CADRE or not case_line or line in ("", case_line)


def tell_above(case: Case, kind: str, *, actor: Actor, now: datetime) -> int:
    """A line to those who work at the union right above the case's own; returns how many went."""
    with scoped(SYSTEM):
        posts = Post.objects.filter(closed_on=None, union__children=case.union_id, role__in=WORKING)
        told = posts.order_by("pk").values_list("pk", "role", "line")
        lines = [Line(pk, case.pk, kind, case.title) for pk, role, line in told if is_in_line(role, line, case.line)]
        return send(lines, now=now, today=local_day(now), not_to=actor.person_id)
