"""One visit: an actor opens an address. What came back is remembered, so that every test may look at it."""

import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from urllib.parse import unquote

from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html  # type: ignore[import-untyped]

from tests.surfaces.digest import digest_of_all
from tests.surfaces.looking import looked_at
from tests.surfaces.surface import Surface
from tests.surfaces.world import ACTORS, SOUTHERNERS, World
from zhijia.engines.cases.sweep import sweep
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

ANONYMOUS = "anonymous"
NOT_QUESTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@dataclass(frozen=True)
class Answer:
    """What came back, with everything a reader could read in it: page, redirect, file name, and the parts of a sheet."""

    url: str
    status: int
    location: str
    headers: Mapping[str, str]
    text: str
    queries: tuple[str, ...]
    looked_at: frozenset[str] = frozenset()
    """Which names of its query."""

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def is_login(self) -> bool:
        return self.status == 302 and self.location.startswith("/accounts/login/")

    @property
    def outcome(self) -> str:
        """`login`, `hidden` (not found), `refused` (seen, not allowed), `open`, or the status that should not be."""
        if self.is_login:
            return "login"
        return {404: "hidden", 403: "refused", 409: "refused"}.get(self.status) or (
            "open" if self.status in (200, 302, 303) else str(self.status)
        )


class Asked:
    """Collects what the database is asked."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    def __call__(self, execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not sql.startswith(NOT_QUESTIONS):
            self.queries.append(sql)
        return execute(sql, *rest)


class Log(logging.Handler):
    """What production would write to its log while people look around."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []
        logging.getLogger("django").addHandler(self)
        logging.getLogger("zhijia").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Visits:
    """Clients of everybody, logged in once, and the answers to what they opened."""

    def __init__(self, world: World) -> None:
        """The world was built on a day that moves ever further away: it is brought to today first, since a case whose term has
        run out meanwhile is settled by whoever opens it first (`engines/cases/settling.py`).
        """
        self.world = world
        with scoped(BUILDER):
            sweep(now=timezone.now())
        self.log = Log()
        self.digest = digest_of_all()
        people = {*ACTORS, *SOUTHERNERS}
        self._clients = {actor: world.figures[actor].client() for actor in people} | {ANONYMOUS: Client()}
        for client in self._clients.values():
            client.get(reverse("entrance:account"))  # the first page of a session also settles its second factor
        self._answers: dict[tuple[str, str], Answer] = {}

    def client(self, actor: str) -> Client:
        """The actor's own, logged in before anything was rolled back."""
        return self._clients[actor]

    def get(self, actor: str, url: str) -> Answer:
        """The answer to an address, asked once."""
        if (actor, url) not in self._answers:
            client, asked = self.client(actor), Asked()
            with connection.execute_wrapper(asked), looked_at() as names:
                response = client.get(url)
                text = text_of(response)
            answer = answer_of(url, response, text=text, queries=tuple(asked.queries))
            self._answers[actor, url] = replace(answer, looked_at=frozenset(names))
        return self._answers[actor, url]

    def post(self, actor: str, url: str, data: Mapping[str, object]) -> Answer:
        """The answer to a form, and nothing of what it did."""
        with self.undone():
            return answer_of(url, self.client(actor).post(url, data))

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever the block writes is rolled back."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def digest_now(self) -> list[tuple[str, int, str]]:
        """Every row with a place as it is now, to be compared with `digest`."""
        return digest_of_all()

    def addresses(self, surface: Surface) -> list[str]:
        """Every address of a surface that is opened by GET: both counties' records, then every probe."""
        sides = (self.world.north, self.world.south)
        plain = dict.fromkeys(surface.address(side) for side in sides)
        probed = [f"{surface.address(side)}?{probe(side)}" for probe in surface.probes for side in sides]
        return [*plain, *probed]


def answer_of(url: str, response: HttpResponseBase, *, text: str = "", queries: tuple[str, ...] = ()) -> Answer:
    """What a reader gets of a response."""
    return Answer(
        url=url,
        status=response.status_code,
        location=response.headers.get("Location", ""),
        headers=dict(response.headers),
        text=text or text_of(response),
        queries=queries,
    )


def links_below(answer: Answer) -> set[str]:
    """The addresses below a case's own: its moves and what else hangs on it."""
    hrefs = {str(link.get("href") or "").partition("?")[0] for link in html.fromstring(answer.text).iter("a")}
    return {href for href in hrefs if href.startswith(answer.url) and href != answer.url}


def text_of(response: HttpResponseBase) -> str:
    """All words of a response: body (a sheet's or document's parts unzipped), address to go on to, file name.

    The test client has closed the response, or does so at the end of its stream. Closed once more it would take the
    connection of whatever transaction the test is in.
    """
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    words = [unquote(response.headers.get(name, "")) for name in ("Location", "Content-Disposition")]
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as parts:
            words += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    else:
        words.append(body.decode("utf-8", "replace"))
    return "\n".join(words)


def without_echo(text: str, typed: str) -> str:
    """A page that repeats what was typed leaks nothing by that."""
    return re.sub(re.escape(typed), "", text) if typed else text
