"""How fast personal data is sealed, sought by the exact number, and brought under new keys while others go on working."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from django.db import connections, transaction
from django.urls import reverse
from psycopg import Cursor

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.lib.crypto.indexes import IndexPurpose
from zhijia.organisation.models import Person
from zhijia.organisation.protection.keyring import opened_keys, reopen_keys
from zhijia.organisation.protection.rotating import add_data_key, reseal, rewrap_keys, sealed_tables
from zhijia.organisation.queries.numbers import people_by_id_number
from zhijia.organisation.scopes import scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import administrator, visitor
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, time_rounds, timed_ms

VALUES, PEOPLE, PIECE = 100_000, 200_000, 1_000
DESK_OF = "city.research"
MOST_TIMES = 2.0
"""So much longer may a desk take while people are re-sealed."""
TABLE = Person._meta.db_table
FILL = f"""
    UPDATE {TABLE} p SET id_kind = 'passport', id_number = v.number, id_index = v.id_index, phone = v.phone,
           phone_index = v.phone_index, address = v.address
      FROM unnest(%b::bigint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])
           AS v(id, number, id_index, phone, phone_index, address)
     WHERE p.id = v.id AND p.id BETWEEN %b AND %b
"""  # noqa: S608 - our own table


def measure_protection(run: Run) -> Iterator[Figure]:
    """A number is sealed and indexed for an import; people of the city get numbers and go over to a new key."""
    yield _rate("values sealed and indexed", VALUES, _seal_values, least=50_000)
    people = list(Person.objects.using("batch").order_by("pk").values_list("pk", flat=True)[:PEOPLE])
    for start in range(0, len(people), PIECE):
        _fill(people[start : start + PIECE])
    yield _seek(people, run)
    yield time_rounds(lambda: rewrap_keys(using="batch"), rounds=5).figure("re-wrap all data keys", limit_ms=60_000)
    yield from _reseal_beside_a_desk(len(people), run)


def _reseal_beside_a_desk(count: int, run: Run) -> Iterator[Figure]:
    """One process re-seals, this one opens a desk again and again until it is done."""
    client, desk, pace = visitor(DESK_OF), reverse("workbench:desk"), Pace()
    at_rest = time_rounds(lambda: client.get(desk), rounds=run.rounds)
    add_data_key(using="batch")
    connections.close_all()  # a forked process must not share one
    times = []
    with multiprocessing.get_context("fork").Pool(1) as pool:
        work = pool.apply_async(_reseal_people)
        while not work.ready():
            pace.take()
            times.append(timed_ms(lambda: client.get(desk)))
        took = work.get()
    meanwhile = Times(tuple(sorted(times)), pace.slowness)
    clock = f"{count / took:,.0f} / s, machine × {pace.slowness:.1f}"
    yield Figure("people re-sealed", count / took * pace.slowness, "/ s", 8_000, is_floor=True, clock=clock)
    clock = f"{meanwhile.p95:,.1f} / {at_rest.p95:,.1f} ms p95, {len(times)} visits"
    yield Figure("a desk meanwhile", meanwhile.p95 / at_rest.p95, "× rest", MOST_TIMES, clock=clock)


def _reseal_people() -> float:
    """Bring everybody under the newest key; seconds."""
    ring = reopen_keys(using="batch").ring
    table = next(each for each in sealed_tables() if each.name == TABLE)
    begun = perf_counter()
    for _piece in reseal(table, ring, using="batch"):
        continue
    return perf_counter() - begun


def _rate(name: str, count: int, act: Callable[[], object], *, least: float) -> Figure:
    pace = Pace()
    pace.take()
    begun = perf_counter()
    act()
    took = perf_counter() - begun
    pace.take()
    clock = f"{count / took:,.0f} / s, machine × {pace.slowness:.1f}"
    return Figure(name, count / took * pace.slowness, "/ s", least, is_floor=True, clock=clock)


def _seal_values() -> None:
    keys, place = opened_keys(), Place(TABLE, "id_number")
    keys.ring.seal_all(place, [(row, _number(row)) for row in range(VALUES)])
    keys.indexes[IndexPurpose.ID_NUMBER].of_all(_number(row) for row in range(VALUES))


def _fill(people: Sequence[int]) -> None:
    keys, numbers, phones = opened_keys(), [_number(pk) for pk in people], [f"138{pk:08d}" for pk in people]
    sealed = {
        column: keys.ring.seal_all(Place(TABLE, column), list(zip(people, texts, strict=True)))
        for column, texts in (("id_number", numbers), ("phone", phones), ("address", ["演示县长江路1号"] * len(people)))
    }
    ids, of_phones = (
        keys.indexes[IndexPurpose.ID_NUMBER].of_all(numbers),
        keys.indexes[IndexPurpose.PHONE].of_all(phones),
    )
    values = [
        list(people),
        sealed["id_number"],
        ids,
        sealed["phone"],
        of_phones,
        sealed["address"],
        people[0],
        people[-1],
    ]
    with transaction.atomic(using="batch"), Cursor(connections["batch"].connection) as cursor:
        cursor.execute(FILL, values)


def _seek(people: Sequence[int], run: Run) -> Figure:
    actor, wanted = administrator(run.today), iter(people)

    def seek() -> None:
        with scoped(actor):
            (found,) = people_by_id_number(actor, _number(next(wanted)))
            assert found.id_number.masked

    return time_rounds(seek, rounds=run.rounds).figure("a person by the exact number", limit_ms=60)


def _number(row: int) -> str:
    return f"E{row:017d}"
