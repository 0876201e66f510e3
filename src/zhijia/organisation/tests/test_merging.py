"""Two records of one human are put together on the word of two people, and taken apart again exactly."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.households import form_household
from zhijia.organisation.actions.memberships import Joining, Renewal, join, transfer
from zhijia.organisation.actions.merging import ask_merge, ask_split, decide_merge
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Employment, HouseholdMember, Membership, Person, PersonMerge, User
from zhijia.organisation.queries import people_visible_to
from zhijia.organisation.queries.numbers import people_by_id_number
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, TODAY, SmallCity, make_person
from zhijia.trail.models import Event

NUMBER = synthetic_resident_id(11, born_on=date(1988, 5, 4))
PHONE = "13800000011"
BEFORE, SINCE = date(2023, 1, 1), date(2024, 1, 1)
ABOUT_THE_REQUEST = {("organisation_personmerge", "kept_id"), ("organisation_personmerge", "dropped_id")}
RESEALED = "ARRAY['id_number', 'phone', 'address']"
TABLES = (Person, User, Membership, Employment, HouseholdMember)


@pytest.fixture
def twin(city: SmallCity) -> Person:
    """The worker once more, at another union of the same county: number, phone, a job, a household, an older membership."""
    with scoped(BUILDER):
        twin, _account = make_person("青小工", home=city.north_town)
        Employment.objects.create(person=twin, enterprise=city.lone, from_on=LONG_AGO, to_on=SINCE)
    actor = city.county_cadre.actor
    with scoped(actor):
        entry = PersonEntry(id_kind="resident", id_number=NUMBER, phone=PHONE)
        describe_person(actor, twin, entry, now=NOW)
        join(actor, Joining(city.worker.person, city.mill_union, SINCE, SINCE), now=NOW)
        join(actor, Joining(twin, city.north_town, BEFORE, BEFORE), now=NOW)
        form_household(actor, twin, from_on=LONG_AGO, now=NOW)
        twin.refresh_from_db()
    return twin


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every row that hangs on a person, as the database holds it."""
    with scoped(BUILDER), connection.cursor() as cursor:
        told = {}
        for model in TABLES:
            cursor.execute(f"SELECT to_jsonb(t) - {RESEALED} FROM {model._meta.db_table} t ORDER BY id")
            told[model.__name__] = [json.loads(row[0]) for row in cursor.fetchall()]
        return told


def opened(person_id: int) -> tuple[str, str]:
    with scoped(BUILDER):
        person = Person.objects.get(pk=person_id)
        return tuple(value.reveal() if value else "" for value in (person.id_number, person.phone))  # type: ignore[return-value]


def ask(city: SmallCity, twin: Person, actor: Actor | None = None) -> PersonMerge:
    actor = actor or city.county_cadre.actor
    with scoped(actor):
        kept = Person.objects.get(pk=city.worker.person.pk)
        return ask_merge(actor, kept, twin, reason="同一人：本人到场核对", now=NOW)


def decide(asked: PersonMerge, actor: Actor, *, agrees: bool = True) -> None:
    with scoped(actor):
        row = PersonMerge.objects.select_related("kept", "dropped").get(pk=asked.pk)
        decide_merge(actor, row, agrees=agrees, now=NOW)


def test_every_foreign_key_to_a_person_is_followed_also_that_of_a_table_of_tomorrow(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM organisation_person_references()")
        followed = set(cursor.fetchall())
    declared = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }

    assert followed == declared - ABOUT_THE_REQUEST
    assert ("organisation_membership", "person_id") in followed


