"""The door: guessing passwords, planted sessions, addresses that lead away, foreign hosts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.surfaces.looking import cannot_matter
from tests.surfaces.saying import listed
from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import Answer, Visits
from tests.surfaces.world import World
from zhijia.organisation.models import User
from zhijia.organisation.tests.factories import PASSWORD

Undone = Callable[[], AbstractContextManager[None]]
LOGIN = "/accounts/login/"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "\thttps://evil.example/",
    "javascript:alert(1)",
)


def _sign_in(client: Client, username: str, password: str) -> int:
    return client.post(LOGIN, {"login": username, "password": password}).status_code


def _guess(username: str, password: str) -> int:
    try:
        return _sign_in(Client(), username, password)
    finally:
        connections.close_all()


def test_guesses_through_many_connections_are_counted_together(world_copy: World) -> None:
    """Each thread has its own connection, as each web worker has: the count lives in the database."""
    username = world_copy.figures["county_cadre"].user.username

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda number: _guess(username, f"wrong-{number}"), range(5)))

    assert answers == [200] * 5
    assert User.objects.get(username=username).locked_until is not None
    assert _guess(username, PASSWORD) == 200, "locked: the right password does not help"


def test_signing_in_gives_a_new_session(visits: Visits, undone: Undone) -> None:
    """A session planted before the login is not the one that is logged in."""
    client = Client()
    with undone():
        client.get(LOGIN)
        session = client.session
        session["planted"] = "yes"
        session.save()
        client.cookies["sessionid"] = planted = session.session_key
        username = visits.world.figures["county_cadre"].user.username

        assert _sign_in(client, username, PASSWORD) == 302
        assert client.cookies["sessionid"].value != planted
        stranger = Client()
        stranger.cookies["sessionid"] = planted
        assert stranger.get("/desk/").status_code == 302, "the planted session opens nothing"


def test_signing_out_ends_the_session_for_good(visits: Visits, undone: Undone) -> None:
    with undone():
        client = Client()
        _sign_in(client, visits.world.figures["county_cadre"].user.username, PASSWORD)
        kept = client.cookies["sessionid"].value
        client.post("/accounts/logout/")
        again = Client()
        again.cookies["sessionid"] = kept

        assert again.get("/desk/")["Location"].startswith(LOGIN)


def test_a_link_does_not_sign_anybody_out(visits: Visits, undone: Undone) -> None:
    with undone():
        client = Client()
        _sign_in(client, visits.world.figures["county_cadre"].user.username, PASSWORD)
        client.get("/accounts/logout/")

        assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(visits: Visits, undone: Undone, target: str) -> None:
    username = visits.world.figures["county_cadre"].user.username
    with undone():
        answer = Client().post(LOGIN, {"login": username, "password": PASSWORD, "next": target})

    assert answer["Location"] == "/"


def test_no_page_leads_to_another_site(visits: Visits) -> None:
    """`next` in the query and in the form, on every page, for somebody who is let in."""
    led = []
    for surface in SURFACES.values():
        for target, answer in _led_to(visits, surface):
            is_link = any(f'{name}="{target}"' in answer.text for name in ("href", "action"))
            if urlsplit(answer.location).netloc or is_link:
                led.append(f"{surface.name} {answer.url} leads to {target}")

    assert not led, listed(led)


def _led_to(visits: Visits, surface: Surface) -> Iterator[tuple[str, Answer]]:
    """What comes for two addresses elsewhere; for one, where nobody looks at `next`."""
    url = surface.address(visits.world.north)
    for target in ELSEWHERE[:2]:
        if surface.is_post:
            yield target, visits.post("county_cadre", url, {"next": target})
            continue
        answer = visits.get("county_cadre", f"{url}?{urlencode({'next': target})}")
        yield target, answer
        if cannot_matter(["next"], answer.looked_at):
            return


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "a b", "", "@evil.example"]
)
def test_a_foreign_host_is_refused(world: World, host: str) -> None:
    answer = Client().get(LOGIN, headers={"host": host} if host else {}, SERVER_NAME=host or "evil.example")

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_a_forwarded_host_is_ignored(world: World) -> None:
    answer = Client().get(reverse("plans:list"), headers={"x-forwarded-host": "evil.example"})

    assert answer["Location"].startswith("/accounts/login/")


def test_a_form_from_elsewhere_is_refused(visits: Visits, undone: Undone) -> None:
    """Every URL, with a login and without a token."""
    client = Client(enforce_csrf_checks=True)
    taken = []
    with undone():
        client.force_login(visits.world.figures["county_cadre"].user)
        for surface in (surface for surface in SURFACES.values() if not surface.is_open):
            url = surface.address(visits.world.north)
            status = client.post(url, {"name": "x"}).status_code
            if status not in (403, 405):
                taken.append(f"{surface.name} {url}: {status}")

    assert not taken, listed(taken)


def test_cookies_are_kept_from_scripts_and_other_sites(visits: Visits, undone: Undone) -> None:
    client = Client()
    with undone():
        _sign_in(client, visits.world.figures["county_cadre"].user.username, PASSWORD)

    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
