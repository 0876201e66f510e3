"""Handing over a post: what is awaited of it goes with it, and whoever takes it is told how much that is."""

from collections.abc import Sequence
from datetime import datetime

from zhijia.engines.cases.models import Awaits
from zhijia.engines.cases.queries import todos_awaiting
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Person, Post
from zhijia.organisation.scopes import Actor

HANDED_OVER = "cases.handed_over"
WORDS = gettext_noop("接任岗位，待办一并移交")


def open_work_of(post: Post) -> Sequence[Awaits]:
    """What is awaited of a post, by itself or by its role at its union; next due first."""
    return todos_awaiting([post])


def tell_successor(post: Post, successor: Person, *, actor: Actor, now: datetime) -> int:
    """A line to whoever takes the post, with how many to-dos lie on its desk; returns how many."""
    count = len(open_work_of(post))
    line = Line(None, None, HANDED_OVER, f"{post.title[:200]} · {count}", person_id=successor.pk)
    send([line], now=now, today=local_day(now), not_to=actor.person_id)
    return count
