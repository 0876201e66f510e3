"""How long a move takes, everything included that it does: clock, event, awaits, message, commit; and how many a second."""

import multiprocessing
from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter
from uuid import uuid4

from django.db import connections
from django.utils import timezone

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Awaits
from zhijia.organisation.models import PostHolding, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import administrator
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times

LIMIT_MS = 60.0
LEAST_PER_SECOND = 100.0
PROCESSES = 2
MOVES_EACH = 150
Waiting = tuple[int, int]
"""A case that waits to be accepted, and the account of whom it awaits."""


def measure_moves(run: Run) -> Iterator[Figure]:
    """Accept tasks: one after the other, then in two processes at once."""
    waiting = _find_waiting(run.rounds + PROCESSES * MOVES_EACH, today=run.today)
    alone, together = waiting[: run.rounds], waiting[run.rounds :]
    pace, times = Pace(), []
    for case_id, account in alone:
        pace.take()
        times.append(_accept(case_id, account, run.today))
    yield Times(tuple(sorted(times)), pace.slowness).figure("a move (accept a task)", limit_ms=LIMIT_MS)
    yield _throughput(together, today=run.today)


def _throughput(waiting: Sequence[Waiting], *, today: date) -> Figure:
    connections.close_all()  # a forked process must not share one
    pace = Pace()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        begun = perf_counter()
        work = pool.starmap_async(_accept, [(*entry, today) for entry in waiting], chunksize=MOVES_EACH)
        while not work.ready():
            pace.take()
            work.wait(0.2)
        work.get()
        took = perf_counter() - begun
    rate = len(waiting) / took
    clock = f"{rate:,.0f} / s, machine × {pace.slowness:.1f}"
    return Figure("moves in two processes", rate * pace.slowness, "/ s", LEAST_PER_SECOND, is_floor=True, clock=clock)


def _accept(case_id: int, account: int, today: date) -> float:
    """One move as its request makes it, from the account to the commit; milliseconds."""
    begun = perf_counter()
    actor = load_actor(User.objects.get(pk=account), today=today)
    with scoped(actor):
        advance(case_id, "accept", actor=actor, key=uuid4(), now=timezone.now())
    return (perf_counter() - begun) * 1000


def _find_waiting(count: int, *, today: date) -> list[Waiting]:
    """So many cases that await somebody's acceptance; RuntimeError when too few are left."""
    with scoped(administrator(today)):
        posts = dict(Awaits.objects.filter(verb="accept").order_by("-pk").values_list("case_id", "post_id")[:count])
        holdings = PostHolding.objects.filter(post__in=posts.values(), to_on=None)
        accounts = dict(holdings.values_list("post_id", "person__user__pk"))
    if len(posts) < count:
        raise RuntimeError(f"{len(posts)} tasks await acceptance, {count} are needed: build the city anew (--rebuild)")
    return [(case, accounts[post]) for case, post in posts.items() if post is not None]
