"""Many clients at once: requests that are ready to send, over connections that stay open, from processes of their own."""

import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import chain
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter

CLIENTS, PROCESSES = 32, 2
PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Shot:
    """One request, made before anything is timed."""

    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Hit:
    """What came of the n-th request."""

    nth: int
    status: int
    ms: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Volley:
    """All of them, and the seconds from the first to the last."""

    hits: Sequence[Hit]
    seconds: float

    @classmethod
    def joined(cls, some: Sequence["Volley"]) -> "Volley":
        """One after the other; the pauses between them do not count."""
        return cls(list(chain.from_iterable(one.hits for one in some)), sum(one.seconds for one in some))

    def with_status(self, status: int) -> list[Hit]:
        return [one for one in self.hits if one.status == status]

    @property
    def p95(self) -> float:
        times = sorted(one.ms for one in self.hits)
        return times[min(len(times) - 1, int(len(times) * 0.95))]

    def rate(self, status: int) -> float:
        """So many of this answer a second."""
        return len(self.with_status(status)) / self.seconds


def fire(shots: Sequence[Shot], *, port: int, meanwhile: Callable[[], None] | None = None) -> Volley:
    """Send them by so many clients; `meanwhile` is done here as soon as they begin."""
    numbered = list(enumerate(shots))
    parts = [numbered[start::PROCESSES] for start in range(PROCESSES)]
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        begun = perf_counter()
        working = pool.starmap_async(_fire_some, [(part, port, CLIENTS // PROCESSES) for part in parts])
        if meanwhile:
            meanwhile()
        found = working.get(PATIENCE)
    return Volley(sorted(chain.from_iterable(found), key=lambda hit: hit.nth), perf_counter() - begun)


def _fire_some(shots: Sequence[tuple[int, Shot]], port: int, clients: int) -> list[Hit]:
    waiting: SimpleQueue[tuple[int, Shot]] = SimpleQueue()
    for one in shots:
        waiting.put(one)
    hits: list[Hit] = []
    threads = [Thread(target=_send_all, args=(waiting, port, hits)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return hits


def _send_all(waiting: "SimpleQueue[tuple[int, Shot]]", port: int, hits: list[Hit]) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while True:
        try:
            nth, shot = waiting.get_nowait()
        except Empty:
            connection.close()
            return
        begun = perf_counter()
        connection.request(shot.method, shot.path, shot.body, {"Host": "localhost", **shot.headers})
        answer = connection.getresponse()
        body = answer.read()
        hits.append(Hit(nth, answer.status, (perf_counter() - begun) * 1000, body))
