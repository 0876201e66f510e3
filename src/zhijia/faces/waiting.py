"""How much waits for the reader: the two figures that every page shows, in one question."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from zhijia.engines.cases.models import Awaits
from zhijia.engines.cases.queries import awaits_post, todos_of
from zhijia.engines.messages.models import Message
from zhijia.engines.messages.queries import unread_by
from zhijia.organisation.models import User
from zhijia.organisation.reading import Question
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """Acts that await the acting post, and messages the person has not read."""

    todos: int = 0
    unread: int = 0


def count_waiting(actor: Actor) -> Waiting:
    """Both counts; a visitor has nothing waiting."""
    if actor.user_id is None:
        return Waiting()
    if actor.post and actor.person_id:
        post = actor.post
        found = _of_post.ask(actor.user_id, actor.person_id, post.id, post.union_id, post.role)
    else:
        counts = User.objects.filter(pk=actor.user_id).values_list(_count(todos_of(actor)), _count(unread_by(actor)))
        found = list(counts)
    return Waiting(*found[0]) if found else Waiting()


@Question
def _of_post(user: Any, person: Any, post: Any, union: Any, role: Any) -> QuerySet[Any, Any]:
    """Of whoever acts through a post, as nearly everybody does who opens page after page."""
    todos = Awaits.objects.filter(awaits_post(post, union=union, role=role))
    unread = Message.objects.filter(person_id=person, read_at=None)
    return User.objects.filter(pk=user).values_list(_count(todos), _count(unread))


def _count(rows: QuerySet[Any]) -> Coalesce:
    """The length of a list as an expression."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Coalesce(Subquery(whole.annotate(length=Count("pk")).values("length")), Value(0))
