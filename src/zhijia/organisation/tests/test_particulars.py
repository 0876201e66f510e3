"""Particulars of a person: what is refused at which field, what the log keeps, who opens them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhijia.lib.resident_ids import resident_check_digit, synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.particulars import describe_person, entry_of
from zhijia.organisation.actions.unmasking import unmask
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person
from zhijia.organisation.queries import get_person
from zhijia.organisation.queries.numbers import people_by_id_number, people_by_phone
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity, build_small_city
from zhijia.trail.models import Event

BORN = date(1990, 3, 7)
NUMBER = synthetic_resident_id(2, born_on=BORN)
FULL = PersonEntry(
    id_kind="resident",
    id_number=NUMBER,
    phone="13812345678",
    address="江海市演示县长江路1号",
    ethnicity="01",
    is_migrant=True,
)


def describe(figure: Figure, person: Person, entry: PersonEntry) -> list[str]:
    """The rules that are doubtful."""
    with scoped(figure.actor):
        return [finding.rule for finding in describe_person(figure.actor, person, entry, now=NOW)]


def stored(person: Person) -> PersonEntry:
    with scoped(BUILDER):
        return entry_of(Person.objects.get(pk=person.pk))


def events_of(person: Person) -> list[Event]:
    with scoped(BUILDER):
        return list(Event.objects.filter(subject_type="organisation.person", subject_id=person.pk).order_by("pk"))


def number(area: str, day: str, serial: str) -> str:
    return (body := area + day + serial) + resident_check_digit(body)


def test_typed_as_people_type_it_is_kept_tidy_and_birth_date_and_sex_follow_from_the_number(city: SmallCity) -> None:
    person = city.worker.person
    typed = replace(
        FULL,
        id_number=f" {NUMBER[:6]} {NUMBER[6:].lower()}",
        phone="+86 138-1234 5678",
        address=" 江海市 演示县长江路１号 ",
    )

    doubts = describe(city.chair, person, typed)

    assert doubts == []
    assert stored(person) == replace(FULL, born_on=BORN, sex="2")


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"id_number": NUMBER[:17]}, "id_number", "应为17位数字"),  # ID-01
    ({"id_number": NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2")}, "id_number", "校验位不符"),  # ID-01
    ({"id_number": number("320599", "19900230", "002")}, "id_number", "不是日期"),  # ID-02
    ({"id_number": number("320599", "20261121", "002")}, "id_number", "还没有到"),  # ID-02: tomorrow
    ({"id_number": number("320599", "19051119", "002")}, "id_number", "超过120周岁"),  # ID-02: 121 years and a day
    ({"born_on": date(1990, 3, 8)}, "born_on", "号码上是1990年3月7日"),
    ({"id_number": ""}, "id_number", "一起填写"),
    ({"id_kind": ""}, "id_kind", "一起填写"),
    ({"id_kind": "passport", "id_number": "E1"}, "id_number", "5 至 30 位"),
    ({"phone": "12812345678"}, "phone", "11 位数字"),
    ({"phone": "1381234567"}, "phone", "11 位数字"),
]


@pytest.mark.parametrize(("changes", "field", "words"), BAD)
def test_what_cannot_be_is_refused_at_its_field(
    city: SmallCity, changes: dict[str, Any], field: str, words: str
) -> None:
    person = city.worker.person

    with pytest.raises(Refused, match=words) as refusal:
        describe(city.chair, person, replace(FULL, **changes))

    assert refusal.value.field == field
    assert stored(person) == PersonEntry()
    assert events_of(person) == []


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"id_number": number("999999", "19900307", "002")}, ["ID-03"]),
        ({"sex": "1"}, ["ID-04"]),
        ({"id_kind": "permit", "id_number": "123456789012345678"}, ["§I1"]),
        ({"id_kind": "permit", "id_number": "810000199003070021"}, []),
        ({"id_kind": "passport", "id_number": "E12345678"}, []),
        ({"id_kind": "military", "id_number": "军字第1234567号"}, []),
    ],
)
def test_what_is_doubtful_is_kept_and_told(city: SmallCity, changes: dict[str, Any], rules: list[str]) -> None:
    entry = replace(FULL, **changes)

    assert describe(city.chair, city.worker.person, entry) == rules
    assert stored(city.worker.person).id_number == entry.id_number


def test_the_county_of_synthetic_numbers_has_no_place_in_a_real_city(db: None) -> None:
    """ID-03."""
    city = build_small_city(is_demo=False)

    with pytest.raises(Refused, match="320599只用于演示数据"):
        describe(city.chair, city.worker.person, FULL)


PEOPLE = {
    "administrator": True, "leader": True, "city_cadre": True, "county_cadre": True, "town_cadre": True, "chair": True,
    "research": False, "supervisor": False, "worker": False, "stranger": False, "south_chair": False,
}  # fmt: skip
OPENERS = PEOPLE | {"administrator": False}


@pytest.mark.parametrize("name", PEOPLE)
def test_who_keeps_the_record_describes_and_who_works_with_people_opens(city: SmallCity, name: str) -> None:
    """Who keeps the system keeps records and does not read what is masked (services §H4: roles apart)."""
    figure = getattr(city, name)
    describe(city.chair, city.worker.person, FULL)
    with scoped(BUILDER):
        person = Person.objects.select_related("home").get(pk=city.worker.person.pk)
    acts: dict[str, Callable[[], object]] = {
        "describe": lambda: describe_person(figure.actor, person, replace(FULL, education="20"), now=NOW),
        "open": lambda: unmask(figure.actor, person, reason="核对号码", now=NOW),
    }

    outcomes = {}
    for verb, act in acts.items():
        with scoped(figure.actor):
            try:
                outcomes[verb] = bool(act() is not None)
            except Refused:
                outcomes[verb] = False

    assert outcomes == {"describe": PEOPLE[name], "open": OPENERS[name]}


def test_a_number_taken_in_scope_is_named_and_one_taken_elsewhere_tells_nothing(city: SmallCity) -> None:
    describe(city.chair, city.worker.person, FULL)

    with pytest.raises(Refused, match="青禾纺织工会委员会的“青小工”已登记这个证件号码"):
        describe(city.town_cadre, city.chair.person, FULL)
    with pytest.raises(Refused) as elsewhere:
        describe(city.south_chair, city.south_chair.person, FULL)

    assert "由其他工会登记" in str(elsewhere.value)
    assert not any(word in str(elsewhere.value) for word in ("青", "北", NUMBER))
    assert describe(city.south_chair, city.south_chair.person, replace(FULL, id_kind="passport")) == []


def test_the_log_names_fields_and_never_a_value_and_the_same_twice_is_no_act(city: SmallCity) -> None:
    person = city.worker.person

    describe(city.chair, person, FULL)
    describe(city.chair, person, replace(FULL, born_on=BORN, sex="2"))
    describe(city.chair, person, replace(FULL, phone="13912345678"))
    with scoped(city.chair.actor):
        shown = unmask(city.chair.actor, Person.objects.get(pk=person.pk), reason=" 本人来电核对 ", now=NOW)

    said = events_of(person)
    assert (shown.id_number, shown.phone, shown.born_on) == (NUMBER, "13912345678", BORN)
    assert NUMBER not in repr(shown)
    assert [(event.kind, event.data) for event in said] == [
        (
            "organisation.person_described",
            {"fields": sorted_as(said[0], "id_kind id_number phone address sex born_on ethnicity is_migrant")},
        ),
        ("organisation.person_described", {"fields": ["phone"]}),
        ("organisation.person_unmasked", {"fields": ["id_number", "phone", "address"], "reason": "本人来电核对"}),
    ]
    assert said[2].post_id == city.chair.actor.doer.post_id


def sorted_as(event: Event, names: str) -> list[str]:
    """The names in the order in which the event has them."""
    assert set(event.data["fields"]) == set(names.split())
    return list(event.data["fields"])


def test_a_new_phone_counts_as_not_verified(city: SmallCity) -> None:
    """ID-09."""
    person = city.worker.person
    describe(city.chair, person, FULL)
    with scoped(BUILDER):
        Person.objects.filter(pk=person.pk).update(phone_verified_at=NOW)

    describe(city.chair, person, replace(FULL, born_on=BORN, sex="2", education="20"))
    with scoped(BUILDER):
        kept = Person.objects.get(pk=person.pk).phone_verified_at
    describe(city.chair, person, replace(FULL, phone="13912345678"))

    with scoped(BUILDER):
        assert (kept, Person.objects.get(pk=person.pk).phone_verified_at) == (NOW, None)


def test_an_exact_number_finds_people_of_the_scope_only(city: SmallCity) -> None:
    for person in (city.worker.person, city.chair.person):
        describe(city.chair, person, PersonEntry(phone="13812345678"))
    describe(city.chair, city.worker.person, FULL)
    found = {}
    for figure in (city.county_cadre, city.chair, city.stranger, city.worker):
        with scoped(figure.actor):
            by_id = [person.name for person in people_by_id_number(figure.actor, NUMBER)]
            by_phone = [person.name for person in people_by_phone(figure.actor, "13812345678")]
            found[figure.person.name] = (by_id, sorted(by_phone), people_by_id_number(figure.actor, NUMBER[:17]))

    assert found == {
        "北干事": (["青小工"], ["青主席", "青小工"], []),
        "青主席": (["青小工"], ["青主席", "青小工"], []),
        "南干事": ([], [], []),
        "青小工": (["青小工"], ["青小工"], []),
    }


def test_what_is_nowhere_known_is_not_opened_and_without_a_reason_nothing_is(city: SmallCity) -> None:
    with scoped(city.chair.actor):
        with pytest.raises(Refused, match="还没有登记"):
            unmask(city.chair.actor, get_person(city.chair.actor, city.worker.person.pk), reason="核对号码", now=NOW)
        describe_person(city.chair.actor, city.worker.person, FULL, now=NOW)
        with pytest.raises(Refused, match="查看原因"):
            unmask(city.chair.actor, get_person(city.chair.actor, city.worker.person.pk), reason=" 看看 ", now=NOW)
