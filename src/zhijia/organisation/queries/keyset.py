"""Lists cut by key: every page costs the same, and a row entered meanwhile moves nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.expressions import Combinable

Row = TypeVar("Row", bound=Model)
PAGE = 50


class Place(TypedDict):
    """Beside which id a page begins; 0 = not there."""

    after: int
    before: int


@dataclass(frozen=True, slots=True)
class Cut(Generic[Row]):
    """One page. `before` and `after` are the ids that the neighbouring pages are asked for with; 0 = there is none."""

    rows: tuple[Row, ...]
    before: int
    after: int


def cut(
    rows: QuerySet[Row],
    *,
    keys: Sequence[str],
    after: int = 0,
    before: int = 0,
    size: int = PAGE,
    beside: QuerySet[Row] | None = None,
) -> Cut[Row]:
    """A page of `rows` in the order of `keys`, whose last must be unique: the first, or what follows or precedes an id.

    All keys ascend, or all descend and have a minus. An id that is not among `beside` (else: among the rows) starts from the
    beginning: where rows leave a list and stay in their table, `beside` is what the reader sees of it.
    """
    descends = _descends(keys)
    pivot = _pivot(rows if beside is None else beside, keys, pk=after or before)
    is_backward = bool(before) and not after and pivot is not None
    order = [_turned(key) for key in keys] if is_backward else list(keys)
    wanted = rows.filter(_beyond(keys, pivot, is_below=is_backward != descends)) if pivot else rows
    found = list(wanted.order_by(*order)[: size + 1])
    has_more, page = len(found) > size, found[:size]
    if is_backward:
        page.reverse()
    if not page:
        return Cut((), 0, 0)
    has_earlier = has_more if is_backward else pivot is not None
    has_later = True if is_backward else has_more
    return Cut(tuple(page), page[0].pk if has_earlier else 0, page[-1].pk if has_later else 0)


def _descends(keys: Sequence[str]) -> bool:
    turned = {key.startswith("-") for key in keys}
    if len(turned) != 1:
        raise ValueError(f"{keys}: one direction, or no index walks in this order from row to row")
    return turned.pop()


def _pivot(rows: QuerySet[Row], keys: Sequence[str], *, pk: int) -> Sequence[object] | None:
    names = [key.lstrip("-") for key in keys]
    return rows.filter(pk=pk).order_by().values_list(*names).first() if pk else None


def _beyond(keys: Sequence[str], pivot: Sequence[object], *, is_below: bool) -> Func:
    """`(a, b, c) > (1, 2, 3)`: an index on these columns is entered at that row, however many rows share `a`."""
    here = _row(F(key.lstrip("-")) for key in keys)
    there = _row(Value(value) for value in pivot)
    sign = " < " if is_below else " > "
    return Func(here, there, template="(%(expressions)s)", arg_joiner=sign, output_field=BooleanField())


def _row(parts: Iterable[Combinable]) -> Func:
    return Func(*parts, function="ROW", output_field=BooleanField())


def _turned(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"
