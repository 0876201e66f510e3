"""The page that closes an account: what it names before, and what follows at once."""

import pytest
from django.urls import reverse

from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.organisation.models import User
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.trail.models import Event


def page_of(name: str, figure: Figure) -> str:
    return reverse(f"organising:{name}", args=[figure.person.pk])


def test_the_open_work_of_her_posts_is_named_before_an_account_is_closed(city: SmallCity) -> None:
    with registered(supply_of(city)) as flow:
        make(open_supply(city, flow, title="申领安全帽"), "submit", city.town_cadre.actor)

        page = city.city_cadre.client().get(page_of("close_account", city.county_cadre))

    assert page.status_code == 200
    assert page.content.decode().count("申领安全帽") == 1
    assert "还有 1 件待办" in page.content.decode()
    assert User.objects.get(pk=city.county_cadre.user.pk).is_active


def test_one_button_shuts_the_person_out_and_another_lets_her_wait_for_a_slip(city: SmallCity) -> None:
    chair, town, own = city.chair.client(), city.town_cadre.client(), reverse("organising:unions")
    before = chair.get(own).status_code

    town.post(page_of("close_account", city.chair), {"reason": "退休"})
    shut_out = chair.get(own).status_code
    closed = town.get(page_of("person", city.chair)).content.decode()
    town.post(page_of("reopen_account", city.chair), {"reason": "返聘"})
    still_out = chair.get(own).status_code
    reopened = town.get(page_of("person", city.chair)).content.decode()

    assert (before, shut_out, still_out) == (200, 302, 302)
    assert "已停用" in closed
    assert "退休" in closed
    assert page_of("reopen_account", city.chair) in closed
    assert page_of("print_slip", city.chair) not in closed
    assert "待开通" in reopened
    assert page_of("print_slip", city.chair) in reopened


def test_a_second_click_is_told_and_leaves_one_event(city: SmallCity) -> None:
    town = city.town_cadre.client()

    first = town.post(page_of("close_account", city.chair), {"reason": "退休"})
    second = town.post(page_of("close_account", city.chair), {"reason": "退休"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "已经停用" in second.content.decode()
    with scoped(BUILDER):
        assert Event.objects.filter(kind="organisation.account_closed").count() == 1


@pytest.mark.parametrize("name", ["close_account", "reopen_account"])
def test_a_stranger_finds_no_such_account_and_the_person_herself_is_refused(city: SmallCity, name: str) -> None:
    url = page_of(name, city.chair)

    assert city.stranger.client().get(url).status_code == 404
    assert city.stranger.client().post(url, {"reason": "退休"}).status_code == 404
    assert city.chair.client().post(url, {"reason": "退休"}).status_code == 403
    assert User.objects.get(pk=city.chair.user.pk).is_active
