"""Who reads which contract where."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models import Contract, CoverageLink
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import CoverageBasis, EffectBasis
from zhijia.services.bargaining.tests.story import open_story


@pytest.fixture
def contract(city: SmallCity) -> Contract:
    """A wage contract of the mill that is in force today, whatever day it is."""
    story, today = open_story(city), timezone.localdate()
    with scoped(BUILDER):
        contract = Contract.objects.create(
            bargaining=story.bargaining,
            number="工资合同1号",
            contract_type=ContractType.WAGE,
            union=city.mill_union,
            enterprise=city.mill,
            employer_side=city.mill.name,
            signed_on=today - timedelta(days=60),
            term_from=today - timedelta(days=30),
            term_to=today + timedelta(days=300),
            effective_on=today - timedelta(days=30),
            effect_basis=EffectBasis.DEEMED,
        )
        CoverageLink.objects.create(
            contract=contract, enterprise=city.mill, basis=CoverageBasis.OWN, from_on=contract.term_from
        )
    return contract


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("chair", 200),
        ("town_cadre", 200),
        ("county_cadre", 200),
        ("leader", 200),
        ("worker", 200),
        ("stranger", 404),
        ("south_chair", 404),
    ],
)
def test_a_contract_is_read_by_its_union_those_above_and_the_workers_it_covers(
    city: SmallCity, contract: Contract, who: str, status: int
) -> None:
    client = getattr(city, who).client()

    assert client.get(reverse("bargaining:contract", args=[contract.pk])).status_code == status


def test_the_page_of_a_full_case_shows_each_phase_and_asks_for_all_its_lists_at_once(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").confirm_papers()
    story.at("2026-04-10").review("objection")
    client = city.chair.client()
    url = reverse("cases:case", args=[story.case_id])
    client.get(url)

    with CaptureQueriesContext(connection) as asked:
        text = client.get(url, headers={"accept-language": "zh-CN"}).content.decode()

    questions = [query["sql"] for query in asked if query["sql"].startswith(("SELECT", "(SELECT"))]
    own = [sql for sql in questions if not sql.startswith("SELECT set_config") and "supervision_" not in sql]
    assert len(own) <= 13
    for words in ("工资增长、加班工资", "第1次会议", "一届三次", "第1版草案", "异议", "2026年4月3日"):
        assert words in text, words


def test_a_worker_finds_her_contract_on_the_phone(city: SmallCity, contract: Contract) -> None:
    page = city.worker.client().get(reverse("portal:union")).content.decode()

    assert reverse("bargaining:contract", args=[contract.pk]) in page


def test_the_page_of_an_enterprise_shows_what_is_in_force(city: SmallCity, contract: Contract) -> None:
    page = city.county_cadre.client().get(reverse("organising:enterprise", args=[city.mill.pk])).content.decode()

    assert contract.number in page


def test_a_contract_that_ended_is_shown_no_more(city: SmallCity, contract: Contract) -> None:
    with scoped(BUILDER):
        contract.ended_on, contract.end_reason = timezone.localdate(), "dissolved"
        contract.save()

    page = city.worker.client().get(reverse("portal:union")).content.decode()

    assert reverse("bargaining:contract", args=[contract.pk]) not in page


def test_the_list_shows_what_lies_in_scope(city: SmallCity, contract: Contract) -> None:
    number = contract.bargaining.case.number

    assert number in city.chair.client().get(reverse("bargaining:list")).content.decode()
    assert number not in city.stranger.client().get(reverse("bargaining:list")).content.decode()


def test_the_chair_opens_a_bargaining_once(city: SmallCity) -> None:
    client, url = city.chair.client(), reverse("bargaining:open", args=[city.mill_union.pk])
    wanted = {"enterprise": city.mill.pk, "contract_type": "wage", "aims_at": "contract", "track": "ordinary"}

    first = client.post(url, wanted)
    second = client.post(url, wanted)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "已经有一件正在办理" in second.content.decode()


@pytest.mark.parametrize("who", ["worker", "stranger", "supervisor"])
def test_nobody_else_opens_it(city: SmallCity, who: str) -> None:
    client = getattr(city, who).client()

    status = client.get(reverse("bargaining:open", args=[city.mill_union.pk])).status_code

    assert status in (403, 404)
