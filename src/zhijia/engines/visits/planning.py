"""Planning visits: which spans of days owe one, and the rows that say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from zhijia.engines.visits.models import PlannedVisit

QUARTER = 3


@dataclass(frozen=True)
class Span:
    """From one day to another, both counted."""

    from_on: date
    due_on: date


def quarters_of(year: int) -> list[Span]:
    """The four quarters of a calendar year."""
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    return [Span(first, after - timedelta(days=1)) for first, after in pairwise(starts)]


def whole_year(year: int) -> list[Span]:
    return [Span(date(year, 1, 1), date(year, 12, 31))]


def spans_left(spans: Iterable[Span], *, since: date) -> list[Span]:
    """Those that have not ended; the one that runs begins on the day itself."""
    return [Span(max(span.from_on, since), span.due_on) for span in spans if span.due_on >= since]


def plan_visits(rows: Iterable[PlannedVisit]) -> None:
    """Add planned visits that do not stand yet."""
    PlannedVisit.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
