"""How fast the rows of a subtree follow it to another place in the tree, and what its people see meanwhile (services §A5)."""

import multiprocessing
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import reduce
from multiprocessing.connection import Connection
from operator import or_
from time import perf_counter, sleep

from django.db import connections, transaction
from django.db.models import GeneratedField, Q
from django.utils import timezone

from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Membership, Person, PostHolding, Union, User
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.moves import finish_move
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import administrator
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.roles import as_batch
from zhijia.site.bench.run import Run

MEMBERS, LEAST_PER_SECOND = 200_000, 5_000
SLOWEST_READ_MS = 500.0
PAUSE = 0.05
Read = tuple[float, int, int]
"""How long a reader waited, in milliseconds, how many members she counted, and how many both counties have together."""


def measure_subtree(run: Run) -> Iterator[Figure]:
    """Members are entered in a town; it goes to another county; a chair of it counts hers all the while."""
    town, county = _choose(run.today)
    reader = _fill(town)
    leaving = _county_above(town)
    waiting, told = multiprocessing.Pipe()
    connections.close_all()  # a forked process must not share one
    process = multiprocessing.get_context("fork").Process(
        target=_read_on, args=(reader, (leaving, county), run.today, told)
    )
    process.start()
    before: Read = waiting.recv()
    actor = administrator(run.today)
    with scoped(actor):
        move = begin_move(actor, town, parent=county, basis="测速", now=timezone.now())
    pace, begun = Pace(), perf_counter()

    def clock_of_piece() -> datetime:
        pace.take()
        return timezone.now()

    with as_batch():
        while not finish_move(move.pk, clock=clock_of_piece, rest=lambda: sleep(PAUSE)):
            continue
        took = perf_counter() - begun
    waiting.send("enough")
    reads: Sequence[Read] = waiting.recv()
    process.join()
    with scoped(actor):
        move.refresh_from_db()
    rate = move.rows_moved / took
    clock = f"{rate:,.0f} / s, machine × {pace.slowness:.1f}"
    note = f"{move.rows_moved:,} rows"
    yield Figure(
        "rows that follow a moved town",
        rate * pace.slowness,
        "/ s",
        LEAST_PER_SECOND,
        is_floor=True,
        clock=clock,
        note=note,
    )
    slowest = max(took for took, _count, _together in reads)
    yield Figure("slowest read meanwhile", slowest / pace.slowness, "ms", SLOWEST_READ_MS, note=f"{len(reads)} reads")
    wrong = sum(count != before[1] for _took, count, _together in reads)
    yield Figure("wrong reads meanwhile", wrong, "", 0, note=f"{before[1]:,} members each time")
    lost = sum(together != before[2] for _took, _count, together in reads)
    yield Figure("members lost or doubled between the counties", lost, "", 0, note=f"{before[2]:,} each time")


def _choose(today: date) -> tuple[Union, Union]:
    """The town with the most below it, and a county that it is not in."""
    with scoped(administrator(today)):
        towns = Union.objects.filter(kind=UnionKind.TOWN, closed_on=None, has_children=True)
        sizes = {town: Union.objects.filter(path__gte=town.path, path__lt=town.upper_bound).count() for town in towns}
        town = max(sizes, key=lambda one: (sizes[one], one.pk))
        counties = Union.objects.filter(kind=UnionKind.COUNTY, closed_on=None).exclude(children=town)
        return town, counties.order_by("pk")[0]


def _county_above(town: Union) -> Union:
    return Union.objects.using("batch").get(children=town)


def _fill(town: Union) -> int:
    """Enter the members, as the job's role; answers the account of a chair of theirs."""
    below = {"path__gte": town.path, "path__lt": town.upper_bound}
    with as_batch(), transaction.atomic():
        unions = list(Union.objects.filter(kind__in=GRASSROOTS_KINDS, closed_on=None, **below).order_by("pk"))
        pattern = Person.objects.filter(home__in=unions).order_by("pk")[0]
        with connections["default"].cursor() as cursor:
            cursor.execute(_copies_of_a_person(), [[union.pk for union in unions], len(unions), MEMBERS, pattern.pk])
            people = [row[0] for row in cursor.fetchall()]
            cursor.execute(ENROL, [people])
        holder = PostHolding.objects.filter(post__union__in=unions, post__role="chair", to_on=None)
        return User.objects.filter(person__in=holder.values("person"), is_active=True).order_by("pk")[0].pk


def _copies_of_a_person() -> str:
    """One person many times over, at each of the unions in turn; nobody has a card, a number or a phone."""
    left_out = {"id", "path"}
    written = (f for f in Person._meta.concrete_fields if not isinstance(f, GeneratedField))
    columns = [str(f.column) for f in written if f.column not in left_out]
    given = {
        "home_id": "(%s::bigint[])[1 + k %% %s]",
        **dict.fromkeys(("card_number", "id_kind"), "''"),
        **dict.fromkeys(("id_number", "id_index", "phone", "phone_index", "phone_verified_at", "address"), "NULL"),
    }
    values = ", ".join(given.get(column, f"t.{column}") for column in columns)
    return (
        f"INSERT INTO organisation_person ({', '.join(columns)}) SELECT {values}"  # noqa: S608 - our own table
        " FROM organisation_person t CROSS JOIN generate_series(1, %s) k WHERE t.id = %s RETURNING id"
    )


ENROL = """
    INSERT INTO organisation_membership
           (person_id, union_id, name, standing, joined_on, approved_on, from_on, basis, ended_as, end_reason)
    SELECT p.id, p.home_id, p.name, 'active', '2020-01-01', '2020-01-01', '2020-01-01', '', '', ''
      FROM organisation_person p WHERE p.id = ANY (%s)
"""


def _read_on(account: int, counties: Sequence[Union], today: date, told: Connection) -> None:
    """Count the members in sight again and again, until told that it is enough."""
    reads = [_read(account, counties, today)]
    told.send(reads[0])
    while not told.poll(PAUSE):
        reads.append(_read(account, counties, today))
    told.recv()
    told.send(reads)
    connections.close_all()


def _read(account: int, counties: Sequence[Union], today: date) -> Read:
    begun = perf_counter()
    actor = load_actor(User.objects.get(pk=account), today=today)
    with scoped(actor):
        count = Membership.objects.filter(actor.reach(), to_on=None).count()
    took = (perf_counter() - begun) * 1000
    return took, count, _count_together(counties, today)


def _count_together(counties: Sequence[Union], today: date) -> int:
    """The members of both counties in one snapshot, as whoever sees the whole city counts them."""
    places = [Q(path__gte=county.path, path__lt=county.upper_bound) for county in counties]
    with scoped(administrator(today)):
        return Membership.objects.filter(reduce(or_, places), to_on=None).count()
