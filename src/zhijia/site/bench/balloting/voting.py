"""What is measured of votes: tickets, ballots at either box beside bare doors, closing, opening, counting; that none is lost."""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.utils import timezone

from zhijia.engines.ballots import counting, opening, polls
from zhijia.engines.ballots.bundle import VERIFIER, build_bundle
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.models import Mode, Poll
from zhijia.engines.ballots.protocol import HOLDERS
from zhijia.engines.ballots.voter import Phone
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.site.bench.balloting import bare
from zhijia.site.bench.balloting.clients import CLIENTS, Hit, Shot, Volley, fire
from zhijia.site.bench.balloting.coming import come, general_meeting
from zhijia.site.bench.balloting.polls import Held, Voter, hold, make_voters, reveal
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.serving.children import Child
from zhijia.site.serving.listening import address, answers, listen
from zhijia.site.serving.service import ballot_box, stamper, web_server

ELECTORS, ITEMS, PROCESSES = 2_000, 5, 2
TURNS = 4
RACING = 5
"""One ballot in so many races the close."""
ACCEPTED, MOVED, CLOSED = 200, 302, 410
LEAST_SECRET, LEAST_ORDINARY, LEAST_OF_BARE, MOST_P95 = 300.0, 150.0, 0.6, 500.0
MOST_TICKETS_S, MOST_COUNTING_S = 90.0, 10.0
MARKS = ("yes", "no", "abstain")
HEAD_START = 0.3


def vote() -> Iterator[Figure]:
    """Both kinds of secret votes of 2,000 electors."""
    actor = Actor(user_id=SYSTEM.user_id, name=SYSTEM.name, is_system=True)
    with scoped(actor):
        case = general_meeting().case
        voters = make_voters(case.union, ELECTORS, now=timezone.now())
    with connections["owner"].cursor() as cursor:
        cursor.execute(bare.MADE)
    yield from come(voters, _web, actor=actor)
    with _stampers():
        yield from _ordinary(case, voters, actor)
        yield from _verifiable(case, voters, actor)


def _ordinary(case: Case, voters: Sequence[Voter], actor: Actor) -> Iterator[Figure]:
    held = hold(case, voters, Mode.ORDINARY, items=1, actor=actor)
    place = f"/polls/{held.poll.pk}/"
    with _web() as port:
        yield from _held_to("ordinary: voting pages", fire([one.shot(place) for one in voters], port=port), ACCEPTED)
        bodies = [urlencode({"sure": "1", "q1_1": MARKS[n % 3]}).encode() for n in range(ELECTORS)]
        shots = [one.shot(f"{place}cast/", body) for one, body in zip(voters, bodies, strict=True)]
        first = ELECTORS - ELECTORS // RACING
        pace = _pace()
        volley = fire(shots[:first], port=port)
        yield from _held_to(
            "ordinary ballots", volley, MOVED, least=LEAST_ORDINARY, most=MOST_P95, slowness=_slowness(pace)
        )
        late = fire([*shots[first:], *shots[:50]], port=port, meanwhile=lambda: _close(held, actor))
    with _web("zhijia.site.bench.balloting.bare:web()") as port:
        rows = [one.shot(f"/bare/{one.person.pk}/", body) for one, body in zip(voters, bodies, strict=True)]
        beside = fire(rows[:first], port=port)
    yield _beside("ordinary ballots of a bare view's", volley.rate(MOVED), beside.rate(ACCEPTED))
    with scoped(actor):
        counted = counting.count(held.poll, actor=actor, now=timezone.now())[1].ballots
    accepted = len(volley.with_status(MOVED)) + len(late.with_status(MOVED))
    yield Figure(
        "ordinary ballots lost, doubled or late", abs(accepted - counted), "", 0.0, note=f"{counted:,} counted"
    )


