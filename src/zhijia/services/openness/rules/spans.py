"""The spans of a year in which a matter is disclosed once. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from zhijia.law.counting import add_months

MONTHS = 12
LENGTHS = (1, 2, 3, 4, 6, 12)
"""How many months a span may have: a year is a whole number of spans."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both counted; the last one is the day by which it is disclosed."""

    first: date
    last: date


def spans_of(year: int, months: int) -> Sequence[Span]:
    """The spans of a calendar year, in order."""
    starts = [add_months(date(year, 1, 1), passed) for passed in range(0, MONTHS + 1, months)]
    return [Span(first, after - timedelta(days=1)) for first, after in pairwise(starts)]


def spans_begun(year: int, months: int, *, since: date, today: date, after: date | None) -> Sequence[Span]:
    """Those that have begun by today, had not ended when the plan came into force, and lie behind what was opened already."""
    return [
        span
        for span in spans_of(year, months)
        if span.first <= today and span.last >= since and (after is None or span.first > after)
    ]
