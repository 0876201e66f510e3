"""Two workers run the job of deliveries at once: each letter goes out once, and one delivery is on record."""

import threading
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import connections

from zhijia.engines.messages.channels.webhook import WebhookChannel
from zhijia.engines.messages.delivering import deliver_due
from zhijia.engines.messages.models import Delivery, DeliveryAttempt, DeliveryState
from zhijia.engines.messages.preferences import set_address
from zhijia.engines.messages.sending import Line, send
from zhijia.engines.messages.tests.servers import Gateway, gateway
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, build_small_city

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
LETTERS = 60


@pytest.fixture
def hook() -> Iterator[Gateway]:
    with gateway() as server:
        yield server


def told(city: SmallCity) -> None:
    """More lines than one portion holds, to a cadre who wants them by the gateway too."""
    cadre = city.county_cadre.actor
    assert cadre.post is not None
    with scoped(cadre):
        set_address(cadre, "webhook", "wx-0042")
        lines = [Line(cadre.post.id, n, "cases.clock_overdue", f"第{n}件") for n in range(LETTERS)]
        send(lines, now=NOW, today=TODAY)


def work(channel: WebhookChannel, start: threading.Barrier, tried: list[int]) -> None:
    start.wait()
    try:
        while count := deliver_due({"webhook": channel}, now=NOW):
            tried.append(count)
    finally:
        connections.close_all()


def test_two_workers_at_once_send_each_letter_once(hook: Gateway) -> None:
    told(build_small_city())
    channel, start, tried = WebhookChannel(hook.address, "secret"), threading.Barrier(2), list[int]()
    threads = [threading.Thread(target=work, args=(channel, start, tried)) for _ in range(2)]

    with patch.dict(connections.settings["default"], connections.settings["batch"]):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    ids = [headers["X-Zhijia-Id"] for headers, _body in hook.requests]
    assert len(ids) == len(set(ids)) == sum(tried) == LETTERS
    with scoped(BUILDER):
        assert Delivery.objects.filter(state=DeliveryState.SENT, attempts=1).count() == LETTERS
        assert DeliveryAttempt.objects.count() == LETTERS
