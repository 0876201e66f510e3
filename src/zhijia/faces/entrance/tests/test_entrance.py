"""The way in: slip, password, second factor, post."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from zhijia.organisation.accounts.signin import MOST_FAILURES
from zhijia.organisation.accounts.slips import issue_slip
from zhijia.organisation.models import User
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    PASSWORD,
    Figure,
    SmallCity,
    build_small_city,
    make_figure,
)
from zhijia.trail.models import Event

SECRET = "JBSWY3DPEHPK3PXP"


def with_password(figure: Figure, *, must_change: bool = False) -> User:
    figure.user.set_password(PASSWORD)
    figure.user.must_change_password = must_change
    figure.user.save()
    return figure.user


def log_in(client: Client, username: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": username, "password": password})  # type: ignore[return-value]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def activation(username: str, code: str, password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "code": code, "password": password, "again": password}


def kinds_about(user: User) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type="organisation.user", subject_id=user.pk).order_by("id")
        return [event.kind.removeprefix("organisation.") for event in rows]


@pytest.mark.parametrize("name", ["account_login", "entrance:activate", "entrance:preferences"])
def test_the_doors_stand_open_to_everybody(db: None, client: Client, name: str) -> None:
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert "<h1>" in page.content.decode()


@pytest.mark.parametrize("name", ["account", "first_password", "change_password", "choose_post"])
def test_what_is_one_s_own_asks_who_one_is(db: None, client: Client, name: str) -> None:
    page = client.get(reverse(f"entrance:{name}"))

    assert page.status_code == 302
    assert page["Location"].startswith(reverse("account_login"))


def test_nobody_signs_up(db: None, client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/password/reset/").status_code == 404


def test_a_slip_opens_the_account_and_one_logs_in(city: SmallCity, client: Client) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        slip = issue_slip(actor, city.chair.user, now=NOW)

    page = client.post(reverse("entrance:activate"), activation(slip.user.username, slip.code))

    assert page.status_code == 302
    log_in(client, slip.user.username)
    assert signed_in(client)
    assert kinds_about(slip.user) == ["account_issued", "account_activated", "logged_in"]


def test_wrong_codes_are_kept_count_of_through_the_page(city: SmallCity, client: Client) -> None:
    user = city.chair.user
    for _ in range(MOST_FAILURES):
        page = client.post(reverse("entrance:activate"), activation(user.username, "2222-2222-2222"))
        assert "对不上" in page.content.decode()

    page = client.post(reverse("entrance:activate"), activation(user.username, "2222-2222-2222"))

    assert "暂停使用" in page.content.decode()
    assert kinds_about(user).count("login_locked") == 1


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123"])
def test_a_weak_password_opens_nothing(city: SmallCity, client: Client, password: str) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        slip = issue_slip(actor, city.chair.user, now=NOW)

    page = client.post(reverse("entrance:activate"), activation(slip.user.username, slip.code, password))

    assert page.status_code == 200
    assert kinds_about(slip.user) == ["account_issued"]


def test_a_locked_account_gets_the_same_answer_as_an_unknown_one(city: SmallCity, client: Client) -> None:
    user = with_password(city.chair)
    for _ in range(MOST_FAILURES):
        log_in(client, user.username, "wrong-password")

    locked = log_in(client, user.username).content.decode()
    unknown = log_in(client, "nobody-at-all").content.decode()

    assert not signed_in(client)
    assert "账号或密码不对" in locked
    assert "账号或密码不对" in unknown


def test_a_form_without_its_token_is_refused(city: SmallCity) -> None:
    user = with_password(city.chair)
    client = Client(enforce_csrf_checks=True)

    assert log_in(client, user.username).status_code == 403
    assert not signed_in(client)


def test_a_password_set_by_somebody_else_is_replaced_first(city: SmallCity, client: Client) -> None:
    user = with_password(city.worker, must_change=True)
    log_in(client, user.username)

    assert client.get(reverse("entrance:account"))["Location"] == reverse("entrance:first_password")
    client.post(reverse("entrance:first_password"), {"password": "another-horse-43", "again": "another-horse-43"})

    user.refresh_from_db()
    assert user.check_password("another-horse-43")
    assert client.get(reverse("entrance:account")).status_code == 200


def test_a_password_is_changed_and_the_session_goes_on(city: SmallCity, client: Client) -> None:
    user = with_password(city.worker)
    log_in(client, user.username)
    new = {"old": PASSWORD, "password": "another-horse-43", "again": "another-horse-43"}

    wrong = client.post(reverse("entrance:change_password"), {**new, "old": "wrong-password"})
    right = client.post(reverse("entrance:change_password"), new)

    assert "原密码不对" in wrong.content.decode()
    assert right["Location"] == reverse("entrance:account")
    assert client.get(reverse("entrance:account")).status_code == 200


def test_one_chooses_a_post_and_goes_on_where_one_was(city: SmallCity) -> None:
    client = city.city_cadre.client()
    assert city.city_cadre.post is not None
    choice = {"post": str(city.city_cadre.post.pk), "next": reverse("entrance:preferences")}

    page = client.post(reverse("entrance:choose_post"), choice)

    assert page["Location"] == reverse("entrance:preferences")
    city.city_cadre.user.refresh_from_db()
    assert city.city_cadre.user.acting_post_id == city.city_cadre.post.pk


def test_a_post_of_somebody_else_is_not_chosen(city: SmallCity) -> None:
    assert city.leader.post is not None

    page = city.city_cadre.client().post(reverse("entrance:choose_post"), {"post": str(city.leader.post.pk)})

    assert page["Location"] == reverse("entrance:choose_post")
    city.city_cadre.user.refresh_from_db()
    assert city.city_cadre.user.acting_post_id is None


def test_one_is_not_sent_to_another_site(city: SmallCity) -> None:
    assert city.city_cadre.post is not None
    choice = {"post": str(city.city_cadre.post.pk), "next": "https://example.org/"}

    page = city.city_cadre.client().post(reverse("entrance:choose_post"), choice)

    assert "example.org" not in page["Location"]


def test_a_cadre_is_led_to_a_second_factor_and_a_chair_is_not(db: None, settings: Settings) -> None:
    settings.REQUIRE_TOTP = True
    city = build_small_city(is_demo=False)

    led = city.county_cadre.client().get(reverse("entrance:account"))

    assert led["Location"] == reverse("mfa_activate_totp")
    assert city.chair.client().get(reverse("entrance:account")).status_code == 200


def test_a_demo_city_asks_for_no_second_factor(city: SmallCity, settings: Settings) -> None:
    settings.REQUIRE_TOTP = True

    assert city.county_cadre.client().get(reverse("entrance:account")).status_code == 200


def test_whoever_gets_a_cadre_s_post_during_a_session_is_asked_then(db: None, settings: Settings) -> None:
    settings.REQUIRE_TOTP = True
    city = build_small_city(is_demo=False)
    client = city.worker.client()
    assert client.get(reverse("entrance:account")).status_code == 200

    with scoped(BUILDER):
        post = make_figure("临时", union=city.north_town, role="finance").post
        assert post is not None
        post.holdings.update(person=city.worker.person)

    assert client.get(reverse("entrance:account"))["Location"] == reverse("mfa_activate_totp")


def test_a_second_factor_is_asked_and_its_failures_count(city: SmallCity, client: Client) -> None:
    user = with_password(city.county_cadre)
    TOTP.activate(user, SECRET)

    first = log_in(client, user.username)
    wrong = [client.post(first["Location"], {"code": "000000"}) for _ in range(MOST_FAILURES)]
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    locked = client.post(first["Location"], {"code": code})

    assert first["Location"] == reverse("mfa_authenticate")
    assert "验证码不对" in wrong[0].content.decode()
    assert "暂停使用" in locked.content.decode()
    assert not signed_in(client)
    User.objects.filter(pk=user.pk).update(locked_until=None)
    client.post(first["Location"], {"code": code})
    assert signed_in(client)


def test_setting_up_a_second_factor_shows_a_code_to_scan(city: SmallCity, client: Client) -> None:
    user = with_password(city.county_cadre)
    log_in(client, user.username)

    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True)

    assert "data:image/svg" in page.content.decode()
    assert client.get(reverse("mfa_index")).status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()
