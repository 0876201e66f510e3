"""Who acts, and what the database may show them.

`Actor` is one person acting through one post (or through none: a worker, or nobody at all). `scoped(actor)` opens a
transaction in which PostgreSQL shows the rows of that actor's scope and no others (`zhijia.lib.rowsecurity`).
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db import connections, transaction
from django.db.models import Q

from zhijia.lib.rowsecurity import NOWHERE, SLOTS
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import User
from zhijia.trail.record import Doer

EMPTY_SLOT = (NOWHERE, NOWHERE)
SETTINGS = [f"app.{end}{n}" for n in range(1, SLOTS + 1) for end in ("lo", "hi")] + [
    "app.pid",
    "app.uid",
    "app.anc",
    "app.parties",
]


@dataclass(frozen=True)
class ActingPost:
    """A post that a person may act through today, with the union it belongs to."""

    id: int
    title: str
    role: str
    line: str
    is_deputy: bool
    until: date | None
    union_id: int
    union_name: str
    union_kind: str
    place: str
    path: str
    ancestors: str
    also: str = ""
    """Where rows of its union still, or already, lie while a union above is being moved in the tree."""

    @property
    def label(self) -> str:
        return f"{self.union_name} · {self.title}"


@dataclass(frozen=True)
class ActingMandate:
    """An outside party that a person may act for today: an employer, or a labour bureau. `party` is its name in cases."""

    id: int
    kind: str
    party: str
    name: str
    title: str
    until: date | None
    path: str

    @property
    def label(self) -> str:
        return f"{self.name} · {self.title}"


@dataclass(frozen=True)
class Actor:
    """One person acting through one post. `posts` are all posts to choose from.

    Who holds no post may hold mandates of outside parties: `mandate` is the one acted for, `mandates` are all of them.
    `is_system`: the scheduler, which acts for nobody where a term has run out, and sees every row.
    """

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    post: ActingPost | None = None
    posts: tuple[ActingPost, ...] = ()
    mandate: ActingMandate | None = None
    mandates: tuple[ActingMandate, ...] = ()
    is_system: bool = False

    @property
    def path(self) -> str:
        """The root of what this actor sees, or a path that nothing lies under."""
        if self.is_system:
            return ""
        return self.post.path if self.post else "~"

    @property
    def upper_bound(self) -> str:
        return f"{self.path}~"

    @property
    def places(self) -> tuple[str, ...]:
        """Every root of what this actor sees: one, two while her union is being moved, none without a post."""
        if self.post is None:
            return ("",) if self.is_system else ()
        return (self.post.path, self.post.also) if self.post.also else (self.post.path,)

    def reach(self, column: str = "path") -> Q:
        """Condition: `column` lies in what this actor sees."""
        condition = Q(pk__in=())
        for place in self.places:
            condition |= Q(**{f"{column}__gte": place, f"{column}__lt": f"{place}~"})
        return condition

    def sight(self, column: str = "seen_from") -> Q:
        """Condition: `column` says that this actor sees the row, although it lies elsewhere."""
        return Q(**{f"{column}__overlap": list(self.places)}) if self.places else Q(pk__in=())

    @property
    def signature(self) -> str:
        """Who acted through what, as papers and lists name it."""
        through = self.post or self.mandate
        return f"{self.name} · {through.label}" if through else self.name

    @property
    def doer(self) -> Doer:
        """How the log names this actor."""
        through = self.post or self.mandate
        post_label = through.label if through else ""
        account = None if self.is_system else self.user_id
        return Doer(account, self.name, self.post.id if self.post else None, post_label)

    def has_role(self, *roles: str) -> bool:
        return self.post is not None and self.post.role in roles

    @property
    def parties(self) -> tuple[str, ...]:
        """The outside parties whose shared cases this actor sees; a post sees by its place instead."""
        return () if self.post else tuple(mandate.party for mandate in self.mandates)

    def acting_for(self, party: str) -> "Actor":
        """The same person acting for one of the parties whose mandate she holds."""
        return replace(self, mandate=next(mandate for mandate in self.mandates if mandate.party == party))

    def for_herself(self) -> "Actor":
        """The same person without the mandates she holds: a worker among others."""
        return replace(self, mandate=None, mandates=())

    def covers(self, path: str) -> bool:
        """Whether `path` lies in the subtree of the acting post's union."""
        return self.post is not None and path.startswith(self.places)


