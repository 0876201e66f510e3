"""Metrics: what an automatic item is computed from. A service declares its own when it is loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhijia.organisation.models import Union


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact behind a measure, in words of the record, and where it stands."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of its points an item earns, from 0 to 1, and the facts that say so. None: not known, which earns nothing."""

    share: Fraction | None
    grounds: Sequence[Ground] = ()


Metric = Callable[[Union, date], Measured]
_metrics: dict[str, Metric] = {}


def declare_metric(code: str, metric: Metric) -> None:
    """Add a metric. One code with two meanings is a programming error."""
    if code in _metrics:
        raise ValueError(f"metric {code} is declared twice")
    _metrics[code] = metric


def measure(code: str, union: Union, on: date) -> Measured:
    """What a metric says of a union on a day; KeyError for one that nobody declares."""
    return _metrics[code](union, on)


def points_of(most: int, measured: Measured) -> int:
    """Whole points, rounded down: a part of what was asked earns a part."""
    return int(most * measured.share) if measured.share is not None else 0
