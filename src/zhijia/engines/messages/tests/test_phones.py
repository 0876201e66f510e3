"""A phone number is verified by its owner, with a code that was sent to it (ID-09)."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from zhijia.engines.messages.channels.channel import Text, UndeliveredError
from zhijia.engines.messages.channels.gateway import sign
from zhijia.engines.messages.channels.texts import FileTexting, GatewayTexting, texting_at
from zhijia.engines.messages.models import PhoneCode
from zhijia.engines.messages.phones.codes import ask_code, confirm_code, newest_code
from zhijia.engines.messages.phones.sending import send_code
from zhijia.engines.messages.preferences import set_address
from zhijia.engines.messages.tests.servers import gateway
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.particulars import describe_person, entry_of
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]
PHONE, OTHER = "13812345678", "13912345678"
MINUTE = timedelta(minutes=1)


class Pocket:
    """A phone that keeps what it was sent."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.texts: list[Text] = []
        self.is_down = is_down

    def text(self, text: Text) -> None:
        if self.is_down:
            raise UndeliveredError("down")
        self.texts.append(text)


@pytest.fixture(autouse=True)
def outbox(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.MESSAGES_TEXTS = f"file:{tmp_path / 'texts'}"  # type: ignore[attr-defined]
    return tmp_path / "texts"


@pytest.fixture
def worker(city: SmallCity) -> Figure:
    register(city, PHONE)
    return city.worker


def register(city: SmallCity, phone: str) -> None:
    with scoped(city.chair.actor):
        person = Person.objects.get(pk=city.worker.person.pk)
        entry = entry_of(person)
        changed = PersonEntry(**{name: getattr(entry, name) for name in PersonEntry.__slots__} | {"phone": phone})
        describe_person(city.chair.actor, person, changed, now=NOW)


def ask(figure: Figure, acting_as: ActingAs, *, after: timedelta = timedelta(), pocket: Pocket | None = None) -> str:
    """Ask for a code; the digits that arrive, if any."""
    pocket = pocket or Pocket()
    with scoped(figure.actor):
        code = ask_code(figure.actor, now=NOW + after)
    with acting_as("batch"):
        send_code(code.pk, pocket, now=NOW + after)
        assert not send_code(code.pk, pocket, now=NOW + after), "a repeated job sends nothing"
    return pocket.texts[0].code if pocket.texts else ""


def enter(figure: Figure, typed: str, *, after: timedelta = timedelta()) -> str:
    """Enter a code; the refusal, if there is one. What was counted stands."""
    with scoped(figure.actor):
        try:
            confirm_code(figure.actor, typed, now=NOW + after)
        except Refused as refusal:
            return str(refusal)
    return ""


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def is_verified(figure: Figure) -> bool:
    with scoped(BUILDER):
        return Person.objects.get(pk=figure.person.pk).phone_verified_at is not None


def test_a_code_verifies_the_number_once_and_stands_nowhere_in_the_database(
    worker: Figure, acting_as: ActingAs
) -> None:
    """ID-09."""
    code = ask(worker, acting_as)
    with scoped(worker.actor):
        kept = newest_code(worker.actor)
        assert kept is not None
        assert code not in kept.code_hash

    assert "不对" in enter(worker, wrong(code))
    assert not is_verified(worker)
    assert enter(worker, code) == ""
    assert is_verified(worker)
    assert "重新发送" in enter(worker, code)
    with scoped(BUILDER):
        event = Event.objects.get(kind="organisation.phone_verified")
        assert PHONE not in json.dumps(event.data)
        assert code not in json.dumps(event.data)


def test_a_code_runs_out_by_time_and_by_wrong_entries_and_by_a_newer_one(worker: Figure, acting_as: ActingAs) -> None:
    old = ask(worker, acting_as)
    assert "重新发送" in enter(worker, old, after=10 * MINUTE)
    code = ask(worker, acting_as, after=11 * MINUTE)
    answers = [enter(worker, wrong(code), after=12 * MINUTE) for _ in range(5)]
    assert all("不对" in answer for answer in answers)
    assert "重新发送" in enter(worker, code, after=12 * MINUTE)
    replaced = ask(worker, acting_as, after=13 * MINUTE)
    newest = ask(worker, acting_as, after=15 * MINUTE)
    if replaced != newest:
        assert "不对" in enter(worker, replaced, after=16 * MINUTE)
    assert not is_verified(worker)
    assert enter(worker, newest, after=16 * MINUTE) == ""


def test_codes_are_neither_sent_in_a_row_nor_all_day_and_one_that_failed_costs_nothing(
    worker: Figure, acting_as: ActingAs
) -> None:
    assert ask(worker, acting_as, pocket=Pocket(is_down=True)) == ""
    assert "重新发送" in enter(worker, "000000")
    ask(worker, acting_as)
    with pytest.raises(Refused, match="稍等"):
        ask(worker, acting_as)
    for hour in range(1, 5):
        ask(worker, acting_as, after=timedelta(hours=hour))
    with pytest.raises(Refused, match="最多发送5次"):
        ask(worker, acting_as, after=timedelta(hours=6))
    assert ask(worker, acting_as, after=timedelta(days=2))
    with scoped(worker.actor):
        assert PhoneCode.objects.count() == 1, "what is older than a day is gone"


def test_a_number_that_changes_meanwhile_is_not_verified_and_a_changed_one_counts_as_new(
    city: SmallCity, worker: Figure, acting_as: ActingAs
) -> None:
    code = ask(worker, acting_as)
    register(city, OTHER)
    assert "已经变更" in enter(worker, code)
    assert not is_verified(worker)


def test_texts_go_to_the_verified_number_only(city: SmallCity, worker: Figure, acting_as: ActingAs) -> None:
    """ID-09."""
    for number in (PHONE, OTHER):
        with scoped(worker.actor), pytest.raises(Refused, match="核验"):
            set_address(worker.actor, "webhook", number)
    assert enter(worker, ask(worker, acting_as)) == ""
    with scoped(worker.actor):
        set_address(worker.actor, "webhook", PHONE)
        with pytest.raises(Refused, match="核验"):
            set_address(worker.actor, "webhook", OTHER)


def test_nobody_sees_another_persons_code_or_asks_without_a_gateway(
    city: SmallCity, worker: Figure, acting_as: ActingAs, settings: pytest.FixtureRequest
) -> None:
    ask(worker, acting_as)
    for figure in (city.chair, city.county_cadre, city.stranger):
        with scoped(figure.actor):
            assert not PhoneCode.objects.exists()
            with pytest.raises(Refused, match="登记"):
                ask_code(figure.actor, now=NOW)
    settings.MESSAGES_TEXTS = ""  # type: ignore[attr-defined]
    with scoped(worker.actor), pytest.raises(Refused, match="还没有接通短信"):
        ask_code(worker.actor, now=NOW + timedelta(hours=1))


def test_a_gateway_gets_a_signed_request_and_a_file_is_for_its_owner_alone(outbox: Path) -> None:
    text = Text(key="k", phone=PHONE, code="012345", minutes=10, sent_at=NOW)
    assert PHONE not in repr(text)
    assert text.code not in repr(text)
    with gateway() as server:
        GatewayTexting(server.address, "secret", moment=lambda: 1.0).text(text)
        server.status = 500
        with pytest.raises(UndeliveredError):
            GatewayTexting(server.address, "secret").text(text)
    headers, body = server.requests[0]
    assert headers["X-Zhijia-Signature"] == "sha256=" + sign("secret", key="k", timestamp=1, body=body)
    assert json.loads(body)["code"] == "012345"

    texting_at(f"file:{outbox}", "").text(text)
    assert outbox.stat().st_mode & 0o777 == 0o600
    assert "012345" in outbox.read_text()
    with pytest.raises(UndeliveredError):
        FileTexting(outbox / "below").text(text)
    with pytest.raises(ValueError, match="gateway"):
        texting_at("ftp://nowhere", "secret")
