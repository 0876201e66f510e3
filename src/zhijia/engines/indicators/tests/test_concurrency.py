"""Writers, the drainer and a reader at the same time, on a database of their own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connections, transaction

from zhijia.engines.indicators.definitions import get_indicator
from zhijia.engines.indicators.reading import Place
from zhijia.engines.indicators.records import ListOf, list_records
from zhijia.engines.indicators.rollup import drain, drain_all, list_families, mend_rollup, rebuild, strike
from zhijia.organisation.models import Enterprise, UnionCoverage
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity, build_small_city

pytestmark = pytest.mark.database
ROUNDS = 25


@contextmanager
def at_once(*works: Callable[[], None]) -> Iterator[None]:
    """Run each in a thread with its own connections; what any of them raises is raised here."""
    failures: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.django_db(transaction=True)
def test_no_change_is_lost_between_writers_and_the_drainer() -> None:
    with transaction.atomic():
        city = build_small_city()
    disagreements: list[tuple[int, int]] = []
    is_over = threading.Event()

    def enter(town: str) -> None:
        for number in range(ROUNDS):
            with scoped(BUILDER):
                enterprise = make_enterprise_of(city, town, number)
                UnionCoverage.objects.create(union=city.mill_union, enterprise=enterprise, from_on=date(2024, 1, 1))
            with scoped(BUILDER):
                Enterprise.objects.filter(pk=enterprise.pk).update(headcount=number)

    def fold() -> None:
        while not is_over.is_set():
            drain(using="batch", most=3)
            strike(date(2025, 1, 1), using="batch")

    def look() -> None:
        which = ListOf(get_indicator("organising.enterprises"), "n", Place(city.root.path), TODAY)
        while not is_over.is_set():
            with scoped(BUILDER):
                page = list_records(which, most=1000)
            disagreements.extend([(page.total, len(page.rows))] if page.total != len(page.rows) else [])

    with at_once(fold, look):
        with at_once(lambda: enter("north_town"), lambda: enter("south_town")):
            pass
        is_over.set()
    drain_all(using="batch")

    assert disagreements == []
    assert mend_rollup(using="batch") == 0
    assert [drift for family in list_families(using="batch") for drift in rebuild(family, using="batch")] == []
    with scoped(BUILDER):
        which = ListOf(get_indicator("organising.enterprises"), "n", Place(city.root.path), TODAY)
        assert list_records(which).total == 3 + 2 * ROUNDS


def make_enterprise_of(city: SmallCity, town: str, number: int) -> Enterprise:
    """With a code of its own: the factory counts rows, which two threads do at the same time."""
    return Enterprise.objects.create(
        credit_code=f"{town[:5].upper()}{number:013d}",
        name=f"{town}{number}",
        territory=getattr(city, town),
        place="320505",
        industry_section="C",
        ownership="170",
        headcount=60,
        sort_key="",
        search_tokens="",
    )


@pytest.mark.django_db(transaction=True)
def test_two_coverages_of_one_enterprise_entered_at_once_count_it_once() -> None:
    with transaction.atomic():
        city = build_small_city()
    barrier = threading.Barrier(2)

    def cover(union: str, first: date) -> None:
        with scoped(BUILDER):
            barrier.wait()
            UnionCoverage.objects.create(union=getattr(city, union), enterprise=city.lone, from_on=first)

    with at_once(lambda: cover("mill_union", date(2024, 1, 1)), lambda: cover("pier_union", date(2025, 1, 1))):
        pass

    which = ListOf(get_indicator("organising.enterprises_with_union"), "n", Place(city.root.path), TODAY)
    with scoped(BUILDER):
        page = list_records(which)
    assert (page.total, [row.subject_id for row in page.rows].count(city.lone.pk)) == (3, 1)
    assert rebuild("organising_enterprises", using="batch") == []
