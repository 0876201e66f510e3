"""The demo city: the same values give the same rows, nothing in it is real, and its plan is under way."""

from datetime import date

import pytest
from django.db import transaction

from zhijia.demo.build import DemoCity, build_city
from zhijia.demo.digest import digest_city
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.services.plans.models import Target, Task
from zhijia.trail.models import Event

AS_OF = date(2026, 11, 22)


def _build(seed: int = 7, as_of: date = AS_OF) -> DemoCity:
    return build_city(enterprises=60, seed=seed, as_of=as_of)


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    return {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", ["first", "second"])
def test_the_same_values_give_the_same_rows(round_: str, digests: dict[str, str]) -> None:
    """Two rounds, each on a fresh copy of the empty database, where ids begin anew."""
    city = _build()

    with transaction.atomic(), scoped(city.administrator):
        digests[round_] = digest_city()

    assert len(set(digests.values())) == 1


@pytest.mark.django_db
def test_the_plan_is_under_way() -> None:
    city = _build()

    with scoped(city.administrator):
        states = set(Case.objects.values_list("state", flat=True))
        assert {"unassigned", "assigned", "active", "done"} <= states
        assert Target.objects.filter(value=1000, unit="家").exists()
        assert Target.objects.filter(value=270, unit="家").exists()
        assert Target.objects.filter(value=100000).exists()
        assert Target.objects.filter(value=2, value_max=3).exists()
        assert Task.objects.filter(due_on__lt=AS_OF, done_on=None).exists()


@pytest.mark.django_db
def test_every_case_has_an_event_for_its_state() -> None:
    city = _build()

    with scoped(city.administrator):
        for case in Case.objects.all():
            events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("id")
            assert case.state == [event.to_state for event in events][-1]


@pytest.mark.django_db
def test_no_code_can_belong_to_anybody() -> None:
    city = _build()

    with scoped(city.administrator):
        assert {code[2:8] for code in Enterprise.objects.values_list("credit_code", flat=True)} == {"320599"}
        assert {code[2:8] for code in Union.objects.exclude(credit_code="").values_list("credit_code", flat=True)} == {
            "320599"
        }


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", [date(2026, 1, 3), date(2027, 3, 1), date(2024, 2, 29), date(2026, 12, 31)])
def test_the_city_can_be_built_for_any_day(as_of: date) -> None:
    city = _build(as_of=as_of)

    with scoped(city.administrator):
        assert Task.objects.exists()
        assert not Event.objects.filter(at__date__gt=as_of).exists()
