"""A change reaches everybody who watches, and nobody else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any, TypeVar
from unittest import mock

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from zhijia.engines.live.channels import VALID_FOR, NoSuchChannelError, Picture
from zhijia.engines.live.door import Door, Message, event
from zhijia.engines.live.hub import Hub
from zhijia.engines.live.listening import Source
from zhijia.engines.live.publishing import publish
from zhijia.engines.live.reading import shown
from zhijia.site.management.commands.live import application_login

T = TypeVar("T")
FLOOR = Picture("congress.session.1.floor", "zh-hans")
OTHER = Picture("congress.session.2.floor", "zh-hans")


def show(text: str, *, channel: str = FLOOR.channel) -> None:
    with transaction.atomic():
        publish(channel, lambda: text, now=timezone.now())


class Watcher:
    """One phone at the door, without a network between."""

    def __init__(self, door: Door, path: str, query: str = "") -> None:
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        self._leave = asyncio.Event()
        scope = {
            "type": "http",
            "method": "GET",
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [],
        }
        self.task = asyncio.ensure_future(door(scope, self._receive, self.sent.put))

    async def _receive(self) -> Message:
        await self._leave.wait()
        return {"type": "http.disconnect"}

    async def status(self) -> int:
        return int((await asyncio.wait_for(self.sent.get(), 5))["status"])

    async def heard(self) -> str:
        return str((await asyncio.wait_for(self.sent.get(), 5))["body"].decode())

    async def leave(self) -> None:
        self._leave.set()
        await asyncio.wait_for(self.task, 5)


@asynccontextmanager
async def open_door() -> AsyncIterator[tuple[Door, Hub]]:
    hub = Hub()
    source = Source(application_login(), hub)
    hearing = asyncio.ensure_future(source.listen())
    try:
        yield Door(hub, source), hub
    finally:
        hearing.cancel()
        await source.close()


def test_an_address_is_for_one_picture_and_a_day() -> None:
    address = FLOOR.address

    assert Picture.at(address) == FLOOR
    for forged in (address.replace("session.1", "session.2"), address[:-1], "zh-hans|x", ""):
        with pytest.raises(NoSuchChannelError):
            Picture.at(forged)
    later = timezone.now() + VALID_FOR + timedelta(seconds=5)
    with mock.patch("django.core.signing.time.time", return_value=later.timestamp()), pytest.raises(NoSuchChannelError):
        Picture.at(address)


def test_an_event_has_its_number_and_every_line_of_the_picture() -> None:
    assert event("<p>\n1</p>", 7) == "id: 7\ndata: <p>\ndata: 1</p>\n\n"
    assert event("", 8) == "id: 8\ndata:\n\n"


@pytest.mark.django_db
def test_a_picture_is_drawn_in_every_language_and_grows_only_when_it_changes() -> None:
    publish(FLOOR.channel, translation.get_language, now=timezone.now())
    publish(FLOOR.channel, translation.get_language, now=timezone.now())

    assert shown(FLOOR) == ("zh-hans", 1)
    assert shown(Picture(FLOOR.channel, "en")) == ("en", 1)
    assert shown(OTHER) == ("", 0)


@pytest.mark.database
@pytest.mark.django_db
def test_a_fragment_is_seen_only_by_who_names_its_channel() -> None:
    publish(FLOOR.channel, lambda: "应到 120", now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE zhijia_app")
        cursor.execute("SELECT set_config('app.live', %s, true)", [OTHER.channel])
        cursor.execute("SELECT count(*) FROM live_fragment")
        of_another = cursor.fetchone()
        cursor.execute("SELECT set_config('app.live', %s, true)", [FLOOR.channel])
        cursor.execute("SELECT count(*) FROM live_fragment")
        own = cursor.fetchone()
        cursor.execute("RESET ROLE")

    assert (of_another, own) == ((0,), (2,))


@pytest.mark.django_db
def test_who_gets_no_stream_asks_and_hears_only_of_changes(client: Client) -> None:
    publish(FLOOR.channel, lambda: "<p>实到 90</p>", now=timezone.now())
    address = reverse("live:fragment", args=[FLOOR.address])

    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    forged = client.get(address.replace("session.1", "session.2"))
    early = client.get(reverse("live:fragment", args=[OTHER.address]))

    assert (first.status_code, first.content.decode(), first["ETag"]) == (200, "<p>实到 90</p>", '"1"')
    assert (again.status_code, again.content) == (304, b"")
    assert (forged.status_code, early.status_code) == (404, 204)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_change_reaches_all_who_watch_that_channel() -> None:
    async def meeting() -> tuple[list[str], bool, int]:
        async with open_door() as (door, hub):
            watchers = [Watcher(door, f"/live/{FLOOR.address}", "seen=1") for _ in range(20)]
            stranger = Watcher(door, f"/live/{OTHER.address}")
            for watcher in (*watchers, stranger):
                assert await watcher.status() == 200
                assert (await watcher.heard()).startswith("retry: ")
            await asyncio.to_thread(partial(_alone, show), "实到 91")
            heard = [await watcher.heard() for watcher in watchers]
            is_quiet = stranger.sent.empty()
            for watcher in (*watchers, stranger):
                await watcher.leave()
            return heard, is_quiet, len(hub.of())

    show("实到 90")
    heard, is_quiet, left = in_a_loop(meeting())

    assert heard == ["id: 2\ndata: 实到 91\n\n"] * 20
    assert is_quiet
    assert left == 0


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_who_comes_late_gets_the_newest_at_once_and_a_break_of_the_database_loses_nothing() -> None:
    async def meeting() -> list[str]:
        async with open_door() as (door, _hub):
            watcher = Watcher(door, f"/live/{FLOOR.address}", "seen=1")
            await watcher.status()
            await watcher.heard()
            heard = [await watcher.heard()]
            await asyncio.to_thread(partial(_alone, show), "实到 92")
            heard.append(await watcher.heard())  # only who listens hears of it, so there is something to break
            await asyncio.to_thread(partial(_alone, _break_and_show), "实到 93")
            heard.append(await watcher.heard())
            await watcher.leave()
            return heard

    show("实到 90")
    show("实到 91")

    assert in_a_loop(meeting()) == [f"id: {n}\ndata: 实到 {89 + n}\n\n" for n in (2, 3, 4)]


@pytest.mark.django_db(transaction=True)
def test_the_door_refuses_a_forged_address() -> None:
    async def knock() -> int:
        async with open_door() as (door, _hub):
            return await Watcher(door, "/live/zh-hans|congress.session.1.floor~x~y").status()

    assert in_a_loop(knock()) == 404


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_at_once_the_second_draws_both() -> None:
    both = Barrier(2)

    def count_in() -> None:
        both.wait(10)
        with transaction.atomic():
            publish(FLOOR.channel, _one_more, now=timezone.now())

    show("0")
    threads = [Thread(target=_alone, args=(count_in,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert shown(FLOOR)[0] == "2"


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser that drives other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, work).result(60)


def _one_more() -> str:
    html, _version = shown(FLOOR)
    return str(int(html) + 1) if translation.get_language() == FLOOR.language else html


def _break_and_show(text: str) -> None:
    """Cut every connection of the listening process, then change something while nobody hears it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN %' AND datname = current_database()"
        )
        assert cursor.rowcount == 1
    show(text)


def _alone(act: Callable[..., None], *arguments: str) -> None:
    """In a thread of its own, whose connection ends with it."""
    try:
        act(*arguments)
    finally:
        connections.close_all()
