"""One connection hears of changes, one reads them: however many watch, the database is asked once a change."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection, OperationalError, sql

from zhijia.engines.live.channels import SIGNALS, Picture
from zhijia.engines.live.hub import UNREAD, Hub, Watched
from zhijia.engines.live.reading import ALLOW, SHOWN

AGAIN_SECONDS = 1.0
log = logging.getLogger(__name__)


class Source:
    """Where pictures come from. `login` is a connection string of the application role."""

    def __init__(self, login: str, hub: Hub) -> None:
        self._login = login
        self._hub = hub
        self._reader: AsyncConnection | None = None
        self._reading = asyncio.Lock()

    async def fill(self, picture: Picture, watched: Watched) -> None:
        """Read what nobody has read yet; of many who come at once the first reads for all."""
        async with watched.reading:
            if watched.version == UNREAD:
                watched.show(*await self._read(picture))

    async def listen(self) -> None:
        """Follow the changes for ever; after a break everything that is watched is read anew, since nobody said what changed."""
        while True:
            try:
                async with self._connected() as connection:
                    await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(SIGNALS)))
                    await self._redraw(None)
                    async for told in connection.notifies():
                        await self._redraw(told.payload)
            except OperationalError as error:
                log.warning("the database cannot be heard, trying again: %s", error)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _redraw(self, channel: str | None) -> None:
        for picture, watched in self._hub.of(channel):
            watched.show(*await self._read(picture))

    async def _read(self, picture: Picture) -> tuple[str, int]:
        async with self._reading:
            if self._reader is None or self._reader.closed:
                self._reader = await AsyncConnection.connect(self._login, autocommit=True)
            async with self._reader.transaction():
                await self._reader.execute(ALLOW, [picture.channel])
                answer = await self._reader.execute(SHOWN, [picture.channel, picture.language])
                found = await answer.fetchone()
        return (found[0], found[1]) if found else ("", 0)

    async def close(self) -> None:
        """Give the reading connection back."""
        if self._reader is not None:
            await self._reader.close()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        connection = await AsyncConnection.connect(self._login, autocommit=True)
        try:
            yield connection
        finally:
            await connection.close()
