"""The list of what is measured. A new measure is a file in `measures/` and one line here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.backup import measure_backup
from zhijia.site.bench.measures.ballots import measure_ballots
from zhijia.site.bench.measures.clocks import measure_clocks
from zhijia.site.bench.measures.facts import measure_facts
from zhijia.site.bench.measures.intake import measure_intake
from zhijia.site.bench.measures.live import measure_live
from zhijia.site.bench.measures.log import measure_log
from zhijia.site.bench.measures.members import measure_members
from zhijia.site.bench.measures.moves import measure_moves
from zhijia.site.bench.measures.offers import measure_offers
from zhijia.site.bench.measures.pages import measure_pages
from zhijia.site.bench.measures.papers import measure_papers
from zhijia.site.bench.measures.parsing import measure_parsing
from zhijia.site.bench.measures.protection import measure_protection
from zhijia.site.bench.measures.scopes import measure_scopes
from zhijia.site.bench.measures.searches import measure_searches
from zhijia.site.bench.measures.start import measure_start
from zhijia.site.bench.measures.subtree import measure_subtree
from zhijia.site.bench.run import Run


@dataclass(frozen=True, slots=True)
class Suite:
    """Some figures under one name. `leaves_traces`: it writes for good, so it only runs in the bench's own city."""

    name: str
    measure: Callable[[Run], Iterator[Figure]]
    leaves_traces: bool = False


SUITES = (
    Suite("parsing", measure_parsing),
    Suite("papers", measure_papers),
    Suite("start", measure_start),
    Suite("pages", measure_pages),
    Suite("searches", measure_searches),
    Suite("scopes", measure_scopes),
    Suite("facts", measure_facts),
    Suite("moves", measure_moves, leaves_traces=True),
    Suite("offers", measure_offers, leaves_traces=True),
    Suite("members", measure_members, leaves_traces=True),
    Suite("intake", measure_intake),
    Suite("protection", measure_protection, leaves_traces=True),
    Suite("clocks", measure_clocks, leaves_traces=True),
    Suite("subtree", measure_subtree, leaves_traces=True),
    Suite("log", measure_log, leaves_traces=True),
    Suite("live", measure_live),
    Suite("ballots", measure_ballots),
    Suite("backup", measure_backup),
)
NAMES = tuple(suite.name for suite in SUITES)


def chosen(names: Sequence[str], *, in_own_city: bool) -> list[Suite]:
    """The suites asked for, or all; those that write for good only in the bench's own city."""
    return [suite for suite in SUITES if suite.name in (names or NAMES) and (in_own_city or not suite.leaves_traces)]
