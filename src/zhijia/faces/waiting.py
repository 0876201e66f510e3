"""How much waits for the reader: the two figures that every page shows, in one question."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from zhijia.engines.cases.queries import todos_of
from zhijia.engines.messages.queries import unread_by
from zhijia.organisation.models import User
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
    counts = User.objects.filter(pk=actor.user_id).values_list(_count(todos_of(actor)), _count(unread_by(actor)))
    found = counts.first()
    return Waiting(*found) if found else Waiting()


def _count(rows: QuerySet[Any]) -> Coalesce:
    """The length of a list as an expression."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Coalesce(Subquery(whole.annotate(length=Count("pk")).values("length")), Value(0))
