"""Two at once: one wins, the other is told, nothing is done twice or by half."""

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, build_small_city
from zhijia.trail.numbering import number_settled

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
Outcome = Step | Refused


def at_once(*acts: Callable[[], Step]) -> list[Outcome]:
    """Run the acts in threads that start together, each on its own connection; their outcomes in order."""
    start = threading.Barrier(len(acts))
    outcomes: dict[int, Outcome] = {}

    def run(n: int, act: Callable[[], Step]) -> None:
        start.wait()
        try:
            outcomes[n] = act()
        except Refused as refused:
            outcomes[n] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[n] for n in range(len(acts))]


def moving(case: Case, verb: str, actor: Actor, key: UUID, **data: str) -> Callable[[], Step]:
    def act() -> Step:
        with scoped(actor):
            return advance(case.pk, verb, actor=actor, key=key, now=NOW, data=data)

    return act


def kinds_of(case: Case) -> list[str]:
    with scoped(BUILDER):
        return [event.kind for event in timeline_of(case)]


@pytest.fixture
def big_city(transactional_db: None) -> SmallCity:
    return build_small_city()


def test_the_same_submission_four_times_in_parallel_does_it_once(big_city: SmallCity) -> None:
    with registered(supply_of(big_city)) as flow:
        case, key = open_supply(big_city, flow), uuid4()

        outcomes = at_once(*[moving(case, "submit", big_city.town_cadre.actor, key)] * 4)

    assert all(isinstance(outcome, Step) for outcome in outcomes)
    assert [outcome.is_repeat for outcome in outcomes if isinstance(outcome, Step)].count(False) == 1
    assert kinds_of(case).count("tests.supply.submitted") == 1


def test_of_two_decisions_at_once_one_wins_and_the_other_gets_the_sentence(big_city: SmallCity) -> None:
    with registered(supply_of(big_city)) as flow:
        case = open_supply(big_city, flow)
        make(case, "submit", big_city.town_cadre.actor)
        actor = big_city.county_cadre.actor

        outcomes = at_once(
            moving(case, "approve", actor, uuid4()), moving(case, "reject", actor, uuid4(), reason="超出标准")
        )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(refused) == 1
    assert "该事项现在是" in str(refused[0])
    assert len([kind for kind in kinds_of(case) if kind.endswith(("approved", "rejected"))]) == 1


def test_cases_opened_at_once_get_different_numbers_without_a_gap(big_city: SmallCity) -> None:
    with registered(supply_of(big_city)) as flow:

        def opening() -> Step:
            case = open_supply(big_city, flow)
            return Step(case.last_event_id)

        at_once(*[opening] * 5)

    with scoped(BUILDER):
        numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"SL-2026-{n:06d}" for n in range(1, 6)]


def test_an_open_write_holds_back_later_numbers(big_city: SmallCity) -> None:
    wrote, may_end = threading.Event(), threading.Event()
    with registered(supply_of(big_city)) as flow:
        other = open_supply(big_city, flow)
        number_settled(using="batch")

        def slow() -> None:
            with scoped(big_city.town_cadre.actor):
                open_supply(big_city, flow)
                wrote.set()
                may_end.wait(10)
            connections.close_all()

        writer = threading.Thread(target=slow)
        writer.start()
        wrote.wait(10)
        make(other, "submit", big_city.town_cadre.actor)
        held_back = number_settled(using="batch")
        may_end.set()
        writer.join()

        assert held_back == 0
        assert number_settled(using="batch") == 2
