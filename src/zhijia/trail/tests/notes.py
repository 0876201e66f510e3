"""Events for the tests of the log."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from django.db import connections

from zhijia.trail.kinds import EventKind
from zhijia.trail.models import PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import Doer, NewEvent, Subject, record_all
from zhijia.trail.sealing import seal

KIND = EventKind("tests.noted", "记下一笔")
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def an_event(**data: object) -> NewEvent:
    return NewEvent(KIND.code, NOW, Doer(1, "陈干事", 2, "办公室"), Subject("tests.thing", 9, "一件事"), data=data)


def write_sealed(*counts: int) -> list[int]:
    """Write as many events as each count says and seal them, one checkpoint a count; their ids in order."""
    ids: list[int] = []
    for count in counts:
        ids += record_all(an_event(n=len(ids) + n) for n in range(count))
        seal_all()
    return ids


def number_all() -> int:
    """Number everything that was written. Another session of the server may be writing just now: then wait for it."""
    total = 0
    for _ in range(600):
        total += number_settled(using="batch")
        if not PendingEvent.objects.using("batch").exists():
            return total
        time.sleep(0.05)
    raise AssertionError("events stay without a number")


def seal_all() -> None:
    number_all()
    while seal(now=NOW, using="batch"):
        continue


def as_worker(act: Callable[[], None]) -> None:
    """Run `act` as a worker does, whose default role is that of the jobs (a thread has connections of its own)."""

    def work() -> None:
        act()
        connections.close_all()

    with patch.dict(connections.settings, {"default": connections.settings["batch"]}):
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()


@contextmanager
def unguarded() -> Iterator[None]:
    """What follows is done by an intruder who owns the database: no guard holds `as_owner` back."""
    tables = ("trail_event", "trail_eventnumber", "trail_eventsalt", "trail_checkpoint", "trail_sealingkey")
    for table in tables:
        as_owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        as_owner(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def as_owner(statement: str, *values: int | str | bytes) -> None:
    """Run one statement as the owner of the schema."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
