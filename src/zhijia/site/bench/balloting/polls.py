"""People, their sessions and their polls, made at once: what is measured is voting."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.utils import timezone

from zhijia.engines.ballots import opening, polls
from zhijia.engines.ballots.models import Mode, Poll, Presence, Scrutineer
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.thresholds import MAJORITY, OFFICE, QUORUM, threshold_of
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.law.resolver import parameter
from zhijia.lib.kept_keys import lock_by_code
from zhijia.lib.sealed_box import make_key, point_of
from zhijia.organisation.models import Person, Union, User
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.site.bench.balloting.clients import Shot

CSRF = "b" * 32
SCRUTINEERS = 3


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody on the roll, with the cookies of her phone."""

    person: Person
    cookies: str

    def shot(self, path: str, body: bytes = b"", *, kind: str = "application/x-www-form-urlencoded") -> Shot:
        headers = {"Cookie": self.cookies, "X-CSRFToken": CSRF, "Content-Type": kind}
        return Shot(path, body, headers, "POST" if body else "GET")


@dataclass(frozen=True, slots=True)
class Held:
    """A poll that is open, and the secret halves of its scrutineers' keys."""

    poll: Poll
    secrets: Sequence[bytes]


def make_voters(union: Union, count: int, *, now: datetime) -> list[Voter]:
    """People with accounts who are logged in."""
    people = Person.objects.bulk_create(
        Person(name=f"选民{n}", home=union, path=union.path, sort_key=f"{n:05}") for n in range(count)
    )
    users = User.objects.bulk_create(
        User(username=f"voter.{one.pk}", person=one, password="!", created_at=now)  # noqa: S106 - no password at all
        for one in people
    )
    voters = []
    for user, person in zip(users, people, strict=True):
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        voters.append(Voter(person, cookies))
    return voters


def hold(case: Case, voters: Sequence[Voter], mode: Mode, *, items: int, actor: Actor) -> Held:
    """An open poll of so many motions in which everybody is there."""
    now, law = timezone.now(), lambda key: parameter(key, place="CN", on=timezone.localdate())
    rules = threshold_of(law("congress.quorum"), what=QUORUM, basis=OFFICE)  # type: ignore[no-untyped-call]
    rules += threshold_of(law("congress.majority"), what=MAJORITY, basis=OFFICE)  # type: ignore[no-untyped-call]
    titles = [f"第{n}项草案" for n in range(1, items + 1)]
    plan = PollPlan(
        subject="bench",
        title=f"测速 {mode.label}",
        mode=mode,
        questions=[QuestionPlan(kind="motion", title=title, options=[title], rules=rules) for title in titles],
        roll=[RollEntry(one.person.pk, one.person.name) for one in voters],
        closes_at=now + timedelta(hours=6),
        scrutineers=[RollEntry(one.person.pk, one.person.name) for one in voters[:SCRUTINEERS]],
    )
    with scoped(actor):
        poll = polls.open_poll(Turn(case, None, actor, now, timezone.localdate()), plan)
    secrets = _make_keys(poll) if mode is Mode.VERIFIABLE else []
    with scoped(actor):
        poll = polls.start(polls.freeze(poll, now=now), now=now)
        Presence.objects.bulk_create(Presence(elector=one, came_at=now) for one in poll.electors.order_by("number"))
    connections.close_all()
    return Held(poll, secrets)


def reveal(held: Held) -> None:
    """Two of three bring their codes."""
    for place, secret in enumerate(held.secrets[:2], 1):
        with _seated(held.poll, place) as (seat, actor):
            opening.reveal_key(seat, secret, actor=actor, now=timezone.now())


def _make_keys(poll: Poll) -> list[bytes]:
    secrets = []
    for place in range(1, SCRUTINEERS + 1):
        key = make_key()
        secrets.append(key.private_numbers().private_value.to_bytes(32, "big"))
        with _seated(poll, place) as (seat, actor):
            locked = lock_by_code(secrets[-1], "7KQM" * 5, bound=b"")
            opening.keep_key(seat, point=point_of(key), locked=locked, actor=actor, now=timezone.now())
    return secrets


@contextmanager
def _seated(poll: Poll, place: int) -> Iterator[tuple[Scrutineer, Actor]]:
    """A seat, as the scrutineer herself."""
    with scoped(SYSTEM):
        person = Scrutineer.objects.get(poll=poll, place=place).person_id
    actor = Actor(user_id=0, person_id=person, name=f"监票{place}")
    with scoped(actor):
        yield Scrutineer.objects.select_related("poll").get(poll=poll, place=place), actor
