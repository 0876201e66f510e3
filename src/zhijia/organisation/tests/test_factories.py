"""The test city stands as it says, so that the tests built on it can be believed."""

from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity


def test_a_county_cadre_sees_her_county_and_the_way_up(city: SmallCity) -> None:
    with scoped(city.county_cadre.actor):
        seen = set(Union.objects.values_list("name", flat=True))

    assert seen == {"江海市总工会", "北塘区总工会", "柳湾镇总工会", "青禾纺织工会委员会"}


def test_the_labour_bureau_sees_no_enterprise(city: SmallCity) -> None:
    with scoped(city.bureau_officer.actor):
        assert not Enterprise.objects.exists()


def test_a_worker_acts_through_no_post(city: SmallCity) -> None:
    assert city.worker.actor.post is None
    assert city.worker.actor.person_id == city.worker.person.pk
