"""How ballots get into the database: those that wait at the same moment together, in one transaction (docs/adr/0009).

Who comes lays her ballot down and waits. A thread takes all that lie there, puts them in and answers each; while it waits for the
disk, the next ones come together for the other. Alone, nobody waits for anybody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

import psycopg

CAST = "SELECT ballot_box.cast_{}(%b::smallint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])"
CLOSED, KEPT = "closed", "kept"
MOST_TOGETHER, THREADS = 64, 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ballot that is on its way."""

    poll: int
    row: tuple[Any, ...]
    answer: "Future[str]" = field(default_factory=Future)


class Line:
    """A connection as the role that may do nothing but cast, made anew when it died."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._connection: psycopg.Connection | None = None
        self._lock = Lock()

    def ask(self, query: str, values: Sequence[Any]) -> Any:
        """One row. What is asked twice, because the first answer was lost, is answered as once."""
        with self._lock:
            try:
                return self._connected().execute(query, values).fetchone()
            except psycopg.OperationalError:
                self._leave()
                return self._connected().execute(query, values).fetchone()

    def close(self) -> None:
        """Leave the database."""
        with self._lock:
            self._leave()

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._conninfo, autocommit=True)
        return self._connection

    def _leave(self) -> None:
        if self._connection:
            self._connection.close()


class Slot:
    """The slot of the box; its threads begin with the first ballot."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._waiting: SimpleQueue[Waiting | None] = SimpleQueue()
        self._starting = Lock()
        self._threads: list[Thread] = []

    def put_in(self, poll: int, row: tuple[Any, ...]) -> str:
        """`kept`, `taken` or `closed`. psycopg.Error where the database does not answer: then nobody knows, and asks again."""
        mine = Waiting(poll, row)
        with self._starting:
            if not self._threads:
                self._threads = [Thread(target=self._serve, daemon=True) for _ in range(THREADS)]
                for thread in self._threads:
                    thread.start()
            self._waiting.put(mine)
        return mine.answer.result()

    def close(self) -> None:
        """What lies there is put in, then nothing more."""
        with self._starting:
            for _ in self._threads:
                self._waiting.put(None)
            for thread in self._threads:
                thread.join()
            self._threads = []

    def _serve(self) -> None:
        line = Line(self._conninfo)
        while (first := self._waiting.get()) is not None:
            by_poll: defaultdict[int, list[Waiting]] = defaultdict(list)
            for one in [first, *self._taken()]:
                by_poll[one.poll].append(one)
            for poll, some in by_poll.items():
                put_in_together(line, poll, some)
        line.close()

    def _taken(self) -> Iterator[Waiting]:
        """What else lies there."""
        for _ in range(MOST_TOGETHER - 1):
            try:
                one = self._waiting.get_nowait()
            except Empty:
                return
            if one is None:  # the end, which is for whoever comes to it with nothing in hand
                self._waiting.put(one)
                return
            yield one


def put_in_together(line: Line, poll: int, some: Sequence[Waiting]) -> None:
    """One statement for ballots of one poll; everybody who waits is answered, or told why not."""
    columns = [list(column) for column in zip(*(one.row for one in some), strict=True)]
    try:
        answers: Sequence[str] = line.ask(CAST.format(poll), columns)[0]
    except psycopg.errors.UndefinedTable:  # it was open when we came, and somebody closed it before us
        answers = [CLOSED] * len(some)
    except Exception as error:  # raised again by everybody who waits
        for one in some:
            one.answer.set_exception(error)
        return
    for one, answer in zip(some, answers, strict=True):
        one.answer.set_result(answer)
