"""Messages that leave the product: once for each channel, tried until they arrive, with no more in them than needed."""

import email
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email.policy import default
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from zhijia.engines.messages.addresses import conceal, reveal
from zhijia.engines.messages.channels.channel import Channel, Letter, UndeliveredError
from zhijia.engines.messages.channels.configured import configured_channels
from zhijia.engines.messages.channels.email import EmailChannel
from zhijia.engines.messages.channels.gateway import sign
from zhijia.engines.messages.channels.webhook import WebhookChannel
from zhijia.engines.messages.delivering import deliver_due, pause_after
from zhijia.engines.messages.models import Delivery, DeliveryAttempt, DeliveryState, Preference
from zhijia.engines.messages.preferences import addresses_of, set_address
from zhijia.engines.messages.queries import messages_of
from zhijia.engines.messages.retrying import retry, troubled_deliveries
from zhijia.engines.messages.sending import Line, send
from zhijia.engines.messages.tests.servers import Gateway, MailServer, gateway, mail_server
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_contact

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]
SECRET = "shared-with-the-gateway"
DAY = timedelta(days=1)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[Gateway]:
    with gateway() as server:
        yield server


@pytest.fixture
def channels(mail: MailServer, hook: Gateway) -> Mapping[str, Channel]:
    return {
        "email": EmailChannel.at(mail.address),
        "webhook": WebhookChannel(hook.address, SECRET, moment=lambda: 1_795_000_000.0),
    }


def wants(figure: Figure, channel: str, address: str) -> None:
    with scoped(figure.actor):
        set_address(figure.actor, channel, address)


def tell(figure: Figure, text: str = "张某的工资问题") -> None:
    assert figure.post is not None
    with scoped(figure.actor):
        send([Line(figure.post.pk, 7, "cases.clock_overdue", text)], now=NOW, today=TODAY)


def delivery_of(city: SmallCity) -> Delivery:
    with scoped(BUILDER):
        return Delivery.objects.get()


def run(channels: Mapping[str, Channel], acting_as: ActingAs, *, now: datetime = NOW) -> int:
    with acting_as("batch"):
        return deliver_due(channels, now=now)


def test_whoever_asked_for_nothing_gets_the_inbox_only(city: SmallCity) -> None:
    tell(city.county_cadre)

    with scoped(BUILDER):
        assert not Delivery.objects.exists()


def test_a_letter_arrives_once_and_says_nothing_of_the_matter(
    city: SmallCity, channels: Mapping[str, Channel], mail: MailServer, acting_as: ActingAs
) -> None:
    wants(city.county_cadre, "email", "cadre@example.org")
    tell(city.county_cadre)

    assert [run(channels, acting_as) for _ in range(3)] == [1, 0, 0]

    (raw,) = mail.letters
    letter = email.message_from_string(raw, policy=default)
    assert (letter["To"], letter["Subject"]) == ("cadre@example.org", "职家：时限逾期")
    assert str(delivery_of(city).key) in letter["Message-ID"]
    assert "张某" not in letter.get_content()
    assert delivery_of(city).state == DeliveryState.SENT


def test_a_gateway_can_prove_who_sent_it_and_tell_a_repetition(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)

    run(channels, acting_as)

    ((headers, body),) = hook.requests
    content = json.loads(body)
    key = str(delivery_of(city).key)
    assert headers["X-Zhijia-Id"] == key == content["id"]
    assert headers["X-Zhijia-Signature"] == "sha256=" + sign(SECRET, key=key, timestamp=1_795_000_000, body=body)
    assert headers["X-Zhijia-Signature"] != "sha256=" + sign(SECRET, key=key, timestamp=1_795_000_001, body=body)
    assert set(content) == {"id", "to", "kind", "text", "link", "sent_at"}
    assert "张某" not in body.decode()


