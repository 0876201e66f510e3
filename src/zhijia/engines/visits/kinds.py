"""Kinds of visits: what each asks on its form, and whom it tells of a change. A service declares its own when it is loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zhijia.engines.visits.models import Visit

Told = Callable[[Visit, datetime], None]


@dataclass(frozen=True, slots=True)
class VisitKind:
    """`asks` are the fields of `answers` in their order with their words (message ids); `changed` is told after a step.
    `is_confirmed`: the union that was visited says that the visit took place; where there is no union yet nobody does.
    """

    code: str
    label: str
    asks: Mapping[str, str]
    changed: Told
    is_confirmed: bool = True


_kinds: dict[str, VisitKind] = {}


def declare_visits(kind: VisitKind) -> VisitKind:
    """Add a kind. One code with two meanings is a programming error."""
    if kind.code in _kinds:
        raise ValueError(f"visits of kind {kind.code} are declared twice")
    _kinds[kind.code] = kind
    return kind


def get_kind(code: str) -> VisitKind:
    """The declaration of a kind; KeyError for one that no service declares."""
    return _kinds[code]