def test_what_hangs_on_two_records_hangs_on_one_and_a_split_restores_every_row(city: SmallCity, twin: Person) -> None:
    before, kept = contents(), city.worker.person.pk

    decide(ask(city, twin), city.county_leader.actor)

    with scoped(BUILDER):
        hanging = {model.__name__: model.objects.filter(person=kept).count() for model in TABLES[1:]}
        left = {model.__name__: model.objects.filter(person=twin.pk).count() for model in TABLES[1:]}
        merged = PersonMerge.objects.get()
        assert Membership.objects.get(person=kept).joined_on == BEFORE, "she joined when the earlier of the two says"
    assert hanging == {"User": 1, "Membership": 1, "Employment": 2, "HouseholdMember": 1}, "a member counts once"
    assert left == {"User": 1, "Membership": 0, "Employment": 0, "HouseholdMember": 0}, "the closed account"
    assert {row["fate"] for row in merged.rows} == {"moved", "aside", "closed"}
    assert (opened(kept), opened(twin.pk)[0]) == ((NUMBER, PHONE), "")

    with scoped(city.county_cadre.actor):
        split = ask_split(city.county_cadre.actor, merged, reason="核对有误：是同名的两个人", now=NOW)
    decide(split, city.county_leader.actor)

    assert contents() == before
    assert (opened(kept), opened(twin.pk)) == (("", ""), (NUMBER, PHONE))


def test_a_merged_record_is_found_by_nothing_and_its_number_leads_to_the_other(city: SmallCity, twin: Person) -> None:
    decide(ask(city, twin), city.county_leader.actor)

    actor = city.county_cadre.actor
    with scoped(actor):
        named = people_visible_to(actor).filter(name="青小工").values_list("pk", flat=True)
        assert list(named) == [city.worker.person.pk]
        assert [person.pk for person in people_by_id_number(actor, NUMBER)] == [city.worker.person.pk]
        kinds = Event.objects.filter(subject_type="organisation.person", subject_id=twin.pk).order_by("pk")
        assert [event.kind for event in kinds][-2:] == ["organisation.merge_asked", "organisation.people_merged"]


@pytest.mark.parametrize("who", ["county_cadre", "stranger", "chair", "research", "worker"])
def test_the_second_word_comes_from_another_person_who_keeps_both_records(
    city: SmallCity, twin: Person, who: str
) -> None:
    asked = ask(city, twin)
    actor = getattr(city, who).actor
    before = contents()

    with scoped(BUILDER):
        row = PersonMerge.objects.select_related("kept", "dropped").get(pk=asked.pk)
    with scoped(actor), pytest.raises(Refused):
        decide_merge(actor, row, agrees=True, now=NOW)

    assert contents() == before


def test_turned_down_nothing_happens_and_it_can_be_asked_again_but_not_twice_at_once(
    city: SmallCity, twin: Person
) -> None:
    before, asked = contents(), ask(city, twin)

    with pytest.raises(Refused, match="在等复核"):
        ask(city, twin)
    decide(asked, city.county_leader.actor, agrees=False)
    with pytest.raises(Refused, match="已经复核"):
        decide(asked, city.county_leader.actor)

    assert contents() == before
    assert ask(city, twin).pk != asked.pk


def test_nobody_merges_away_a_post_above_her_own_nor_her_own_record(city: SmallCity, twin: Person) -> None:
    actor = city.county_cadre.actor
    for one, other in ((city.leader.person, twin), (city.county_leader.person, city.county_cadre.person)):
        with scoped(BUILDER):
            kept, dropped = Person.objects.get(pk=one.pk), Person.objects.get(pk=other.pk)
        with scoped(actor), pytest.raises(Refused):
            ask_merge(actor, kept, dropped, reason="同一人：本人到场核对", now=NOW)


def test_a_membership_that_went_on_since_is_not_torn_apart(city: SmallCity, twin: Person) -> None:
    decide(ask(city, twin), city.county_leader.actor)
    actor = city.county_cadre.actor
    with scoped(actor):
        held = Membership.objects.get(person=city.worker.person, to_on=None)
        transfer(actor, held, Renewal(city.north_town, TODAY, TODAY, "换了单位"), now=NOW)
        split = ask_split(actor, PersonMerge.objects.get(), reason="核对有误：是同名的两个人", now=NOW)

    with pytest.raises(Refused, match="会籍又有变动"):
        decide(split, city.county_leader.actor)
