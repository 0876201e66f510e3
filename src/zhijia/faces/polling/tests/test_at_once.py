"""Three presses at once over HTTP, in every mode: one vote a person, and what was cut short on its way is none."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.models import CountSheet, Issuance, Mode, NamedBallot
from zhijia.engines.ballots.tests.modes import MOTION, Voting, voting
from zhijia.engines.ballots.tests.polling import at_once, owner_sees, polling
from zhijia.engines.ballots.voter import Phone
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.trail.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
FOUND, MOVED, MALFORMED, CONFLICT, REFUSED = 200, 302, 400, 409, 422
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
CSRF = "c" * 32


class Threaded(ThreadingMixIn, WSGIServer):
    """A thread for each request, as the box is served."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """As the box is served: nothing is logged."""

    def log_message(self, *_: object) -> None:
        return


def _post(address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=120)
    try:
        connection.request("POST", place.path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _headers_of(figure: Figure, kind: str = FORM) -> dict[str, str]:
    session = figure.client().cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    return {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": kind}


def _thrice(figure: Figure, address: str, **given: Any) -> list[int]:
    """The statuses of one form sent three times at once, each over a connection of its own."""
    send = partial(_post, address, urlencode(given).encode(), _headers_of(figure))
    return sorted(status for status, _body in at_once([send] * 3))


def _place(live_server: LiveServer, poll: Voting) -> str:
    return f"{live_server.url}/polls/{poll.poll.pk}/"


def test_three_presses_at_once_are_one_vote_by_name_in_secret_and_when_the_roll_is_called(
    city: SmallCity, live_server: LiveServer
) -> None:
    once = [MOVED, REFUSED, REFUSED]
    with voting(city, Mode.NAMED, electors=3) as poll:
        place = _place(live_server, poll)
        assert _thrice(poll.electors[0], f"{place}cast/", sure="1", q1_1="yes") == once
        with scoped(BUILDER):
            called = {"elector": poll.line(poll.electors[1]).pk, "q1_1": "no"}
        assert _thrice(poll.tellers[0], f"{place}desk/call/", **called) == once
        with scoped(BUILDER):
            poll.close()
            assert NamedBallot.objects.filter(question__poll=poll.poll).count() == 2
    with voting(city, Mode.ORDINARY, electors=3) as poll:
        place = _place(live_server, poll)
        assert _thrice(poll.electors[0], f"{place}cast/", sure="1", q1_1="yes") == once
        poll.close()
        assert poll.count().counts[1].ballots == 1


@pytest.mark.parametrize("mode", [Mode.HANDS, Mode.PAPER])
def test_three_presses_at_once_enter_one_count_and_confirm_it_once(
    city: SmallCity, live_server: LiveServer, mode: Mode
) -> None:
    papers = {"q1-issued": 3, "q1-returned": 3, "q1-spoiled": 0} if mode == Mode.PAPER else {}
    with voting(city, mode, electors=3) as poll:
        place, (one, two) = _place(live_server, poll), poll.tellers
        entered = _thrice(one, f"{place}desk/1/enter/", **{"q1-1_yes": 2, "q1-1_no": 1, "q1-1_abstain": 0, **papers})
        assert entered == [MOVED] * 3
        with scoped(BUILDER):
            (sheet,) = CountSheet.objects.filter(question__poll=poll.poll)
            assert Event.objects.filter(kind="ballots.count_entered").count() == 1
        assert _thrice(two, f"{place}desk/1/confirm/", seen=sheet.entered_at.isoformat()) == [MOVED] * 3
        with scoped(BUILDER):
            (confirmed,) = CountSheet.objects.filter(question__poll=poll.poll)
            assert Event.objects.filter(kind="ballots.count_confirmed").count() == 1
        assert (confirmed.marks, confirmed.confirmed_by_id) == ({"1": {"yes": 2, "no": 1, "abstain": 0}}, two.person.pk)


def test_three_requests_at_once_for_a_ticket_and_three_for_the_box_are_one_and_a_ballot_cut_short_is_none(
    city: SmallCity, live_server: LiveServer, tmp_path: Path
) -> None:
    with polling(city, tmp_path, MOTION) as poll:
        elector, phone = poll.electors[0], Phone(poll.manifest)
        tickets = f"{live_server.url}/polls/{poll.poll.pk}/tickets/"

        def ask(by: Phone) -> tuple[int, bytes]:
            wish = [{"question": 1, **{holder: one.hex() for holder, one in by.blinded(1).items()}}]
            return _post(tickets, json.dumps(wish).encode(), _headers_of(elector, JSON))

        phone.blinded(1)
        same = at_once([partial(ask, phone)] * 3)
        other = at_once([partial(ask, Phone(poll.manifest)) for _ in range(3)])
        assert [status for status, _body in same] == [FOUND] * 3
        assert len({body for _status, body in same}) == 1
        assert [status for status, _body in other] == [CONFLICT] * 3
        with scoped(BUILDER):
            assert Issuance.objects.count() == 1

        (stamped,) = json.loads(same[0][1])
        phone.receive(1, {holder: bytes.fromhex(stamped[holder]) for holder in ("a", "b")})
        paper = phone.paper(1, write_ballot(Ballot({"1": "yes"})))
        _at_the_door(poll.box, lambda address: _cast_over_http(address, paper))
        poll.close()
    assert owner_sees(f"SELECT count(*) FROM ballot_box.closed_{poll.poll.pk}") == [(1,)]


def _cast_over_http(address: str, paper: bytes) -> None:
    plain = {"Content-Type": "text/plain"}
    place = urlsplit(address)
    for length in (len(paper) // 2, len(paper) - 1, 1):
        assert _post(f"{address}/cast", paper[:length], plain)[0] == MALFORMED
    for part in (b"", paper[: len(paper) // 2], paper[:-1]):  # the network ends in the middle of what was announced
        with socket.create_connection((place.hostname, place.port)) as line:
            line.sendall(b"POST /cast HTTP/1.1\r\nHost: box\r\nContent-Length: %d\r\n\r\n" % len(paper) + part)
            line.shutdown(socket.SHUT_WR)
            assert b" 400 " in line.recv(64)
    answers = at_once([partial(_post, f"{address}/cast", paper, plain)] * 3)
    assert [status for status, _body in answers] == [FOUND] * 3
    assert len({body for _status, body in answers}) == 1


def _at_the_door(box: Any, act: Callable[[str], None]) -> None:
    """What is done at the address of the box while it is served."""
    server = make_server("127.0.0.1", 0, box, server_class=Threaded, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        act(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
