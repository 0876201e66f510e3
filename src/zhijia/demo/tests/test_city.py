"""The demo city: the same values give the same rows, nothing in it is real, and its plan is under way."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from zhijia.demo.build import build_city
from zhijia.demo.built import read_built
from zhijia.demo.tests.founded import ENTERPRISES, SEED, Founded
from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.documents.models import Serving
from zhijia.engines.indicators.reading import read_many
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import Enterprise, Union, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.queries import contracts_of_worker, questions_of
from zhijia.services.organising.founding.flow import FOUNDING_FLOW
from zhijia.services.plans.models import Target, Task
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.site.testing.databases import TestDatabases
from zhijia.trail.models import Event

OTHER_DAYS = ((2026, 11, 22), (2026, 1, 3), (2027, 3, 1), (2024, 2, 29), (2026, 12, 31))
"""Besides today, of which `founded` is."""


@pytest.fixture(scope="module")
def city(founded: Founded, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Founded]:
    """The city in a copy that the tests of this file look at."""
    with django_db_blocker.unblock(), django_db_setup.copy(of=founded.database):
        yield founded


@pytest.mark.slow
def test_the_same_values_give_the_same_rows(city: Founded, django_db_setup: TestDatabases) -> None:
    """Each on a fresh copy of the empty database, where ids begin anew."""
    first = _digest()
    with django_db_setup.copy():
        call_command("demo_city", enterprises=ENTERPRISES, seed=SEED)
        second = _digest()

    assert first == second


def _digest() -> str:
    stands = this_city()
    assert stands is not None
    built = read_built(stands)
    assert built is not None
    return built.sha256


def test_who_asks_for_another_city_is_told_which_one_stands(city: Founded, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for asked in ({}, {"enterprises": ENTERPRISES, "seed": SEED, "as_of": city.as_of}, {"seed": 8}):
        call_command("demo_city", **asked)
        said.append(capsys.readouterr().out)

    assert re.fullmatch(f"虚构城市：60 家用人单位，种子 7，日期 {city.as_of}，sha256 [0-9a-f]{{64}}\n", said[0])
    assert said[0] == said[1]
    assert said[2].startswith(said[0])
    assert "不改变它" in said[2]


def test_the_plan_is_under_way(city: Founded) -> None:
    with scoped(city.administrator):
        states = set(Case.objects.values_list("state", flat=True))
        assert {"unassigned", "assigned", "active", "done"} <= states
        assert Target.objects.filter(value=1000, unit="家").exists()
        assert Target.objects.filter(value=270, unit="家").exists()
        assert Target.objects.filter(value=100000).exists()
        assert Target.objects.filter(value=2, value_max=3).exists()
        assert Task.objects.filter(due_on__lt=city.as_of, done_on=None).exists()


@pytest.mark.parametrize("flow", [BARGAINING_FLOW, SUPERVISION_FLOW], ids=lambda flow: flow.code)
def test_every_state_of_bargaining_and_supervision_occurs(city: Founded, flow: Flow) -> None:
    with scoped(city.administrator):
        states = set(Case.objects.filter(kind=flow.code).values_list("state", flat=True))

    assert states == {state.code for state in flow.states}


def test_foundings_and_elections_stand_where_somebody_must_act(city: Founded) -> None:
    with scoped(city.administrator):
        states = set(Case.objects.filter(kind="organising.founding").values_list("state", flat=True))
        passed = set(Event.objects.filter(kind__startswith="organising.founding_").values_list("to_state", flat=True))
        elections = set(Case.objects.filter(kind="organising.election").values_list("state", flat=True))

    assert {"draft", "applied", "candidates", "registered", "returned", "stalled"} <= states
    assert states | passed == {state.code for state in FOUNDING_FLOW.states}
    assert elections == {"candidates", "held", "not_passed"}


def test_the_numbers_of_bargaining_and_supervision_have_values_and_the_plan_aims_at_them(city: Founded) -> None:
    aims = {"bargaining.offers.wage", "bargaining.reply_rate", "bargaining.contract_rate"}
    aims |= {"supervision.opinions", "supervision.rectification"}
    bargained = ("replies_overdue", "refusals", "objections", "contracts", "enterprises_joint", "contracts_joint")
    rates = ("offer_rate", "renewal_rate", "fulfilment_rate", "standard_rate", "aware_rate")
    codes = [*aims, *(f"bargaining.{code}" for code in (*bargained, *rates)), "supervision.recovered"]
    codes += ["supervision.feedback", "supervision.clues"]
    with scoped(city.administrator):
        read = [read_many(codes, path=city.root.path, on=day) for day in _days_with_numbers(city.as_of)]
        assert aims <= set(Target.objects.values_list("indicator", flat=True))

    assert [code for code in codes if not any(readings[code].numerator for readings in read)] == []


def _days_with_numbers(today: date) -> list[date]:
    """In January also the last day of the year before: numbers of a year begin anew on its first day."""
    return [today] if today.month > 1 else [today, date(today.year - 1, 12, 31)]


@pytest.mark.parametrize("username", ["c5.organising", "c7.organising"])
def test_who_logs_in_for_a_county_finds_offers_and_supervision_there(city: Founded, username: str) -> None:
    cadre = load_actor(User.objects.get(username=username), today=city.as_of)
    with scoped(cadre):
        states = set(Case.objects.filter(kind=SUPERVISION_FLOW.code).values_list("state", flat=True))
        assert {"defaulted", "handling"} <= states
        assert Campaign.objects.exists()


def test_whoever_stands_outside_the_unions_finds_something_to_do(city: Founded) -> None:
    awaited = {}
    for name in ("employer.0", "bureau.0"):
        actor = load_actor(User.objects.get(username=name), today=city.as_of)
        with scoped(actor):
            awaited[name] = set(Awaits.objects.filter(party__in=actor.parties).values_list("verb", flat=True))
            assert Serving.objects.exists()
    worker = load_actor(User.objects.get(username="worker.0"), today=city.as_of)
    with scoped(worker):
        contract = contracts_of_worker(worker, today=city.as_of).get(contract_type="wage")
        questions = questions_of(worker, contract)
        assert [bool(question.answered_on) for question in questions] == [False, True]

    assert awaited == {"employer.0": {"agree", "recognise"}, "bureau.0": {"review", "accept"}}


def test_every_case_has_an_event_for_its_state(city: Founded) -> None:
    with scoped(city.administrator):
        for case in Case.objects.all():
            events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("id")
            assert case.state == [event.to_state for event in events][-1]


def test_no_code_can_belong_to_anybody(city: Founded) -> None:
    with scoped(city.administrator):
        assert {code[2:8] for code in Enterprise.objects.values_list("credit_code", flat=True)} == {"320599"}
        assert {code[2:8] for code in Union.objects.exclude(credit_code="").values_list("credit_code", flat=True)} == {
            "320599"
        }


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("as_of", [date(*day) for day in OTHER_DAYS])
def test_the_city_can_be_built_for_any_day(as_of: date) -> None:
    city = build_city(enterprises=20, seed=7, as_of=as_of)

    with scoped(city.administrator):
        assert Task.objects.exists()
        assert not Event.objects.filter(at__date__gt=as_of).exists()
