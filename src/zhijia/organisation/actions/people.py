"""Entering people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijia.lib.normalise import tidy_name
from zhijia.lib.sentences import Refused
from zhijia.organisation import events
from zhijia.organisation.models import Person, Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.writing import chunks
from zhijia.trail.record import record, record_all


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be entered; `home` is the union that keeps the record."""

    home: Union
    name: str


def enter_person(actor: Actor, *, home: Union, name: str, now: datetime) -> Person:
    """Enter one person. Raises `Refused`: role, no name."""
    return enter_people(actor, [NewPerson(home, name)], now=now)[0]


def enter_people(actor: Actor, rows: Sequence[NewPerson], *, now: datetime) -> list[Person]:
    """Enter many people with one event each, in the order given. Two of the same name are two people."""
    for path in {row.home.path for row in rows}:
        check_administer(actor, path)
    if any(len(tidy_name(row.name)) < 2 for row in rows):
        raise Refused("姓名至少两个字。", field="name")
    return [person for piece in chunks(rows) for person in _enter(actor, piece, now=now)]


def rename_person(actor: Actor, person: Person, name: str, *, now: datetime) -> None:
    """Put a name right. What was signed under the old one stays as it was. Raises `Refused`: role, no name."""
    check_administer(actor, person.path)
    tidy = tidy_name(name)
    if len(tidy) < 2:
        raise Refused("姓名至少两个字。", field="name")
    kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if kept.name == tidy:
        return
    before, kept.name, kept.sort_key = kept.name, tidy, sort_key_of(tidy)
    kept.save(update_fields=["name", "sort_key"])
    record(event_about(kept, events.PERSON_RENAMED, actor=actor, now=now, data={"name": [before, tidy]}))


def _enter(actor: Actor, rows: Sequence[NewPerson], *, now: datetime) -> list[Person]:
    people = []
    for row in rows:
        name = tidy_name(row.name)
        people.append(Person(name=name, home=row.home, path=row.home.path, sort_key=sort_key_of(name)))
    Person.objects.bulk_create(people)
    record_all(
        event_about(person, events.PERSON_ENTERED, actor=actor, now=now, data={"home": person.home_id})
        for person in people
    )
    return people
