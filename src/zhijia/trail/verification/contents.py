"""The hashes that stored events should have, computed from their contents: in batches, one process for each core."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, NamedTuple, Protocol

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from zhijia.trail.canonical import PARTS, Head, commit, event_hash, salts_by_part, words_of

BATCH = 10_000
_ROWS = """
    SELECT n.seq, n.event_id, e.id, e.kind, e.at, e.actor_id, e.post_id, e.subject_type, e.subject_id,
           e.from_state, e.to_state, e.actor_label, e.post_label, e.subject_label, e.data, e.hash, s.salts,
           (SELECT json_object_agg(r.part, encode(r.commitment, 'hex')) FROM trail_erasure r WHERE r.event_id = e.id)
      FROM trail_eventnumber n
      LEFT JOIN trail_event e ON e.id = n.event_id
      LEFT JOIN trail_eventsalt s ON s.event_id = n.event_id
     WHERE n.seq BETWEEN %s AND %s
     ORDER BY n.seq
"""


class Span(NamedTuple):
    """Numbers from `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands at the numbers of a span: event ids, the hashes their contents give (empty: nothing there to hash),
    the numbers whose stored hash is another one, and how many events have lost words by law."""

    span: Span
    events: dict[int, int]
    hashes: list[bytes]
    misstated: list[int]
    erased: int


def read_contents(connection: psycopg.Connection[Any], span: Span) -> Contents:
    """Read and hash one span."""
    events: dict[int, int] = {}
    hashes = [b""] * (span.last - span.first + 1)
    misstated, erased = [], 0
    with connection.cursor(binary=True) as cursor:
        for row in cursor.execute(_ROWS, span):
            seq = row[0]
            events[seq] = row[1]
            if row[2] is None or row[16] is None:
                continue
            hashes[seq - span.first] = computed = _hash_of(row)
            erased += row[17] is not None
            if computed != row[15]:
                misstated.append(seq)
    return Contents(span, events, hashes, misstated, erased)


def _hash_of(row: tuple[Any, ...]) -> bytes:
    gone, salts = row[17] or {}, salts_by_part(row[16])
    values = zip(PARTS, words_of(*row[11:15]), strict=True)
    parts = {part: bytes.fromhex(gone[part]) if part in gone else commit(salts[part], value) for part, value in values}
    return event_hash(Head(*row[2:11]), parts)


class Reader(Protocol):
    """Gives the contents of spans back in the order asked."""

    def read(self, spans: Iterable[Span]) -> Iterator[Contents]: ...


@contextmanager
def reading(using: str, *, processes: int) -> Iterator[Reader]:
    """Read and hash in this process or in several, each on a connection of its own."""
    login = _login(using)
    if processes == 1:
        with psycopg.connect(login, autocommit=True) as connection:
            yield _Alone(connection)
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _connect, (login,))
    try:
        yield _Together(pool, ahead=2 * processes)
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Alone:
    connection: psycopg.Connection[Any]

    def read(self, spans: Iterable[Span]) -> Iterator[Contents]:
        return (read_contents(self.connection, span) for span in spans)


@dataclass(frozen=True, slots=True)
class _Together:
    """Hands out a few spans ahead of whoever asks."""

    pool: ProcessPoolExecutor
    ahead: int

    def read(self, spans: Iterable[Span]) -> Iterator[Contents]:
        waiting: deque[Future[Contents]] = deque()
        for span in spans:
            waiting.append(self.pool.submit(_read, span))
            if len(waiting) > self.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _login(using: str) -> str:
    given: dict[str, Any] = connections[using].get_connection_params()
    named: dict[str, Any] = {name: value for name, value in given.items() if isinstance(value, str | int)}
    named.pop("prepare_threshold", None)
    return make_conninfo(**named)


_connection: psycopg.Connection[Any]


def _connect(login: str) -> None:
    global _connection
    _connection = psycopg.connect(login, autocommit=True)


def _read(span: Span) -> Contents:
    return read_contents(_connection, span)
