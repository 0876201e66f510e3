"""The address of the web server."""

import socket
from collections.abc import Iterator

import pytest
from django.conf import settings

from zhijia.site.serving import options
from zhijia.site.serving.listening import address, answers, listen


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_taken_port_gives_way_to_the_next_free_one(taken: socket.socket) -> None:
    port = taken.getsockname()[1]

    with listen("127.0.0.1", port) as listener:
        assert port < address(listener)[1] < port + 50


def test_a_server_on_all_addresses_is_shown_as_this_machine() -> None:
    with listen("0.0.0.0", 0) as listener:
        assert address(listener)[0] == "127.0.0.1"


def test_nobody_answers_on_a_closed_port(taken: socket.socket) -> None:
    host, port = taken.getsockname()
    taken.close()

    assert not answers(host, port)


def test_an_address_that_is_not_ours_is_an_error() -> None:
    with pytest.raises(OSError, match="address"):
        listen("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("environ", "origins", "host", "named"),
    [
        ({}, [], "127.0.0.1", "http://127.0.0.1:8117"),
        ({}, [], "::1", "http://[::1]:8117"),
        ({"ZHIJIA_PUBLIC_ADDRESS": "https://union.example"}, [], "127.0.0.1", "https://union.example"),
        ({}, ["https://origin.example"], "127.0.0.1", None),
    ],
)
def test_papers_lead_to_the_address_that_is_served_unless_the_installation_names_another(
    environ: dict[str, str],
    origins: list[str],
    host: str,
    named: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(options, "environ", environ)
    monkeypatch.setattr(settings, "CSRF_TRUSTED_ORIGINS", origins)

    options.name_address("http", host, 8117, box_port=8118, live_port=8119)

    assert environ.get("ZHIJIA_PUBLIC_ADDRESS") == named
