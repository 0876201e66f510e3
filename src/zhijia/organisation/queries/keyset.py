"""Lists cut by key: every page costs the same, and a row entered meanwhile moves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Cut(Generic[Row]):
    """One page. `before` and `after` are the ids that the neighbouring pages are asked for with; 0 = there is none."""

    rows: tuple[Row, ...]
    before: int
    after: int


def cut(rows: QuerySet[Row], *, keys: Sequence[str], after: int = 0, before: int = 0, size: int = PAGE) -> Cut[Row]:
    """A page of `rows` in the order of `keys`, whose last must be unique: the first, or what follows or precedes an id.

    A key with a minus descends. An id that is not among the rows starts from the beginning.
    """
    names = [key.lstrip("-") for key in keys]
    pivot = rows.filter(pk=after or before).values_list(*names).first() if after or before else None
    is_backward = bool(before) and pivot is not None
    order = [_turned(key) for key in keys] if is_backward else list(keys)
    wanted = rows.filter(_beyond(keys, pivot, is_backward=is_backward)) if pivot else rows
    found = list(wanted.order_by(*order)[: size + 1])
    has_more, page = len(found) > size, found[:size]
    if is_backward:
        page.reverse()
    if not page:
        return Cut((), 0, 0)
    has_earlier = has_more if is_backward else pivot is not None
    has_later = True if is_backward else has_more
    return Cut(tuple(page), page[0].pk if has_earlier else 0, page[-1].pk if has_later else 0)


def _beyond(keys: Sequence[str], pivot: Sequence[object], *, is_backward: bool) -> Q:
    """`(a, b, c) > pivot` spelled so that an index on `a` serves it."""
    condition = Q()
    for key, value in reversed(list(zip(keys, pivot, strict=True))):
        name = key.lstrip("-")
        tie = Q(**{name: value}) & condition if condition else Q(pk__in=())
        condition = Q(**{f"{name}__{_side(key, is_backward=is_backward)}": value}) | tie
    first = keys[0]
    return Q(**{f"{first.lstrip('-')}__{_side(first, is_backward=is_backward)}e": pivot[0]}) & condition


def _side(key: str, *, is_backward: bool) -> str:
    """Where the rows beyond a value lie: a descending key turns round what is forward."""
    return "lt" if key.startswith("-") != is_backward else "gt"


def _turned(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"
