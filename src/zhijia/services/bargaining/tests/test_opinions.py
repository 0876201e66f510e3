"""What workers say of the contract that covers them: numbers only, never who, and none of few (ST-03: both years)."""

from datetime import date

import pytest
from django.urls import reverse

from zhijia.engines.indicators.reading import Place
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_worker
from zhijia.services.bargaining.actions.judging import give_opinion
from zhijia.services.bargaining.models import Contract, ContractOpinion
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.bargaining.tests.test_numbers_of_bargaining import numbers, taken, whole_story
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
RATES = ("answers", "aware_rate", "satisfied_rate")


@pytest.fixture
def contract(city: SmallCity) -> Contract:
    return taken(city, "综合1号", ContractType.GENERAL)


@pytest.fixture
def workers(city: SmallCity) -> list[Figure]:
    with scoped(BUILDER):
        return [make_worker(f"职工{n}", union=city.mill_union, enterprise=city.mill) for n in range(6)]


def say(contract: Contract, figure: Figure, day: str, *, aware: bool = True, satisfied: bool = True) -> None:
    actor = load_actor(figure.user, today=date.fromisoformat(day))
    with scoped(actor):
        give_opinion(contract, is_aware=aware, is_satisfied=satisfied, actor=actor, now=moment(day))


def seen(actor: Actor) -> int:
    with scoped(actor):
        return ContractOpinion.objects.count()


def test_counts_are_shown_from_the_fifth_answer_and_a_changed_mind_counts_once(
    city: SmallCity, contract: Contract, workers: list[Figure], acting_as: ActAs
) -> None:
    for nth, figure in enumerate(workers[:4]):
        say(contract, figure, f"2026-03-0{nth + 1}", aware=nth > 0)
    assert numbers(city, "2026-06-01", *RATES) == {"answers": (0, None), "aware_rate": (0, 0), "satisfied_rate": (0, 0)}
    events = Event.objects.count()

    say(contract, workers[4], "2026-03-10", satisfied=False)
    say(contract, workers[0], "2026-03-12", aware=True, satisfied=False)

    assert numbers(city, "2026-03-09", "answers") == {"answers": (0, None)}
    assert numbers(city, "2026-12-31", *RATES) == {"answers": (5, None), "aware_rate": (5, 5), "satisfied_rate": (3, 5)}
    assert numbers(city, "2027-01-01", "answers") == {"answers": (0, None)}
    assert Event.objects.count() == events  # the log does not say who answered
    assert [seen(workers[0].actor), seen(workers[5].actor), seen(city.chair.actor), seen(city.leader.actor)] == [
        1,
        0,
        0,
        0,
    ]
    with scoped(city.leader.actor):
        places = [Place(city.root.path), Place(city.mill_union.path)]
        days = [date(2026, 3, 9), date(2026, 3, 10), date(2026, 12, 31)]
        assert_numbers_are_lists(codes_of("bargaining"), places=places, days=days)
    assert_rebuilding_changes_nothing(acting_as)


def test_only_whom_the_contract_covers_may_say_and_the_page_keeps_what_she_said(
    city: SmallCity, contract: Contract, workers: list[Figure]
) -> None:
    with scoped(BUILDER):
        elsewhere = make_worker("别处职工", union=city.south_town, enterprise=city.pier)
    with pytest.raises(Refused, match="不适用于您"):
        say(contract, elsewhere, "2026-03-01")
    address = reverse("bargaining:opinion", args=[contract.pk])
    client = workers[0].client()

    assert client.post(address, {"is_aware": "yes"}).status_code == 422
    assert client.post(address, {"is_aware": "yes", "is_satisfied": "no"}).status_code == 302
    assert elsewhere.client().post(address, {"is_aware": "yes", "is_satisfied": "no"}).status_code == 404

    page = client.get(reverse("bargaining:contract", args=[contract.pk])).content.decode()
    assert page.count("checked") == 2
    with scoped(workers[0].actor):
        said = ContractOpinion.objects.get()
    assert (said.is_aware, said.is_satisfied) == (True, False)


def test_a_flow_is_counted_to_the_end_of_september_by_the_union_year(city: SmallCity) -> None:
    """ST-03: offered on 2 March 2026: in the calendar year to 31 December, in the union year to 30 September."""
    whole_story(city)
    codes = ("offers", "offers.union_year", "filed_on_time", "filed_on_time.union_year")

    assert numbers(city, "2026-09-30", *codes) == {
        "offers": (1, None),
        "offers.union_year": (1, None),
        "filed_on_time": (1, 1),
        "filed_on_time.union_year": (1, 1),
    }
    assert numbers(city, "2026-10-01", *codes) == {
        "offers": (1, None),
        "offers.union_year": (0, None),
        "filed_on_time": (1, 1),
        "filed_on_time.union_year": (0, 0),
    }
    page = city.leader.client().get(reverse("cockpit:number", args=["bargaining.offers.union_year"])).content.decode()
    assert "统计期间" in page
    assert reverse("cockpit:number", args=["bargaining.offers"]) in page
