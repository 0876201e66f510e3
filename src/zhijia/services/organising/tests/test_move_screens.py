"""Moving a union on screen: what moves is shown before it moves, and a second click finds it done."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from zhijia.organisation.models import Union, UnionMove
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity

BASIS = "江工发〔2026〕12号"


def address(union: Union) -> str:
    return reverse("organising:move_union", args=[union.pk])


def parent_of(union: Union) -> int | None:
    with scoped(BUILDER):
        return Union.objects.get(pk=union.pk).parent_id


def test_the_first_button_shows_what_moves_and_moves_nothing(city: SmallCity) -> None:
    page = city.city_cadre.client().post(address(city.north_town), {"parent": str(city.south.pk), "basis": BASIS})
    words = page.content.decode()

    assert page.status_code == 200
    assert "北塘区总工会不再看到它们" in words
    assert "南汀区总工会开始看到它们" in words
    assert BASIS in words
    assert parent_of(city.north_town) == city.north.pk


def test_the_second_button_moves_it_once_and_leaves_the_rest_to_a_job(city: SmallCity) -> None:
    client, given = city.city_cadre.client(), {"parent": str(city.south.pk), "basis": BASIS, "confirmed": "1"}

    first, second = (client.post(address(city.north_town), given) for _ in range(2))
    page = client.get(reverse("organising:union", args=[city.north_town.pk])).content.decode()

    assert (first.status_code, second.status_code) == (302, 422)
    assert "已经隶属" in second.content.decode()
    assert "正在调整隶属" in page
    assert f"{city.north.name} → {city.south.name}（{BASIS}）" in page
    assert parent_of(city.north_town) == city.south.pk
    with scoped(BUILDER):
        assert UnionMove.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="organising.follow_union").count() == 1


def test_a_place_that_cannot_be_is_said_before_anything_is_shown(city: SmallCity) -> None:
    client = city.city_cadre.client()

    inside = client.post(address(city.north), {"parent": str(city.north_town.pk), "basis": BASIS})
    without = client.post(address(city.north_town), {"parent": str(city.south.pk), "basis": ""})

    assert (inside.status_code, without.status_code) == (422, 422)
    assert "它的下级之下" in inside.content.decode()
    assert BASIS in inside.content.decode()


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("worker", 404), ("chair", 403), ("research", 403)])
def test_who_does_not_stand_above_is_kept_out(city: SmallCity, name: str, status: int) -> None:
    given = {"parent": str(city.south.pk), "basis": BASIS, "confirmed": "1"}

    assert getattr(city, name).client().post(address(city.mill_union), given).status_code == status
    assert parent_of(city.mill_union) == city.north_town.pk


def test_a_county_cannot_give_a_union_to_a_county_that_it_does_not_see(city: SmallCity) -> None:
    """The foreign parent is not found among the candidates, whatever number is sent."""
    given = {"parent": str(city.south.pk), "basis": BASIS, "confirmed": "1"}

    assert city.county_cadre.client().post(address(city.north_town), given).status_code == 422
    assert parent_of(city.north_town) == city.north.pk
