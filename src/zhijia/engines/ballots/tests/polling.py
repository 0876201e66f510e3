"""A poll for tests: a case of the small city, electors with phones, three scrutineers, two stampers that sit in this process."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import connections
from psycopg.conninfo import make_conninfo

from zhijia.engines.ballots import opening, polls
from zhijia.engines.ballots.box.door import Box
from zhijia.engines.ballots.box.receipts import HALF
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.issuing import Stamped, Wish, take_tickets
from zhijia.engines.ballots.models import Mode, Poll
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.stamping import keys as stamping_keys
from zhijia.engines.ballots.stamping.keys import StampKeys
from zhijia.engines.ballots.stamping.window import Window
from zhijia.engines.ballots.tests.modes import RULES
from zhijia.engines.ballots.voter import Phone
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.lib import kept_keys
from zhijia.lib.blind_signatures import make_key as make_stamp_key
from zhijia.lib.kept_keys import lock_by_code
from zhijia.lib.sealed_box import make_key, point_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_worker
from zhijia.site.postgres.roles import BOX

PASSPHRASE = "青禾 职代会 掌印"
MOTION = QuestionPlan(kind="motion", title="集体合同草案", options=["集体合同草案"], rules=RULES)
ELECTION = QuestionPlan(
    kind="election", title="选举职工董事", options=["甲志强", "乙建国", "丙秀英"], most=2, write_ins=1
)
QUICK = 2**4
"""How much passphrases and codes are stretched here: what is slow on purpose would be a third of every poll."""
_pool: list[RSAPrivateKey] = []


def stamp_keys() -> Callable[[], RSAPrivateKey]:
    """Keys made once a session: a poll of a test takes them in order. No two holders or questions of a poll share one."""
    given = iter(range(1000))

    def take() -> RSAPrivateKey:
        number = next(given)
        while len(_pool) <= number:
            _pool.append(make_stamp_key())
        return _pool[number]

    return take


@contextmanager
def stampers(folder: Path, *holders: str) -> Iterator[None]:
    """The windows of these holders are open inside the block."""
    folder.mkdir(parents=True, exist_ok=True)
    windows = [Window(folder / f"{holder}.sock", StampKeys(folder / holder, PASSPHRASE)) for holder in holders]
    threads = [threading.Thread(target=window.serve_forever, args=(0.05,), daemon=True) for window in windows]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for window, thread in zip(windows, threads, strict=True):
            window.shutdown()
            window.server_close()
            thread.join()


@dataclass
class Polling:
    """A poll, who votes in it, and the door of its box."""

    poll: Poll
    electors: list[Figure]
    scrutineers: list[Figure]
    secrets: dict[int, bytes]
    box: Box
    phones: dict[int, Phone]
    now: datetime = NOW

    @property
    def manifest(self) -> str:
        return self.poll.manifest

    def make_keys(self, *places: int) -> None:
        """What the browsers of these scrutineers do."""
        for place in places:
            key, figure = make_key(), self.scrutineers[place - 1]
            self.secrets[place] = key.private_numbers().private_value.to_bytes(32, "big")
            with patch.object(kept_keys, "ROUNDS", QUICK):
                locked = lock_by_code(self.secrets[place], "7KQM" * 5, bound=b"")
            with scoped(figure.actor):
                seat = self.poll.scrutineers.select_related("poll").get(place=place)
                opening.keep_key(seat, point=point_of(key), locked=locked, actor=figure.actor, now=self.now)

    def begin(self) -> None:
        """Freeze, open, and everybody is there."""
        with scoped(BUILDER):
            self.poll = polls.start(polls.freeze(self.poll, now=self.now), now=self.now)
            for elector in self.poll.electors.order_by("number"):
                polls.check_in(elector, now=self.now)

    def phone(self, elector: Figure) -> Phone:
        return self.phones.setdefault(elector.person.pk, Phone(self.manifest))

    def ask(self, elector: Figure, phone: Phone, *questions: int) -> list[Stamped]:
        """Send a phone's blinded tickets, logged in as the elector."""
        wishes = [Wish(number, phone.blinded(number)) for number in questions]
        with scoped(elector.actor):
            poll = Poll.objects.get(pk=self.poll.pk)
            return take_tickets(elector.actor, poll, wishes, now=self.now)

    def take(self, elector: Figure, *questions: int) -> Phone:
        """Take the tickets and keep them in the phone."""
        phone = self.phone(elector)
        for stamped in self.ask(elector, phone, *questions):
            phone.receive(stamped.question, stamped.stamps)
        return phone

    def vote(self, elector: Figure, question: int, marks: Mapping[str, str], *names: str) -> tuple[int, dict[str, str]]:
        """Take a ticket and cast a ballot."""
        phone = self.take(elector, question)
        return self.put_in(phone.paper(question, write_ballot(Ballot(marks, names))))

    def put_in(self, body: bytes) -> tuple[int, dict[str, str]]:
        """What the door says: status and answer."""
        return ask_door(self.box, body)

    def close(self) -> None:
        with scoped(BUILDER):
            self.poll = polls.close(self.poll, now=self.now)

    def extend(self, *, hours: int, reason: str) -> None:
        with scoped(BUILDER):
            polls.extend(self.poll, self.now + timedelta(hours=hours), reason=reason, actor=BUILDER, now=self.now)

    def reveal(self, *places: int) -> None:
        for place in places:
            figure = self.scrutineers[place - 1]
            with scoped(figure.actor):
                scrutineer = self.poll.scrutineers.select_related("poll").get(place=place)
                opening.reveal_key(scrutineer, self.secrets[place], actor=figure.actor, now=self.now)

    def count(self) -> None:
        with scoped(BUILDER):
            opening.count(self.poll, actor=BUILDER, now=self.now)
            self.poll.refresh_from_db()


