"""How soon two thousand phones show a change: over HTTP, from the process that pushes, on this machine."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import quote

from django.db import connection, transaction
from django.utils import timezone

from zhijia.engines.live.channels import Picture
from zhijia.engines.live.publishing import publish
from zhijia.engines.live.reading import ALLOW, shown
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.run import Run
from zhijia.site.console import say
from zhijia.site.management.commands.live import allow_many_sockets
from zhijia.site.serving.children import Child
from zhijia.site.serving.listening import address, listen

WATCHERS, CHANGES = 2_000, 10
MOST_MS = 3_000.0
PATIENCE = 60.0
PICTURE = Picture("bench.live", "zh-hans")
LINE = "<li>第 {n} 组 应到 120 实到 {n}</li>"


class Phones:
    """Watchers in a loop of their own; for each version when the last of them had it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._streams: list[asyncio.StreamWriter] = []
        self.had: dict[int, list[float]] = {}
        self.thread = Thread(target=self._loop.run_forever, daemon=True)
        self.thread.start()

    def come(self, count: int) -> None:
        """All at once, as after a speaker's word."""
        asyncio.run_coroutine_threadsafe(self._come(count), self._loop).result(PATIENCE)

    def go(self) -> None:
        """Hang up."""
        asyncio.run_coroutine_threadsafe(self._go(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.thread.join()
        self._loop.close()

    async def _come(self, count: int) -> None:
        streams = await asyncio.gather(*(self._open() for _ in range(count)))
        self._readers = [asyncio.ensure_future(self._watch(reader)) for reader in streams]

    async def _open(self) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"GET /live/{quote(PICTURE.address)} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"the stream was refused: {status!r}")
        self._streams.append(writer)
        return reader

    async def _watch(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"id: "):
                self.had.setdefault(int(line[4:]), []).append(perf_counter())

    async def _go(self) -> None:
        for task in self._readers:
            task.cancel()
        for stream in self._streams:
            stream.close()


def measure_live(_run: Run) -> Iterator[Figure]:
    """A change to all watchers, ten times; and that none of them missed any."""
    allow_many_sockets()
    with _drawn(), _pushing() as port:
        phones = Phones(port)
        begun = perf_counter()
        phones.come(WATCHERS)
        _await_all(phones, shown(PICTURE)[1])
        arrived = (perf_counter() - begun) * 1000
        took = [_delivered(phones, n) for n in range(1, CHANGES + 1)]
        phones.go()
    note = f"{WATCHERS:,} watchers, {CHANGES} changes"
    yield Figure(f"all {WATCHERS:,} phones come at once and see", arrived, "ms", clock=f"{arrived:,.0f} ms")
    yield Figure("slowest change until all show it", max(took), "ms", MOST_MS, note=note)
    yield Figure("median change until all show it", sorted(took)[CHANGES // 2], "ms")


def _delivered(phones: Phones, n: int) -> float:
    begun = perf_counter()
    _change(n)
    return (_await_all(phones, shown(PICTURE)[1]) - begun) * 1000


def _change(n: int) -> None:
    with transaction.atomic():
        lines = "".join(LINE.format(n=one) for one in range(20))
        publish(PICTURE.channel, lambda: f"<p>{timezone.now().isoformat()} {n}</p><ul>{lines}</ul>", now=timezone.now())


def _await_all(phones: Phones, version: int) -> float:
    """When the last had it. Raises TimeoutError if somebody never gets it."""
    end = perf_counter() + PATIENCE
    while len(phones.had.get(version, ())) < WATCHERS:
        if perf_counter() > end:
            raise TimeoutError(f"{len(phones.had.get(version, ()))} of {WATCHERS} got version {version}")
        sleep(0.005)
    return max(phones.had[version])


@contextmanager
def _drawn() -> Iterator[None]:
    """A first picture, which nobody finds afterwards."""
    _change(0)
    try:
        yield
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ALLOW, [PICTURE.channel])
            cursor.execute("DELETE FROM live_fragment WHERE channel = %s", [PICTURE.channel])


@contextmanager
def _pushing() -> Iterator[int]:
    with listen("127.0.0.1", 8_230) as listener:
        child = Child(say("实时画面"), _command(listener.fileno()), descriptors=(listener.fileno(),))
        child.start()
        try:
            yield address(listener)[1]
        finally:
            child.ask_to_end()
            child.await_end()


def _command(descriptor: int) -> Sequence[str]:
    return [sys.executable, "-m", "zhijia.site.command", "live", str(descriptor)]
