"""How long sealing and verification take, for a million events; measured on some of them, which is what grows evenly."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connections, transaction
from django.utils import timezone

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, timed_ms
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.events import ERASED
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, NewEvent, Subject, record_all
from zhijia.trail.sealing import seal
from zhijia.trail.verification.verify import Demands, verify

EVENTS, STATED = 100_000, 1_000_000
LIMIT_MS = 60_000.0
PROCESSES = 2
PACE_ROUNDS = 5


def measure_log(_run: Run) -> Iterator[Figure]:
    """Events as casework writes them, numbered, sealed, and verified from contents to signatures."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM trail_pendingevent")  # copies of events, which have no salt of their own
    before = _sealed()
    _record(timezone.now())
    _number()
    yield _per_million("seal", timed_ms(lambda: _seal(timezone.now())), pace=_paced(), fixed=0.0)
    pace = _paced()
    fixed = timed_ms(lambda: _verify(start=_sealed()))  # processes, connections, keys: once, however many events
    yield _per_million("verify", timed_ms(lambda: _verify(start=before)), pace=pace, fixed=fixed, limit_ms=LIMIT_MS)


def _paced() -> Pace:
    pace = Pace()
    for _ in range(PACE_ROUNDS):
        pace.take()
    return pace


def _per_million(name: str, took: float, *, pace: Pace, fixed: float, limit_ms: float | None = None) -> Figure:
    """What `took` milliseconds for `EVENTS` come to for a million, of which `fixed` do not grow."""
    pace.take()
    stated = fixed + (took - fixed) * STATED / EVENTS
    note = f"{took:,.0f} ms for {EVENTS:,}"
    return Times((stated,), pace.slowness).typical(f"{name} {STATED:,} events", limit_ms=limit_ms, note=note)


def _record(now: datetime) -> None:
    doer = Doer(1, "协商干事", 1, "市总工会 · 集体协商岗位")
    words = {"clock": "reply", "due_on": "2026-12-10", "words": "企业已书面答复，同意下月开始协商"}
    with transaction.atomic(using="default"):
        record_all(
            NewEvent(ERASED.code, now, doer, Subject("bench.case", n, f"JT-2026-{n:06d} 工资集体协商"), "a", "b", words)
            for n in range(EVENTS)
        )


def _number() -> None:
    while number_settled(using="batch"):
        continue


def _seal(now: datetime) -> None:
    while seal(now=now, using="batch"):
        continue


def _sealed() -> int:
    newest = latest_checkpoint(using="batch")
    return newest.size if newest else 0


def _verify(*, start: int) -> None:
    report = verify(Demands(start=start), using="batch", processes=PROCESSES)
    wrong = [str(fault.sentence) for fault in report.faults if fault.seq <= report.events]
    if wrong or report.sealed != report.events:
        raise RuntimeError(f"{report.sealed} events sealed; {wrong}")
