"""How long sealing and verification take, for a million events; measured on some of them, which is what grows evenly."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connections, transaction
from django.utils import timezone

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, timed_ms
from zhijia.trail.events import ERASED
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, NewEvent, Subject, record_all
from zhijia.trail.sealing import seal
from zhijia.trail.verification.verify import Demands, verify

EVENTS, STATED = 100_000, 1_000_000
LIMIT_MS = 60_000.0
PROCESSES = 2


def measure_log(_run: Run) -> Iterator[Figure]:
    """Events as casework writes them, numbered, sealed, and verified from contents to signatures."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM trail_pendingevent")  # copies of events, which have no salt of their own
    for act in (_record, _number):
        act(timezone.now())
    for name, act, limit in (("seal", _seal, None), ("verify", _verify, LIMIT_MS)):
        yield _per_million(f"{name} {STATED:,} events", act, limit_ms=limit)


def _per_million(name: str, act: Callable[[datetime], None], *, limit_ms: float | None) -> Figure:
    pace = Pace()
    pace.take()
    took = timed_ms(lambda: act(timezone.now()))
    pace.take()
    return Times((took * STATED / EVENTS,), pace.slowness).typical(name, limit_ms=limit_ms, note=f"from {EVENTS:,}")


def _record(now: datetime) -> None:
    doer = Doer(1, "协商干事", 1, "市总工会 · 集体协商岗位")
    words = {"clock": "reply", "due_on": "2026-12-10", "words": "企业已书面答复，同意下月开始协商"}
    with transaction.atomic(using="default"):
        record_all(
            NewEvent(ERASED.code, now, doer, Subject("bench.case", n, f"JT-2026-{n:06d} 工资集体协商"), "a", "b", words)
            for n in range(EVENTS)
        )


def _number(_now: datetime) -> None:
    while number_settled(using="batch"):
        continue


def _seal(now: datetime) -> None:
    while seal(now=now, using="batch"):
        continue


def _verify(_now: datetime) -> None:
    report = verify(Demands(), using="batch", processes=PROCESSES)
    wrong = [str(fault.sentence) for fault in report.faults if fault.seq <= report.events]
    if wrong or report.sealed < EVENTS:
        raise RuntimeError(f"{report.sealed} events sealed; {wrong}")