def _verifiable(case: Case, voters: Sequence[Voter], actor: Actor) -> Iterator[Figure]:
    held = hold(case, voters, Mode.VERIFIABLE, items=ITEMS, actor=actor)
    phones = _made(_draw, [held.poll.manifest] * ELECTORS)
    asked = [_wishes(one) for one in phones]
    with _web() as port:
        shots = [
            one.shot(f"/polls/{held.poll.pk}/tickets/", body, kind="application/json")
            for one, body in zip(voters, asked, strict=True)
        ]
        pace = _pace()
        tickets = fire(shots, port=port)
    seconds = tickets.seconds / _slowness(pace)
    clock = f"{tickets.seconds:,.1f} s, p95 {tickets.p95:,.0f} ms"
    note = f"{len(tickets.with_status(ACCEPTED)):,} of {ELECTORS:,} requests answered"
    yield Figure(f"{ELECTORS * ITEMS:,} tickets, two stamps", seconds, "s", MOST_TICKETS_S, clock=clock, note=note)
    papers = [Shot("/cast", one) for some in _made(_seal, list(zip(phones, tickets.hits, strict=True))) for one in some]
    yield from _boxed(held, papers, actor)


def _boxed(held: Held, papers: list[Shot], actor: Actor) -> Iterator[Figure]:
    first = len(papers) - len(papers) // RACING
    with _box("zhijia.site.bench.balloting.bare:box") as bare_port, _box() as port:
        pace = _pace()
        beside, volley = _by_turns(papers[:first], (bare_port, port))
        yield from _held_to(
            "verifiable ballots", volley, ACCEPTED, least=LEAST_SECRET, most=MOST_P95, slowness=_slowness(pace)
        )
        yield _beside("verifiable ballots of a bare door's", volley.rate(ACCEPTED), beside.rate(ACCEPTED))
        again = fire(papers[:200], port=port)
        late = fire(papers[first:], port=port, meanwhile=lambda: sleep(HEAD_START))
        begun = perf_counter()
        _close(held, actor)
        closed = fire(papers[first:], port=port)
    accepted = len(volley.with_status(ACCEPTED)) + len(late.with_status(ACCEPTED))
    began_again = perf_counter()
    reveal(held)
    with scoped(actor):
        counted = opening.count(Poll.objects.get(pk=held.poll.pk), actor=actor, now=timezone.now())
        bundle = json.dumps(build_bundle(Poll.objects.get(pk=held.poll.pk)))
    opened = perf_counter() - began_again
    recounted = _recount(bundle)
    ballots = sum(one.ballots for one in counted.values())
    wrong = abs(accepted - ballots) + len(closed.with_status(ACCEPTED)) + (200 - len(again.with_status(ACCEPTED)))
    yield Figure("verifiable ballots lost, doubled or late", wrong, "", 0.0, note=f"{ballots:,} counted and recounted")
    pace = _pace()
    taken = (began_again - begun - closed.seconds) + opened + recounted
    clock = f"{taken:,.1f} s, of this the recount by verify.py {recounted:,.1f} s"
    yield Figure("close, open, count and recount", taken / _slowness(pace), "s", MOST_COUNTING_S, clock=clock)


def _held_to(
    name: str,
    volley: Volley,
    status: int,
    *,
    least: float | None = None,
    most: float | None = None,
    slowness: float = 1.0,
) -> Iterator[Figure]:
    rate, clock = volley.rate(status), f"{volley.rate(status):,.0f} / s, machine × {slowness:.1f}"
    note = f"{len(volley.with_status(status)):,} of {len(volley.hits):,} accepted, {CLIENTS} clients"
    yield Figure(f"{name} a second", rate * slowness, "/ s", least, is_floor=True, clock=clock, note=note)
    yield Figure(f"{name}, slowest twentieth", volley.p95 / slowness, "ms p95", most, clock=f"{volley.p95:,.0f} ms")


def _beside(name: str, rate: float, bare_rate: float) -> Figure:
    clock = f"{rate:,.0f} and {bare_rate:,.0f} / s"
    return Figure(name, rate / bare_rate, "×", LEAST_OF_BARE, is_floor=True, clock=clock)


