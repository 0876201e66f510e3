"""What row security costs: the rows of a scope, asked by the application, whom it binds, and by the owner, whom it does not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.db.models import QuerySet

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.documents.queries import attachments_visible_to
from zhijia.organisation.models import User
from zhijia.organisation.queries import people_in_order_for
from zhijia.organisation.queries.memberships import memberships_visible_to
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import OF_A_COUNTY
from zhijia.site.bench.run import Run

MOST_TIMES = 1.3
LONGEST, MOST_ROUNDS = 4.0, 10
PAGE = 50
BOUND, FREE = "default", "owner"
LOOKERS = (OF_A_COUNTY, "city.organising")


@dataclass(frozen=True, slots=True)
class Noun:
    """What is asked for, and the order of its list."""

    name: str
    visible_to: Callable[[Actor], QuerySet[Any]]
    order: Sequence[str]

    def page(self, actor: Actor, using: str) -> object:
        return list(self.visible_to(actor).using(using).order_by(*self.order)[:PAGE])

    def count(self, actor: Actor, using: str) -> object:
        return self.visible_to(actor).using(using).count()


NOUNS = (
    Noun("people", people_in_order_for, ("path", "sort_key", "pk")),
    Noun("memberships", memberships_visible_to, ("path", "pk")),
    Noun("cases", cases_visible_to, ("-pk",)),
    Noun("files", attachments_visible_to, ("-pk",)),
)


def measure_scopes(run: Run) -> Iterator[Figure]:
    """Of a county and of the whole city: a page of each noun, and how many there are."""
    for username in LOOKERS:
        actor = load_actor(User.objects.get(username=username), today=run.today)
        for noun in NOUNS:
            for what, ask in (("a page of", noun.page), ("all", noun.count)):
                yield _compare(f"{what} {noun.name}, {username}", actor, ask, rounds=run.rounds)


def _compare(name: str, actor: Actor, ask: Callable[[Actor, str], object], *, rounds: int) -> Figure:
    """By turns, so that what else the machine does slows both. What is quick is asked up to ten times as often.

    Compared is the tenth that was slowed least: a question of two milliseconds waits longer for the processor than it works.
    """
    bound: list[float] = []
    free: list[float] = []
    begun = perf_counter()
    while len(bound) <= rounds or (perf_counter() - begun < LONGEST and len(bound) <= rounds * MOST_ROUNDS):
        (with_it, seen), (without, asked_for) = (_ask(actor, ask, using) for using in (BOUND, FREE))
        if seen != asked_for:
            raise RuntimeError(f"{name}: the application sees other rows than the query asks for")
        bound.append(with_it)
        free.append(without)
    bound, free = sorted(bound[1:]), sorted(free[1:])  # the first warms up
    tenth, middle = len(bound) // 10, len(bound) // 2
    clock = f"{bound[tenth]:,.1f} / {free[tenth]:,.1f} ms"
    note = f"middle {bound[middle]:,.1f} / {free[middle]:,.1f} ms of {len(bound)}"
    return Figure(name, bound[tenth] / free[tenth], "× bare", MOST_TIMES, clock=clock, note=note)


def _ask(actor: Actor, ask: Callable[[Actor, str], object], using: str) -> tuple[float, object]:
    with scoped(actor, using=using):
        begun = perf_counter()
        answer = ask(actor, using)
        return (perf_counter() - begun) * 1000, answer
