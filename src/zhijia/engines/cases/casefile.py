"""The file of one case: what happened, its clocks with what was decided about them, what was entered and not yet confirmed.

A page of a case needs all of it, and reads it in one question, together with what else it shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet

from zhijia.engines.cases.models import Case, Clock, ClockEntry, PaperEntry
from zhijia.engines.cases.paper_entries import unconfirmed
from zhijia.engines.cases.queries import clocks_of, events_of
from zhijia.organisation.reading import Together
from zhijia.trail.models import Event

Further = Callable[[Any], QuerySet[Any]]
"""From a case its further list, ordered, with nothing related selected."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The parts in the order in which pages show them: events newest first, running clocks before ended ones.

    `further` are the lists that were asked for besides.
    """

    events: Sequence[Event]
    clocks: Sequence[Clock]
    unconfirmed: Sequence[PaperEntry]
    further: Sequence[list[Any]]


def read_file(case: Case, *further: Further) -> CaseFile:
    """The file of a visible case, and further lists of it."""
    events, clocks, entries, papers, *rest = _question_of(*further).read(case.pk)
    _hand_out(case, clocks, entries)
    return CaseFile(events, clocks, papers, rest)


@cache
def _question_of(*further: Further) -> Together:
    def lists(case: Any) -> Sequence[QuerySet[Any]]:
        return (
            events_of(case),
            clocks_of(case),
            ClockEntry.objects.filter(clock__case=case).order_by("pk"),
            unconfirmed(case).select_related(None),
            *(list_of(case) for list_of in further),
        )

    return Together(lists)


def _hand_out(case: Case, clocks: Sequence[Clock], entries: Sequence[ClockEntry]) -> None:
    """Let each clock know its case and its entries, as if they had been selected and fetched with it."""
    for clock in clocks:
        clock.case = case
        own = clock.entries.all()
        own._result_cache = [entry for entry in entries if entry.clock_id == clock.pk]
        clock._prefetched_objects_cache = {"entries": own}  # type: ignore[attr-defined]