NOBODY = Actor()
SYSTEM_ACCOUNT = 0
SYSTEM = Actor(user_id=SYSTEM_ACCOUNT, name=gettext_noop("系统"), is_system=True)


def load_actor(user: User, *, today: date) -> Actor:
    """The actor for an account on a day. The chosen post is kept if still held; else the highest one is taken."""
    name, mandates, posts = _ways_in(user.pk, today=today)
    chosen = next((post for post in posts if post.id == user.acting_post_id), posts[0] if posts else None)
    mandate = mandates[0] if mandates and not posts else None
    return Actor(user.pk, user.person_id, name or user.username, chosen, posts, mandate, mandates)


def _ways_in(user_id: int, *, today: date) -> tuple[str | None, tuple[ActingMandate, ...], tuple[ActingPost, ...]]:
    """What the account's person is called, her mandates, and every post held or deputised for, highest union first."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT person.name, person.mandates, post.* FROM (SELECT organisation_name_of(%s) AS name,"
            " organisation_mandates_of(%s, %s) AS mandates) person"
            " LEFT JOIN organisation_posts_of(%s, %s) WITH ORDINALITY post ON true ORDER BY post.ordinality",
            [user_id, user_id, today, user_id, today],
        )
        rows = cursor.fetchall()
    posts = tuple(ActingPost(*row[2:-1]) for row in rows if row[2] is not None)
    return rows[0][0], tuple(_mandate(*found) for found in json.loads(rows[0][1])), posts


def _mandate(pk: int, kind: str, party: str, name: str, title: str, until: str | None, path: str) -> ActingMandate:
    return ActingMandate(pk, kind, party, name, title, date.fromisoformat(until) if until else None, path)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an account acts on a day: the places of the posts held or deputised for, and of the parties acted for."""

    posts: frozenset[str]
    parties: frozenset[str]

    @property
    def places(self) -> frozenset[str]:
        return self.posts | self.parties


def places_reached_by(user_ids: Sequence[int], *, today: date) -> dict[int, Reach]:
    """For each account the places it acts at on a day, seen or not."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT account.id, true, post.path FROM unnest(%s::bigint[]) AS account (id)"
            " CROSS JOIN LATERAL organisation_posts_of(account.id, %s) AS post"
            " UNION SELECT account.id, false, mandate ->> 6 FROM unnest(%s::bigint[]) AS account (id)"
            " CROSS JOIN LATERAL jsonb_array_elements(organisation_mandates_of(account.id, %s)::jsonb) AS mandate",
            [list(user_ids), today, list(user_ids), today],
        )
        rows = cursor.fetchall()
    return {
        pk: Reach(
            *(frozenset(path for of, kind, path in rows if (of, kind) == (pk, is_post)) for is_post in (True, False))
        )
        for pk in user_ids
    }


@contextmanager
def scoped(actor: Actor, *, using: str = "default") -> Iterator[None]:
    """A transaction in which the database shows this actor's rows. Nested use returns to the outer scope at the end."""
    is_nested = connections[using].in_atomic_block
    with transaction.atomic(using=using):
        before, inside = (_read_settings(using) if is_nested else None), _settings_of(actor)
        if before == inside:  # the same eyes: nothing to tell, nothing to return to
            yield
            return
        _write_settings(inside, using)
        yield
        if before is not None:
            _write_settings(before, using)


def announce(actor: Actor, *, using: str = "default") -> None:
    """Tell the database, until the end of the present transaction, whom it is answering."""
    _write_settings(_settings_of(actor), using)


def _settings_of(actor: Actor) -> list[str]:
    """Every slot has its value, also an empty one."""
    slots = [(place, f"{place}~") for place in actor.places]
    slots += [EMPTY_SLOT] * (SLOTS - len(slots))
    values = [bound for slot in slots for bound in slot]
    account = "" if actor.user_id is None else str(actor.user_id)
    ancestors = actor.post.ancestors if actor.post else ""
    return [*values, str(actor.person_id or ""), account, ancestors, ",".join(actor.parties)]


def _read_settings(using: str) -> list[str | None]:
    """What was announced; None for a setting that was never made, which is not an empty one."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['current_setting(%s, true)'] * len(SETTINGS))}", SETTINGS)
        return list(cursor.fetchone())


def _write_settings(values: Sequence[str | None], using: str) -> None:
    pairs = [part for name, value in zip(SETTINGS, values, strict=True) for part in (name, value or "")]
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(SETTINGS))}", pairs)