def ask_door(box: Box, body: bytes, *, path: str = "/cast", method: str = "POST") -> tuple[int, dict[str, str]]:
    """A request to the box without any server, and without anything that would say who asks."""
    said: list[str] = []
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    content = b"".join(box(environ, lambda status, _headers: said.append(status)))
    return int(said[0][:3]), json.loads(content) if content else {}


@contextmanager
def polling_place(home: Path) -> Iterator[None]:
    """Folders for box and stampers, whose windows are open inside the block."""
    with (
        patch.object(kept_keys, "SCRYPT_COST", QUICK),
        patch.object(polls, "stamper_folder", lambda: home / "stampers"),
        patch("zhijia.engines.ballots.issuing.stamper_folder", lambda: home / "stampers"),
        patch.object(polls, "box_folder", lambda: home / "box"),
        patch.object(stamping_keys, "make_key", stamp_keys()),
        stampers(home / "stampers", "a", "b"),
    ):
        yield


@contextmanager
def polling(
    city: SmallCity,
    home: Path,
    *questions: QuestionPlan,
    electors: int = 4,
    hours: int = 10**5,
    is_begun: bool = True,
) -> Iterator[Polling]:
    """A verifiable poll. It closes long after the clock of the machine that tests run on.

    `is_begun`: keys are made, it is frozen and open, and its electors have checked in.
    """
    with polling_place(home), registered(supply_of(city)) as flow:
        case = open_supply(city, flow)
        closes_at = NOW + timedelta(hours=hours)
        drafted = _draft(city, case, home, questions or (MOTION,), electors=electors, closes_at=closes_at)
        if is_begun:
            drafted.make_keys(1, 2, 3)
            drafted.begin()
        try:
            yield drafted
        finally:
            drafted.box.close()


def _draft(
    city: SmallCity,
    case: Case,
    home: Path,
    questions: tuple[QuestionPlan, ...],
    *,
    electors: int,
    closes_at: datetime,
) -> Polling:
    with scoped(BUILDER):
        voters = [make_worker(f"代表{n}", union=city.mill_union, enterprise=city.mill) for n in range(electors)]
        watchers = [make_worker(f"监票{n}", union=city.mill_union, enterprise=city.mill) for n in range(3)]
        plan = PollPlan(
            subject="contract",
            title="第三届第二次职工代表大会表决",
            mode=Mode.VERIFIABLE,
            questions=questions,
            roll=[RollEntry(one.person.pk, one.person.name) for one in voters],
            closes_at=closes_at,
            scrutineers=[RollEntry(one.person.pk, one.person.name) for one in watchers],
        )
        poll = polls.open_poll(Turn(case, None, city.town_cadre.actor, NOW, TODAY), plan)
    return Polling(poll, voters, watchers, {}, Box(box_conninfo(), home / "box"), {})


def box_conninfo() -> str:
    """The database of the test as the role of the box."""
    given: dict[str, Any] = connections.settings["default"]
    place = {"host": given["HOST"], "port": given["PORT"], "dbname": given["NAME"]}
    return make_conninfo(user=BOX, password=BOX, **place)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What the acts came to, or what they raised, all started together in threads of their own."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(n: int) -> None:
        start.wait()
        try:
            outcomes[n] = acts[n]()
        except Refused as refused:
            outcomes[n] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def owner_sees(query: str) -> list[tuple[Any, ...]]:
    """A query as the owner of the schema, whom nothing is hidden from."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall()) if cursor.description else []


def is_receipt(point: bytes, text: bytes, receipt: bytes) -> bool:
    """Whether the box with this key signed this text."""
    numbers = [int.from_bytes(half, "big") for half in (receipt[:HALF], receipt[HALF:])]
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point).verify(
            encode_dss_signature(*numbers), text, ECDSA(SHA256())
        )
    except InvalidSignature:
        return False
    return len(receipt) == 2 * HALF
