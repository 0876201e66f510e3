"""What a person may do about what is held of her: have it put right, take consent back, take an application back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.messages.queries import messages_of
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.consents import give_consent, withdraw_consent
from zhijia.organisation.actions.particulars import describe_person, entry_of
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity
from zhijia.services.organising.correcting.asking import Fault, ask_correction, withdraw_correction
from zhijia.services.organising.joining.applying import Applicant, apply_as_visitor, apply_by_account
from zhijia.services.organising.models import Application, Correction
from zhijia.trail.models import Event

OLD, NEW = (synthetic_resident_id(place, born_on=TODAY.replace(year=1990)) for place in (3, 4))
HELD = PersonEntry(
    id_kind="resident", id_number=OLD, phone="13800000003", address="江海市北塘区柳湾镇一号", education="20"
)


@pytest.fixture
def city(city: SmallCity) -> SmallCity:
    with scoped(city.chair.actor):
        describe_person(city.chair.actor, city.worker.person, HELD, now=NOW)
    return city


def ask(city: SmallCity, what: str = "id_number", value: str = NEW) -> Correction:
    actor = city.worker.actor
    with scoped(actor):
        return ask_correction(actor, Fault(what=what, value=value, evidence="身份证原件"), now=NOW)


def answer(case_id: int, verb: str, actor: Actor, **data: object) -> None:
    with scoped(actor):
        advance(case_id, verb, actor=actor, key=uuid4(), now=NOW, data=data)


def held(city: SmallCity) -> PersonEntry:
    with scoped(BUILDER):
        return entry_of(Person.objects.get(pk=city.worker.person.pk))


def test_the_union_answers_a_correction_and_the_record_is_right_by_the_answer(city: SmallCity) -> None:
    correction = ask(city)
    with scoped(BUILDER):
        awaited, clock = Awaits.objects.get(case=correction.case_id), Clock.objects.get(case=correction.case_id)
    assert (awaited.union_id, awaited.role, awaited.due_on) == (city.mill_union.pk, "chair", clock.due_on)

    chair, day = city.chair.actor, TODAY + timedelta(days=5)
    answer(correction.case_id, "promise", chair, day=day)
    shown = city.chair.client().get(reverse("cases:case", args=[correction.case_id])).content.decode()
    with pytest.raises(Refused, match="不一致"):
        answer(correction.case_id, "accept", chair, value=OLD, is_proven="on")
    with pytest.raises(InvalidInput):
        answer(correction.case_id, "accept", chair, value=NEW)
    assert held(city).id_number == OLD
    answer(correction.case_id, "accept", chair, value=NEW, is_proven="on", words="已按身份证更正")

    assert held(city).id_number == NEW
    with scoped(city.worker.actor):
        row = Correction.objects.get()
        assert (row.is_accepted, row.promised_on, row.value) == (True, day, None)
        assert messages_of(city.worker.actor)[0].kind == "organising.correction_accepted"
    assert ("申请人" in shown, "正确的内容" in shown, NEW in shown) == (True, True, False), (
        "masked: it stands on the paper"
    )
    page = city.worker.client().get(reverse("portal:record")).content.decode()
    assert ("已更正" in page, "已按身份证更正" in page, NEW in page) == (True, True, False)


@pytest.mark.parametrize(
    ("what", "value", "reads"),
    [("name", "青晓工", "青晓工"), ("born_on", "1990-11-20", None), ("address", "江海市北塘区柳湾镇二号", None)],
)
def test_each_thing_that_can_be_wrong_is_put_right_where_it_is_kept(
    city: SmallCity, what: str, value: str, reads: str | None
) -> None:
    correction = ask(city, what, value)

    answer(correction.case_id, "accept", city.town_cadre.actor, value=value, is_proven="on")

    with scoped(BUILDER):
        person = Person.objects.get(pk=city.worker.person.pk)
        kept = entry_of(person)
    assert reads == person.name or str(getattr(kept, what)) == value


def test_what_no_record_may_hold_is_refused_before_it_is_asked_and_nothing_is_asked_twice(city: SmallCity) -> None:
    """ID-01."""
    with pytest.raises(Refused):
        ask(city, value=NEW[:-1] + ("0" if NEW[-1] != "0" else "1"))
    ask(city)
    with pytest.raises(Refused, match="已有一份"):
        ask(city)
    with scoped(BUILDER):
        assert Correction.objects.count() == 1
        assert Event.objects.filter(kind="organising.correction_asked").count() == 1


def test_only_who_asked_takes_a_request_back_and_what_she_wrote_is_gone(city: SmallCity) -> None:
    correction = ask(city)

    for stranger in (city.chair.actor, city.stranger.actor):
        with scoped(stranger), pytest.raises(Refused, match="没有找到"):
            withdraw_correction(stranger, correction.pk, key=uuid4(), now=NOW)
        with pytest.raises((Refused, Case.DoesNotExist)):
            answer(correction.case_id, "withdraw", stranger)
    key = uuid4()
    for _twice in range(2):
        with scoped(city.worker.actor):
            withdraw_correction(city.worker.actor, correction.pk, key=key, now=NOW)

    with scoped(BUILDER):
        row, event = Correction.objects.get(), Event.objects.get(kind="organising.correction_withdrawn")
    assert (row.decided_on, row.is_accepted, row.value) == (TODAY, None, None)
    assert (event.actor_label, event.post_label) == ("青小工", "")
    with pytest.raises(Refused):
        answer(correction.case_id, "accept", city.chair.actor, value=NEW, is_proven="on")


def test_consent_taken_back_erases_what_was_held_by_it_and_nobody_enters_it_again_before_she_agrees(
    city: SmallCity,
) -> None:
    worker, chair = city.worker.actor, city.chair.actor
    with scoped(worker):
        gone = withdraw_consent(worker, "optional", now=NOW)
        again = withdraw_consent(worker, "optional", now=NOW)

    assert (gone, again) == (["address", "education"], [])
    assert (held(city).address, held(city).education, held(city).phone) == ("", "", HELD.phone)
    with scoped(chair), pytest.raises(Refused, match="撤回") as refusal:
        describe_person(chair, city.worker.person, HELD, now=NOW)
    assert refusal.value.field == "address"

    with scoped(worker):
        give_consent(worker, "optional", now=NOW)
    with scoped(chair):
        describe_person(chair, city.worker.person, HELD, now=NOW)
    with scoped(BUILDER):
        event = Event.objects.get(kind="organisation.consent_withdrawn")
    assert (held(city).address, event.data) == (HELD.address, {"purpose": "optional", "fields": gone})


def test_her_page_offers_all_of_it_in_her_own_hands(city: SmallCity) -> None:
    client, page = city.worker.client(), reverse("portal:record")
    given = {"what": "phone", "value": "13900000009", "evidence": "本人手机"}

    assert client.post(reverse("portal:correct"), {**given, "evidence": ""}).status_code == 422
    assert "更正" in client.post(reverse("portal:correct"), given, follow=True).content.decode()
    client.post(reverse("portal:withdraw_request", args=[Correction.objects.get().pk]))
    assert "本人撤回" in client.get(page).content.decode()
    shown = client.post(reverse("portal:consent", args=["phone"]), {"withdraws": "1"}, follow=True).content.decode()
    assert ("您已撤回同意" in shown, held(city).phone) == (True, "")


def test_an_applicant_takes_her_application_back_with_her_account_or_at_her_own_address(city: SmallCity) -> None:
    with scoped(city.worker.actor):
        apply_by_account(city.worker.actor, now=NOW)
    entry = PersonEntry(id_kind="resident", id_number=NEW, phone="13800000007")
    visit = apply_as_visitor(Applicant(name="何知行", entry=entry), place=city.north.place, now=NOW)

    city.worker.client().post(reverse("portal:withdraw"))
    own = reverse("organising:withdraw_application", args=[visit.token])
    shown = Client().post(own, follow=True).content.decode()
    again = Client().post(own, follow=True).content.decode()

    assert ("本人撤回" in shown, "不能" in again) == (True, True)
    with scoped(BUILDER):
        rows = Application.objects.values_list("is_withdrawn", "id_index", "decided_on")
        assert {(withdrawn, index) for withdrawn, index, _day in rows} == {(True, None)}
        states = Case.objects.filter(kind="organising.application").values_list("state", flat=True)
        assert set(states) == {"withdrawn"}
