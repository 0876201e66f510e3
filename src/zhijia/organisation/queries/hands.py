"""Who acted, and through which post, as far as the reader sees them.

Asked beside the acts: under row security a join leaves out whatever somebody did who is out of the reader's sight.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, OuterRef, QuerySet, Subquery

from zhijia.lib.phrases import noted
from zhijia.organisation.charge import FROM_ABOVE
from zhijia.organisation.models import Person, Post

Row = TypeVar("Row", bound=Model)


def with_hands(rows: "QuerySet[Row]", *acts: str) -> "QuerySet[Row]":
    """The same rows, ready for `said_hand`: of `"asked"` those in `asked_by` and `asked_by_post`. No query more."""
    people = {f"{act}_name": Subquery(Person.objects.filter(pk=OuterRef(f"{act}_by")).values("name")) for act in acts}
    found: QuerySet[Row] = rows.annotate(**people, **{f"{act}_title": title_of(f"{act}_by_post") for act in acts})
    return found


def title_of(column: str) -> Subquery:
    """The title of the post in a column, None out of sight."""
    return Subquery(Post.objects.filter(pk=OuterRef(column)).values("title"))


def said_hand(row: Any, act: str, translate: Callable[[str], str]) -> str:
    """The person with the post in brackets."""
    name, title = getattr(row, f"{act}_name"), said_post(getattr(row, f"{act}_title"), translate)
    return noted(name, title, translate) if name else title


def said_post(title: str | None, translate: Callable[[str], str]) -> str:
    """A post out of sight is one of a union above."""
    return title or translate(FROM_ABOVE)