def test_a_gateway_that_is_down_for_a_day_loses_nothing_and_gets_nothing_twice(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    """The job runs every minute; what the gateway refuses is tried after longer and longer pauses, each attempt is kept."""
    wants(city.county_cadre, "webhook", "wx-0042")
    for n in range(3):
        tell(city.county_cadre, f"第{n}件")
    hook.status = 503

    tried_at = [now for now in every_due_moment(until=NOW + DAY) if run(channels, acting_as, now=now)]
    with scoped(city.county_cadre.actor):
        assert len(messages_of(city.county_cadre.actor)) == 3, "the inbox does not wait for the gateway"
    assert hook.requests == []
    hook.status = 204
    for hour in range(25, 28):
        run(channels, acting_as, now=NOW + timedelta(hours=hour))

    pauses = [(later - earlier) // timedelta(minutes=1) for earlier, later in pairwise(tried_at)]
    assert pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(pauses[8:]) == {60}
    ids = [headers["X-Zhijia-Id"] for headers, _body in hook.requests]
    assert len(ids) == len(set(ids)) == 3
    with scoped(BUILDER):
        assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
        assert DeliveryAttempt.objects.filter(is_sent=False).count() == 3 * len(tried_at)
        assert set(DeliveryAttempt.objects.filter(is_sent=False).values_list("detail", flat=True)) == {"网关答复 503"}
        assert DeliveryAttempt.objects.filter(is_sent=True).count() == 3


def every_due_moment(*, until: datetime) -> Iterator[datetime]:
    """The moments at which the job finds something, until a day has passed."""
    while True:
        with scoped(BUILDER):
            due = min(Delivery.objects.values_list("next_at", flat=True))
        if due > until:
            return
        yield due


def test_a_machine_clock_that_jumped_ahead_and_back_holds_no_letter_up(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    """A month ahead the gateway is down; back in the present it is up: one letter, now and not in a month."""
    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)
    hook.status = 503
    run(channels, acting_as, now=NOW + 31 * DAY)
    hook.status = 204

    assert [run(channels, acting_as, now=NOW + timedelta(minutes=n)) for n in (1, 2, 3)] == [1, 0, 0]

    assert len(hook.requests) == 1
    assert delivery_of(city).state == DeliveryState.SENT


def test_after_a_week_it_fails_and_an_administrator_retries_it(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)
    hook.status = 500
    late = NOW + 8 * DAY
    for n in range(9, -1, -1):
        assert delivery_of(city).state == DeliveryState.QUEUED, "what was just begun is not given up"
        run(channels, acting_as, now=late - timedelta(hours=n))
    assert (delivery_of(city).state, delivery_of(city).last_error) == (DeliveryState.FAILED, "网关答复 500")
    assert run(channels, acting_as, now=late + DAY) == 0

    hook.status = 204
    actor = city.administrator.actor
    with scoped(actor):
        retry(actor, troubled_deliveries(actor)[0].pk, now=late + DAY)
    run(channels, acting_as, now=late + DAY)

    assert len(hook.requests) == 1


def test_a_worker_that_dies_while_sending_leaves_a_claim_that_runs_out(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    class Dying:
        def send(self, letter: Letter) -> None:
            channels["webhook"].send(letter)
            raise KeyboardInterrupt

    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)
    with acting_as("batch"), pytest.raises(KeyboardInterrupt):
        deliver_due({"webhook": Dying()}, now=NOW)

    assert run(channels, acting_as, now=NOW + timedelta(minutes=4)) == 0
    assert run(channels, acting_as, now=NOW + timedelta(minutes=5)) == 1
    assert [headers["X-Zhijia-Id"] for headers, _body in hook.requests] == [str(delivery_of(city).key)] * 2
    with scoped(BUILDER):
        assert list(DeliveryAttempt.objects.values_list("is_sent", flat=True)) == [True]


def test_a_mail_server_that_refuses_is_asked_again(
    city: SmallCity, channels: Mapping[str, Channel], mail: MailServer, acting_as: ActingAs
) -> None:
    wants(city.county_cadre, "email", "cadre@example.org")
    tell(city.county_cadre)
    mail.is_refusing = True
    run(channels, acting_as)
    assert "cadre@example.org" not in delivery_of(city).last_error
    mail.is_refusing = False

    assert run(channels, acting_as, now=NOW + timedelta(minutes=1)) == 1
    assert len(mail.letters) == 1


def test_a_channel_that_is_not_set_up_keeps_its_deliveries_until_it_is(
    city: SmallCity, channels: Mapping[str, Channel], hook: Gateway, acting_as: ActingAs
) -> None:
    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)

    assert run({"email": channels["email"]}, acting_as) == 0
    assert run(channels, acting_as) == 1


def test_the_database_refuses_a_second_delivery_of_a_message_by_a_channel(city: SmallCity, acting_as: ActingAs) -> None:
    wants(city.county_cadre, "webhook", "wx-0042")
    tell(city.county_cadre)
    again = (
        "INSERT INTO inbox_delivery (message_id, channel, state, attempts, next_at, key, last_error, path)"
        " SELECT message_id, channel, state, 0, next_at, gen_random_uuid(), '', path FROM inbox_delivery"
    )

    with acting_as("batch"), pytest.raises(IntegrityError, match="delivery_once"), transaction.atomic():
        connection.cursor().execute(again)


def test_an_address_is_not_readable_in_the_database_and_only_its_owner_asks_for_it(city: SmallCity) -> None:
    wants(city.county_cadre, "email", "cadre@example.org")

    with scoped(city.county_cadre.actor):
        assert b"cadre" not in bytes(Preference.objects.get().address)
        assert addresses_of(city.county_cadre.actor) == {"email": "cadre@example.org"}
    for figure in (city.leader, city.administrator, city.stranger):
        with scoped(figure.actor):
            assert not Preference.objects.exists()
    assert conceal("a@b.c") != conceal("a@b.c")
    assert reveal(conceal("a@b.c")) == "a@b.c"


@pytest.mark.parametrize("address", ["no-at-sign", "two words@example.org", "a" * 121, "名 <a@example.org>"])
def test_a_faulty_address_is_refused_at_its_field(city: SmallCity, address: str) -> None:
    with scoped(city.chair.actor), pytest.raises(Refused) as refused:
        set_address(city.chair.actor, "email", address)

    assert refused.value.field == "email"


def test_an_empty_address_turns_the_channel_off(city: SmallCity) -> None:
    wants(city.county_cadre, "email", "cadre@example.org")
    wants(city.county_cadre, "email", "")
    tell(city.county_cadre)

    with scoped(BUILDER):
        assert not Delivery.objects.exists()


@pytest.mark.parametrize("who", ["leader", "county_cadre", "stranger", "chair", "worker"])
def test_others_do_not_look_at_deliveries(city: SmallCity, who: str) -> None:
    actor = getattr(city, who).actor

    with scoped(actor), pytest.raises(Refused, match="系统管理员"):
        troubled_deliveries(actor)


def test_a_party_and_a_person_are_told_by_name(city: SmallCity) -> None:
    with scoped(BUILDER):
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    lines = [
        Line(None, 7, "cases.clock_overdue", "要约", party=f"employer:{city.mill.pk}"),
        Line(None, 7, "cases.clock_overdue", "要约", person_id=city.worker.person.pk),
        Line(None, 7, "cases.clock_overdue", "无人", party="bureau:999999"),
    ]

    with scoped(city.chair.actor):
        assert send(lines, now=NOW, today=TODAY) == 2
    with scoped(contact.actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inbox_message")
        assert cursor.fetchone()[0] == 1


def test_pauses_grow_to_an_hour() -> None:
    assert [pause_after(n).total_seconds() / 60 for n in (0, 1, 2, 3, 6, 7, 50)] == [1, 1, 2, 4, 32, 60, 60]


@pytest.mark.parametrize("address", ["http://host?from=a@b", "smtp://host", "smtp://?from=a@b", ""])
def test_what_is_no_mail_server_is_said_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="smtp://host"):
        EmailChannel.at(address)


@pytest.mark.parametrize(("url", "secret"), [("ftp://host/", "s"), ("https://host/", "")])
def test_a_gateway_needs_an_address_and_a_secret(url: str, secret: str) -> None:
    with pytest.raises(ValueError, match="gateway"):
        WebhookChannel(url, secret)


def test_a_gateway_that_is_not_there_is_no_delivery() -> None:
    letter = Letter("k", "to", "kind", "told", "link", NOW)

    with pytest.raises(UndeliveredError, match="没有答复"):
        WebhookChannel("http://127.0.0.1:9/", SECRET).send(letter)


def test_channels_come_from_the_settings(settings: pytest.FixtureRequest) -> None:
    settings.MESSAGES_SMTP = "smtp://127.0.0.1?from=a@example.org"  # type: ignore[attr-defined]
    settings.MESSAGES_WEBHOOK, settings.MESSAGES_WEBHOOK_SECRET = "http://127.0.0.1/", "s"  # type: ignore[attr-defined]

    assert set(configured_channels()) == {"email", "webhook"}
