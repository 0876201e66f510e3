"""Who acts, and what the database may show them.

`Actor` is one person acting through one post (or through none: a worker, or nobody at all). `scoped(actor)` opens a
transaction in which PostgreSQL shows the rows of that actor's scope and no others (`zhijia.lib.rowsecurity`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction

from zhijia.lib.rowsecurity import SLOTS
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import User
from zhijia.trail.record import Doer

EMPTY_SLOT = ("~", "~")
SETTINGS = [f"app.{end}{n}" for n in range(1, SLOTS + 1) for end in ("lo", "hi")] + ["app.pid", "app.uid", "app.anc"]


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

    @property
    def label(self) -> str:
        return f"{self.union_name} · {self.title}"


@dataclass(frozen=True)
class Actor:
    """One person acting through one post. `posts` are all posts to choose from.

    `is_system`: the scheduler, which acts for nobody where a term has run out, and sees every row.
    """

    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    post: ActingPost | None = None
    posts: tuple[ActingPost, ...] = ()
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
    def doer(self) -> Doer:
        """How the log names this actor."""
        post_label = self.post.label if self.post else ""
        account = None if self.is_system else self.user_id
        return Doer(account, self.name, self.post.id if self.post else None, post_label)

    def has_role(self, *roles: str) -> bool:
        return self.post is not None and self.post.role in roles

    def covers(self, path: str) -> bool:
        """Whether `path` lies in the subtree of the acting post's union."""
        return self.post is not None and path.startswith(self.post.path)


NOBODY = Actor()
SYSTEM_ACCOUNT = 0
SYSTEM = Actor(user_id=SYSTEM_ACCOUNT, name=gettext_noop("系统"), is_system=True)


def load_actor(user: User, *, today: date) -> Actor:
    """The actor for an account on a day. The chosen post is kept if still held; else the highest one is taken."""
    name, posts = _name_and_posts(user.pk, today=today)
    chosen = next((post for post in posts if post.id == user.acting_post_id), posts[0] if posts else None)
    return Actor(user.pk, user.person_id, name or user.username, chosen, posts)


def _name_and_posts(user_id: int, *, today: date) -> tuple[str | None, tuple[ActingPost, ...]]:
    """What the account's person is called, and every post held or deputised for on a day, highest union first."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT person.name, post.* FROM (SELECT organisation_name_of(%s) AS name) person"
            " LEFT JOIN organisation_posts_of(%s, %s) WITH ORDINALITY post ON true ORDER BY post.ordinality",
            [user_id, user_id, today],
        )
        rows = cursor.fetchall()
    return rows[0][0], tuple(ActingPost(*row[1:-1]) for row in rows if row[1] is not None)


def places_reached_by(user_ids: Sequence[int], *, today: date) -> dict[int, set[str]]:
    """For each account the paths of the unions whose posts its person holds or deputises for on a day, seen or not."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT account.id, post.path FROM unnest(%s::bigint[]) AS account (id)"
            " CROSS JOIN LATERAL organisation_posts_of(account.id, %s) AS post",
            [list(user_ids), today],
        )
        reached: dict[int, set[str]] = {pk: set() for pk in user_ids}
        for pk, path in cursor.fetchall():
            reached[pk].add(path)
    return reached


@contextmanager
def scoped(actor: Actor, *, using: str = "default") -> Iterator[None]:
    """A transaction in which the database shows this actor's rows. Nested use returns to the outer scope at the end."""
    is_nested = connections[using].in_atomic_block
    with transaction.atomic(using=using):
        before = _read_settings(using) if is_nested else None
        announce(actor, using=using)
        yield
        if before is not None:
            _write_settings(before, using)


def announce(actor: Actor, *, using: str = "default") -> None:
    """Tell the database, until the end of the present transaction, whom it is answering. Every slot is set."""
    slots = [(actor.path, actor.upper_bound)] if actor.post or actor.is_system else []
    slots += [EMPTY_SLOT] * (SLOTS - len(slots))
    values = [bound for slot in slots for bound in slot]
    account = "" if actor.user_id is None else str(actor.user_id)
    values += [str(actor.person_id or ""), account, actor.post.ancestors if actor.post else ""]
    _write_settings(values, using)


def _read_settings(using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['current_setting(%s, true)'] * len(SETTINGS))}", SETTINGS)
        return [value or "" for value in cursor.fetchone()]


def _write_settings(values: list[str], using: str) -> None:
    pairs = [part for pair in zip(SETTINGS, values, strict=True) for part in pair]
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(SETTINGS))}", pairs)