def _by_turns(shots: Sequence[Shot], ports: Sequence[int]) -> list[Volley]:
    """The same shots at one door after the other, some at a time, so that what else the machine does slows all of them."""
    turns: list[list[Volley]] = [[] for _ in ports]
    for start in range(0, len(shots), len(shots) // TURNS):
        for port, some in zip(ports, turns, strict=True):
            some.append(fire(shots[start : start + len(shots) // TURNS], port=port))
    return [Volley.joined(some) for some in turns]


def _close(held: Held, actor: Actor) -> None:
    sleep(HEAD_START)
    with scoped(actor):
        polls.close(held.poll, now=timezone.now())
    connections.close_all()


def _recount(bundle: str) -> float:
    """Seconds of the program that recounts without us; it fails where anything does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.json"
        file.write_text(bundle, encoding="utf-8")
        begun = perf_counter()
        subprocess.run([sys.executable, VERIFIER, file], check=True, capture_output=True)
        return perf_counter() - begun


def _pace() -> Pace:
    pace = Pace()
    for _ in range(5):
        pace.take()
    return pace


def _slowness(pace: Pace) -> float:
    """The pace once more, now that it is done: what ran beside is what counts, not we."""
    for _ in range(5):
        pace.take()
    return pace.slowness


def _made(make: Callable[[Any], Any], given: Sequence[Any]) -> list[Any]:
    """What phones do, before anything is timed."""
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        return pool.map(make, given, chunksize=25)


def _draw(manifest: str) -> Phone:
    phone = Phone(manifest)
    for question in range(1, ITEMS + 1):
        phone.blinded(question)
    return phone


def _wishes(phone: Phone) -> bytes:
    blinded = {n: phone.blinded(n) for n in range(1, ITEMS + 1)}
    return json.dumps(
        [{"question": n, **{by: one.hex() for by, one in both.items()}} for n, both in blinded.items()]
    ).encode()


def _seal(given: tuple[Phone, Hit]) -> list[bytes]:
    phone, hit = given
    for one in json.loads(hit.body):
        phone.receive(one["question"], {holder: bytes.fromhex(one[holder]) for holder in HOLDERS})
    return [phone.paper(n, write_ballot(Ballot({"1": MARKS[n % 3]}))) for n in range(1, ITEMS + 1)]


@contextmanager
def _stampers() -> Iterator[None]:
    code = settings.HOME / "passphrase"
    code.write_text("a bench that nobody guards", encoding="utf-8")
    with ExitStack() as stack:
        for holder in HOLDERS:
            stack.enter_context(_running(stamper(holder, code)))
        while not all((settings.HOME / "stampers" / f"{holder}.sock").exists() for holder in HOLDERS):
            sleep(0.1)
        yield


@contextmanager
def _web(application: str = "") -> Iterator[int]:
    with listen("127.0.0.1", 8_260) as listener:
        child = web_server(listener, workers=os.cpu_count() or 2, certificate=None)
        with _running(_instead(child, "zhijia.site.wsgi:application", application)):
            yield _ready(address(listener)[1])


@contextmanager
def _box(application: str = "") -> Iterator[int]:
    with listen("127.0.0.1", 8_290) as listener:
        child = ballot_box(listener, certificate=None)
        with _running(_instead(child, "zhijia.site.box:application", application)):
            yield _ready(address(listener)[1])


def _instead(child: Child, usual: str, other: str) -> Child:
    child.command = [other if part == usual and other else part for part in child.command]
    return child


@contextmanager
def _running(child: Child) -> Iterator[None]:
    connections.close_all()
    child.start()
    try:
        yield
    finally:
        child.ask_to_end()
        child.await_end()


def _ready(port: int) -> int:
    while not answers("127.0.0.1", port):
        sleep(0.1)
    return port
