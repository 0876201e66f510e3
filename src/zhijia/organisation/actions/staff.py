"""Person, account, post and holding in one step, for imports and large cities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.organisation.accounts.opening import open_accounts
from zhijia.organisation.actions.holdings import Appointment, appoint_all
from zhijia.organisation.actions.people import NewPerson, enter_people
from zhijia.organisation.actions.posts import PlacedPost, create_posts
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import Person, Post, PostHolding, Union, User
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """Somebody who is to hold a new post at a union. Without `username` the account gets the next number."""

    union: Union
    name: str
    post: PostEntry
    from_on: date
    username: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """What was made of a `StaffEntry`. The account has no password until its slip is used."""

    person: Person
    user: User
    post: Post
    holding: PostHolding


def enter_people_posts(actor: Actor, rows: Sequence[StaffEntry], *, now: datetime) -> list[Staff]:
    """Enter many people with accounts, posts and holdings, in the order given. All or nothing.

    Raises `Refused`: role, a role that such a union has not, title or account name taken.
    """
    people = enter_people(actor, [NewPerson(row.union, row.name) for row in rows], now=now)
    users = open_accounts(actor, people, [row.username for row in rows], now=now)
    posts = create_posts(actor, [PlacedPost(row.union, row.post) for row in rows], now=now)
    appointments = [
        Appointment(post, person, row.from_on) for post, person, row in zip(posts, people, rows, strict=True)
    ]
    holdings = appoint_all(actor, appointments, now=now)
    return [Staff(*made) for made in zip(people, users, posts, holdings, strict=True)]
