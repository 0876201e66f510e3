"""A union becomes a legal person, stays one for its term, changes, renews, ends (§A4, OR-25 … OR-29)."""

from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.models import Registration
from zhijia.services.organising.registration.opening import Application, apply_for_registration
from zhijia.services.organising.registration.presenting import DUE, read_registrations
from zhijia.services.organising.tests.registration_story import CODE, apply_for_mill, give_term


def legal_persons(city: SmallCity, day: str) -> object:
    with scoped(BUILDER):
        return (
            read_many(["organising.legal_persons"], path=city.north.path, on=date.fromisoformat(day)).popitem()[1].value
        )


def test_a_union_is_a_legal_person_for_its_term_and_its_code_stands_on_its_page_or_26(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)
    with pytest.raises(NotYours):
        story.make("register", by=city.chair)
    with pytest.raises(Refused, match="届期一致"):
        story.certify(valid_to="2030-09-30")

    story.certify()

    with scoped(BUILDER):
        assert Union.objects.get(pk=city.mill_union.pk).credit_code == CODE
    assert (story.state, story.record.authority_id) == ("registered", city.north.pk)
    assert [legal_persons(city, day) for day in ("2026-11-19", "2026-11-20", "2029-09-30", "2029-10-01")] == [
        0,
        100,
        100,
        0,
    ]


def test_a_certificate_that_was_given_before_is_entered_with_its_own_day(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)
    with pytest.raises(InvalidInput, match="registered_on"):
        story.certify(registered_on="2026-09-30")

    story.certify(registered_on="2026-10-15")

    assert [legal_persons(city, day) for day in ("2026-10-14", "2026-10-15", "2026-11-20")] == [0, 100, 100]


def test_applying_later_than_sixty_days_after_the_founding_is_remarked_or_25(city: SmallCity) -> None:
    def rules() -> list[str]:
        return apply_for_mill(city, "2026-12-01")[1]

    assert apply_for_mill(city, "2026-11-30")[1] == []
    with scoped(BUILDER):
        Registration.objects.update(ended_on=date(2026, 11, 30))
    assert rules() == ["OR-25"]


def test_registration_costs_nothing_or_29(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)

    with pytest.raises(Refused, match="不收费"):
        story.certify(fee="50")

    assert story.certify().state == "registered"


def test_a_renewal_comes_within_thirty_days_of_the_end_and_silence_expires_or_27(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)
    story.certify().at("2029-08-01").make("apply_renewal", by=city.chair)
    assert story.rules() == ["OR-27"]
    give_term(city, date(2029, 7, 1), date(2032, 6, 30))
    story.certify("renew", valid_to="2032-06-30", certificate="江海工法证字第8号")
    assert (story.state, story.record.valid_to) == ("registered", date(2032, 6, 30))

    actor = city.county_cadre.actor
    with scoped(actor):
        due = [
            len(read_registrations(actor, DUE, today=day, before=None).rows)
            for day in (date(2032, 5, 30), date(2032, 5, 31))
        ]
    assert due == [0, 1]
    with scoped(SYSTEM):
        sweep(now=moment("2032-07-01"))
    assert story.state == "expired"
    story.at("2032-07-02").make("apply_renewal", by=city.chair)
    assert story.rules() == ["OR-27"]


def test_a_change_is_registered_within_thirty_days_or_28(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)
    story.certify().at("2026-12-20")
    moved = {"kind": "address", "value": "柳湾镇二号", "happened_on": "2026-11-20"}
    story.make("apply_change", moved, by=city.chair)
    assert story.rules() == []

    story.at("2027-01-20").make(
        "apply_change", {**moved, "value": "柳湾镇三号", "happened_on": "2026-12-20"}, by=city.chair
    )
    assert story.rules() == ["OR-28"]
    story.make("register_change", by=city.county_cadre)

    assert (story.state, story.record.address) == ("registered", "柳湾镇三号")


def test_it_ends_with_its_property_settled_and_another_may_be_applied_for(city: SmallCity) -> None:
    story, _told = apply_for_mill(city)
    story.make("ask_supplement", {"reason": "缺批复"}, by=city.county_cadre)
    story.make("supplement", {"text": "补交批复"}, by=city.chair).certify()
    application = Application(conditions=Condition.values, chair_name="青", address="一号", papers=())
    with scoped(city.chair.actor):
        union = Union.objects.get(pk=city.mill_union.pk)
        with pytest.raises(Refused, match="已有法人登记"):
            apply_for_registration(city.chair.actor, union, application, now=story.now)

    story.make("apply_deregistration", {"reason": "工会并入镇联合工会"}, by=city.chair)
    story.make("deregister", by=city.county_cadre)

    assert story.state == "deregistered"
    assert legal_persons(city, "2026-11-21") == 0
    assert apply_for_mill(city, "2026-11-20")[0].state == "applied"
