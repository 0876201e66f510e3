"""A process of its own that does a job again and again, as the product's worker does; and the memory that it takes with
all that it starts.

Nothing here may need the models: it is read before they are loaded.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.site.bench.roles import use_database

PAUSE = 0.5
STOP = ""
Ask = Callable[..., float]


class Peak:
    """The most memory, in bytes, that a session of processes held at once; pages that they share count once."""

    def __init__(self, session: int) -> None:
        self.most = 0
        self._session, self._enough = session, threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        self._enough.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._enough.wait(PAUSE):
            self.most = max(self.most, sum(map(_held, _members(self._session))))


@contextmanager
def worker(job: str, *, database: str) -> Iterator[tuple[Ask, Peak]]:
    """A function that lets the worker do the job with these arguments and answers the seconds; and its memory."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(there, job, database, str(settings.HOME)))
    process.start()
    there.close()  # so that the end of a worker that fell is an end of file here
    here.recv()
    peak = Peak(process.pid or 0)

    def ask(**given: Any) -> float:
        here.send(given)
        seconds: float = here.recv()
        return seconds

    try:
        yield ask, peak
    finally:
        if process.is_alive():
            here.send(STOP)
        process.join()
        peak.stop()


def _serve(waiting: Connection, job: str, database: str, home: str) -> None:
    os.setsid()
    os.environ["ZHIJIA_HOME"] = home
    django.setup()
    use_database(database)
    act = import_string(job)
    waiting.send("ready")
    while (given := waiting.recv()) != STOP:
        begun = perf_counter()
        act(**given)
        waiting.send(perf_counter() - begun)


def _members(session: int) -> list[int]:
    """The processes of a session."""
    pids = (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit())
    return [pid for pid in pids if _session_of(pid) == session]


def _session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def _held(pid: int) -> int:
    """Bytes of memory, its share of what several hold."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
