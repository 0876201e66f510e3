"""How long the nightly sweep takes over all running clocks, when one in a hundred of them has run out since yesterday."""

from collections.abc import Iterator
from time import perf_counter

from django.db import connections
from django.utils import timezone

from zhijia.engines.cases.sweep import sweep
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.roles import as_batch
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times

LIMIT_MS = 60_000.0
RUN_OUT = 5000
PACE_ROUNDS = 5


def measure_clocks(_run: Run) -> Iterator[Figure]:
    """The job of the night, in the role of jobs."""
    running = _let_run_out(RUN_OUT)
    pace = Pace()
    for _ in range(PACE_ROUNDS):
        pace.take()
    with as_batch():
        begun = perf_counter()
        swept = sweep(now=timezone.now())
        took = (perf_counter() - begun) * 1000
    for _ in range(PACE_ROUNDS):
        pace.take()
    if swept < RUN_OUT:
        raise RuntimeError(f"{swept} clocks were dealt with, {RUN_OUT} had run out")
    name = f"sweep of {running:,} running clocks"
    yield Times((took,), pace.slowness).typical(name, limit_ms=LIMIT_MS, note=f"{swept:,} had run out")


def _let_run_out(count: int) -> int:
    """Forget that so many overdue clocks were noted, as if they had run out last night; returns how many are running."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE cases_clock SET overdue_seen_on = NULL WHERE id IN (SELECT id FROM cases_clock"
            " WHERE state = 'running' AND overdue_seen_on IS NOT NULL ORDER BY id LIMIT %s)",
            [count],
        )
        cursor.execute("SELECT count(*) FROM cases_clock WHERE state = 'running'")
        return int(cursor.fetchone()[0])
