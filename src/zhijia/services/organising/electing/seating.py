"""Posts after an election: made, filled, handed over, closed, with the day on which it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.engines.ballots.models import TallyLine
from zhijia.organisation.actions import Appointment, appoint_all, close_post, create_posts, end_holding
from zhijia.organisation.actions.posts import PlacedPost
from zhijia.organisation.entries import PostEntry
from zhijia.organisation.models import Person, Post, PostHolding, Union
from zhijia.organisation.models.posts import HoldingKind, Role
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.electing.models import Body

TITLES: Mapping[str, tuple[str, str]] = {
    Body.CHAIR: (Role.CHAIR, "工会主席"),
    Body.ORGANISER: (Role.CHAIR, "工会组织员"),
    Body.COMMITTEE: (Role.OFFICER, "工会委员"),
    Body.AUDIT: (Role.AUDIT, "经审委员"),
    Body.WOMEN: (Role.OFFICER, "女职工委员"),
}
"""What a post of each body may do, and what it is called."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody elected to a body."""

    body: str
    person: Person


def seats_won(lines: Sequence[TallyLine]) -> list[Seat]:
    """The elected whom the register knows; a name that voters wrote in and nobody knows takes no post here."""
    return [Seat(line.sheet.body, line.person) for line in lines if line.person is not None]


def seat_all(actor: Actor, union: Union, seats: Sequence[Seat], *, from_on: date, now: datetime) -> None:
    """A new post for each seat, held by whom it was won by."""
    placed = [
        PlacedPost(union, PostEntry(role=TITLES[seat.body][0], title=title)) for seat, title in _titled(union, seats)
    ]
    posts = create_posts(actor, placed, now=now)
    _appoint(actor, [(post, seat.person) for post, seat in zip(posts, seats, strict=True)], from_on=from_on, now=now)


def reseat(actor: Actor, union: Union, seats: Sequence[Seat], *, from_on: date, now: datetime) -> None:
    """The whole of each elected body changes: its posts go over to the elected, are added, or are closed."""
    for body, won in groupby(sorted(seats, key=lambda seat: seat.body), key=lambda seat: seat.body):
        people = [seat.person for seat in won]
        posts = list(posts_of_body(union, body))
        for holding in PostHolding.objects.filter(post__in=posts, to_on=None).select_related("post", "person"):
            end_holding(actor, holding, to_on=from_on, now=now)
        pairs = list(zip(posts, people, strict=False))
        _appoint(actor, pairs, from_on=from_on, now=now)
        seat_all(actor, union, [Seat(body, person) for person in people[len(posts) :]], from_on=from_on, now=now)
        for post in posts[len(people) :]:
            close_post(actor, post, closed_on=from_on, now=now)


def fill_vacant(actor: Actor, union: Union, seats: Sequence[Seat], *, from_on: date, now: datetime) -> None:
    """Vacant posts of each body go to the elected; who finds none gets a new one."""
    for body, won in groupby(sorted(seats, key=lambda seat: seat.body), key=lambda seat: seat.body):
        people = [seat.person for seat in won]
        held = PostHolding.objects.filter(post=OuterRef("pk"), to_on=None, kind=HoldingKind.HOLDER)
        vacant = list(posts_of_body(union, body).filter(~Exists(held)))
        _appoint(actor, list(zip(vacant, people, strict=False)), from_on=from_on, now=now)
        seat_all(actor, union, [Seat(body, person) for person in people[len(vacant) :]], from_on=from_on, now=now)


def posts_of_body(union: Union, body: str) -> QuerySet[Post]:
    """The open posts of a body: of the chair whatever it is called, of the women's committee by their title."""
    role, _title = TITLES[body]
    women = Q(title__startswith=TITLES[Body.WOMEN][1])
    rows = Post.objects.filter(union=union, role=role, closed_on=None).order_by("pk")
    if body == Body.COMMITTEE:
        rows = rows.exclude(women)
    return rows.filter(women) if body == Body.WOMEN else rows


def _appoint(actor: Actor, pairs: Sequence[tuple[Post, Person]], *, from_on: date, now: datetime) -> None:
    appoint_all(actor, [Appointment(post, person, from_on) for post, person in pairs], now=now)


def _titled(union: Union, seats: Sequence[Seat]) -> list[tuple[Seat, str]]:
    """工会主席, 工会委员1, 工会委员2…: titles are unique in a union, and those of closed posts stay taken."""
    taken = set(Post.objects.filter(union=union).values_list("title", flat=True))
    found: list[tuple[Seat, str]] = []
    for seat in seats:
        base = TITLES[seat.body][1]
        names = (base if number == 0 else f"{base}{number}" for number in range(1000))
        title = next(name for name in names if name not in taken)
        taken.add(title)
        found.append((seat, title))
    return found
