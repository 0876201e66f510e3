"""The door of the pushing process: one address, `/live/<address>`, which answers with a stream of server-sent events."""

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs, unquote

from psycopg import OperationalError

from zhijia.engines.live.channels import NoSuchChannelError, Picture
from zhijia.engines.live.hub import Hub, Watched
from zhijia.engines.live.listening import Source

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PLACE = "/live/"
BEAT_SECONDS = 20.0
"""A sign of life, so that no proxy between takes the silence of a long speech for the end."""
COME_BACK_MS = (2_000, 6_000)
"""Two thousand phones whose connection broke at once come back one after another."""
STREAM = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"access-control-allow-origin", b"*"),  # no cookie opens this door, only the signed address
)
NOT_FOUND, NOT_ALLOWED, UNAVAILABLE = 404, 405, 503


class Door:
    """An ASGI application."""

    def __init__(self, hub: Hub, source: Source) -> None:
        self._hub = hub
        self._source = source

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; a stream ends when the watcher goes."""
        if scope["type"] != "http":
            raise ValueError(f"this door answers no {scope['type']}")
        if scope["method"] != "GET":
            return await _refuse(send, NOT_ALLOWED)
        try:
            picture = Picture.at(unquote(scope["raw_path"].decode("ascii")).removeprefix(PLACE))
        except (NoSuchChannelError, UnicodeDecodeError):
            return await _refuse(send, NOT_FOUND)
        with self._hub.watch(picture) as watched:
            try:
                await self._source.fill(picture, watched)
            except OperationalError:
                return await _refuse(send, UNAVAILABLE)
            await _stream(watched, _version_seen(scope), receive, send)
        return None


async def _stream(watched: Watched, seen: int, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    await _write(send, f"retry: {random.randint(*COME_BACK_MS)}\n\n")  # noqa: S311 - spreads load, guards nothing
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        while True:
            change = asyncio.ensure_future(watched.newer_than(seen))
            done, _pending = await asyncio.wait(
                {gone, change}, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if gone in done:
                change.cancel()
                return
            if change in done:
                seen = watched.version
                await _write(send, event(watched.html, seen))
            else:
                change.cancel()
                await _write(send, ":\n\n")
    finally:
        gone.cancel()


def event(html: str, version: int) -> str:
    """One server-sent event: the number of the version and the picture, line by line."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {version}\n{lines or 'data:' + chr(10)}\n"


def _version_seen(scope: Message) -> int:
    """What the watcher has: told by the browser when it comes back, and by the page when it comes first."""
    headers = dict(scope["headers"])
    told = headers.get(b"last-event-id", b"").decode("ascii", "ignore")
    given = told or parse_qs(scope["query_string"].decode("ascii", "ignore")).get("seen", [""])[0]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
