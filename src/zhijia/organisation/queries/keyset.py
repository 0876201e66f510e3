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

    An id that is not among the rows starts from the beginning.
    """
    pivot = rows.filter(pk=after or before).values_list(*keys).first() if after or before else None
    is_backward = bool(before) and pivot is not None
    order = [f"-{key}" for key in keys] if is_backward else list(keys)
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
    lookup = "lt" if is_backward else "gt"
    condition = Q()
    for key, value in reversed(list(zip(keys, pivot, strict=True))):
        tie = Q(**{key: value}) & condition if condition else Q(pk__in=())
        condition = Q(**{f"{key}__{lookup}": value}) | tie
    return Q(**{f"{keys[0]}__{lookup}e": pivot[0]}) & condition
