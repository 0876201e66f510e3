"""Who finds a poll's pages, and what they take: people against outcomes, strangers included."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.tests.polling import MOTION, Polling, polling
from zhijia.engines.ballots.voter import Phone
from zhijia.organisation.tests.factories import SmallCity

pytestmark = pytest.mark.django_db(transaction=True)
FOUND, MISSING = 200, 404


@pytest.fixture
def poll(city: SmallCity, tmp_path: Path) -> Iterator[Polling]:
    with polling(city, tmp_path, MOTION) as opened:
        yield opened


def _send(client: Client, address: str, content: object) -> int:
    return client.post(address, json.dumps(content), content_type="application/json").status_code


def test_a_poll_is_found_by_its_electors_its_scrutineers_and_its_unions_only(city: SmallCity, poll: Polling) -> None:
    place = f"/polls/{poll.poll.pk}/"
    pages = {"": 0, "manifest.json": 0, "key/": 1, "bundle.json": 2}
    people = {
        "elector": (poll.electors[0].client(), (FOUND, MISSING, MISSING)),
        "scrutineer": (poll.scrutineers[0].client(), (FOUND, FOUND, MISSING)),
        "town": (city.town_cadre.client(), (FOUND, MISSING, MISSING)),
        "county": (city.county_cadre.client(), (FOUND, MISSING, MISSING)),
        "another worker": (city.worker.client(), (MISSING, MISSING, MISSING)),
        "another county": (city.stranger.client(), (MISSING, MISSING, MISSING)),
        "another chair": (city.south_chair.client(), (MISSING, MISSING, MISSING)),
    }

    for name, (client, expected) in people.items():
        answers = {page: client.get(place + page).status_code for page in pages}
        assert (name, answers) == (name, {page: expected[column] for page, column in pages.items()})
    assert Client().get(place).status_code == 302
    assert Client().get("/polls/recount/").status_code == FOUND


def test_tickets_are_for_electors_and_what_is_no_wish_is_a_bad_request(city: SmallCity, poll: Polling) -> None:
    address = f"/polls/{poll.poll.pk}/tickets/"
    phone = Phone(poll.manifest)
    wish = [{"question": 1, **{holder: one.hex() for holder, one in phone.blinded(1).items()}}]
    client = poll.electors[0].client()

    assert _send(city.stranger.client(), address, wish) == MISSING
    assert _send(city.town_cadre.client(), address, wish) == 422
    wrongs: list[Any] = [
        {},
        [],
        [{}],
        wish * 2,
        [{**wish[0], "a": "00"}],
        [{**wish[0], "a": 7}],
        [{**wish[0], "question": 9}],
    ]
    assert all(_send(client, address, wrong) in {400, 422} for wrong in wrongs)
    assert _send(client, address, wish) == FOUND
    other = [{**wish[0], "a": Phone(poll.manifest).blinded(1)["a"].hex()}]
    assert _send(client, address, other) == 409


def test_the_page_of_the_voter_reaches_this_house_and_the_box_and_nothing_else(poll: Polling) -> None:
    answer = poll.electors[0].client().get(f"/polls/{poll.poll.pk}/")

    policy = {directive.strip() for directive in answer["Content-Security-Policy"].split(";")}  # in no order
    assert {"connect-src 'self' http://testserver:8001", "script-src 'self'"} <= policy
    assert answer["Referrer-Policy"] == "same-origin"
    assert b"<script>" not in answer.content
    for limit in ("不能防胁迫", "人数很少或者全体一致", "两名监票人串通", "谁控制这个网页", "监听会场网络", "不补发"):
        assert limit in answer.content.decode()


def test_nothing_of_a_vote_is_left_in_a_cache(poll: Polling) -> None:
    """Neither with a browser or a proxy, nor with the server: of the page, of a ticket, of what the box answers."""
    client, place = poll.electors[0].client(), f"/polls/{poll.poll.pk}/"
    phone = poll.phone(poll.electors[0])
    wish = [{"question": 1, **{holder: one.hex() for holder, one in phone.blinded(1).items()}}]
    said: dict[str, str] = {}

    def start(_status: str, headers: list[tuple[str, str]]) -> None:
        said.update(headers)

    with (
        patch.object(BaseCache, "set", side_effect=AssertionError),
        patch.object(LocMemCache, "set", side_effect=AssertionError),
    ):
        page = client.get(place)
        ticket = client.post(f"{place}tickets/", json.dumps(wish), content_type="application/json")
        (stamped,) = ticket.json()
        phone.receive(1, {holder: bytes.fromhex(stamped[holder]) for holder in ("a", "b")})
        body = phone.paper(1, write_ballot(Ballot({"1": "yes"})))
        length = str(len(body))
        environ = {
            "PATH_INFO": "/cast",
            "REQUEST_METHOD": "POST",
            "CONTENT_LENGTH": length,
            "wsgi.input": BytesIO(body),
        }
        (kept,) = poll.box(environ, start)

    assert json.loads(kept)["answer"] == "kept"
    assert said["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in said
    for answer in (page, ticket):
        assert "no-store" in answer["Cache-Control"]


def test_a_key_comes_from_the_scrutineer_herself_and_not_after_freezing(city: SmallCity, poll: Polling) -> None:
    address = f"/polls/{poll.poll.pk}/key/keep/"
    key = {"point": "04" + "00" * 64, "locked": "00" * 76}

    assert _send(poll.electors[0].client(), address, key) == MISSING
    assert _send(poll.scrutineers[0].client(), address, key) == 422
    assert _send(poll.scrutineers[0].client(), address, {"point": "04"}) == 400
    assert _send(poll.scrutineers[0].client(), f"/polls/{poll.poll.pk}/key/reveal/", {"secret": "01" * 32}) == 422
