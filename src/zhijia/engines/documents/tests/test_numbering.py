"""Numbers under concurrency: without gaps and without duplicates, whatever fails in between."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connections

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.engines.documents.issuing.issue import annul_document, issue_document
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.tests.letters import CODE, DATA, issue, registered_letter
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, build_small_city

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
WRITERS, EACH = 6, 5


@pytest.fixture
def big_case(transactional_db: None, tmp_path: Path) -> Iterator[tuple[SmallCity, Case]]:
    city = build_small_city()
    with registered(supply_of(city)) as flow, registered_letter(tmp_path):
        yield city, open_supply(city, flow)


def all_at_once(acts: list[Callable[[], None]]) -> None:
    """Each in a thread and on a connection of its own; they start together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_writers_and_failures_leave_neither_gap_nor_duplicate(big_case: tuple[SmallCity, Case]) -> None:
    city, case = big_case
    actor = city.county_cadre.actor

    class Broken(Exception):
        pass

    def write() -> None:
        for n in range(EACH):
            try:
                with scoped(actor):
                    issue_document(case, CODE, DATA, actor=actor, now=NOW)
                    if n % 2:
                        raise Broken
            except Broken:
                continue

    all_at_once([write] * WRITERS)

    with scoped(BUILDER):
        serials = list(IssuedDocument.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, WRITERS * 3 + 1))


def test_of_two_annulments_at_once_one_stands_and_the_other_gets_the_sentence(
    big_case: tuple[SmallCity, Case],
) -> None:
    city, case = big_case
    actor = city.county_cadre.actor
    document = issue(case, actor)
    outcomes: list[str] = []

    def annul() -> None:
        try:
            with scoped(actor):
                annul_document(document, reason="有误。", actor=actor, now=NOW)
        except Refused as refused:
            outcomes.append(str(refused))
        else:
            outcomes.append("annulled")

    all_at_once([annul, annul])

    assert sorted(outcomes) == ["annulled", "这份文书已经作废，不用重复办理。"]
    with scoped(BUILDER):
        assert list(IssuedDocument.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2]
