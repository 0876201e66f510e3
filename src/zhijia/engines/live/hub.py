"""Those who watch, by picture. Nobody has a queue: whoever is slow misses what came between, and gets the newest."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from zhijia.engines.live.channels import Picture

UNREAD = -1


@dataclass(slots=True)
class Watched:
    """A picture that somebody watches. `version` is `UNREAD` until it was read from the database."""

    html: str = ""
    version: int = UNREAD
    watchers: int = 0
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, html: str, version: int) -> None:
        """Show this from now on, unless something newer is shown already."""
        if version <= self.version:
            return
        self.html, self.version = html, version
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()

    async def newer_than(self, version: int) -> None:
        """Return as soon as something else is shown than `version`."""
        while self.version in (UNREAD, version):
            await self._changed.wait()


class Hub:
    """All pictures that are watched at the moment."""

    def __init__(self) -> None:
        self._watched: dict[Picture, Watched] = {}

    @contextmanager
    def watch(self, picture: Picture) -> Iterator[Watched]:
        """Watch `picture` for as long as the block runs; nobody keeps what nobody watches."""
        watched = self._watched.setdefault(picture, Watched())
        watched.watchers += 1
        try:
            yield watched
        finally:
            watched.watchers -= 1
            if not watched.watchers:
                del self._watched[picture]

    def of(self, channel: str | None = None) -> list[tuple[Picture, Watched]]:
        """What is watched of `channel`, or of all."""
        return [(picture, seen) for picture, seen in self._watched.items() if channel in (None, picture.channel)]
