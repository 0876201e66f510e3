"""Every move of every flow, tried by a person of every kind in every place, against the tables that say who may.

The whole matrix asks what `advance` asks; of each kind of person one goes through the door itself. Who may not is told so,
or finds nothing, before anything about the state of the case is said. That no move is missing in the tables:
`tests/architecture/test_who_may.py`.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.permissions.filed import Filed, Office, Person, open_office
from tests.permissions.written import Table, read_tables
from zhijia.engines.cases.advance import InvalidInput, advance, check_move
from zhijia.engines.cases.flow import Move, Turn, get_flow
from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY
from zhijia.site.testing.databases import TestDatabases

MAY, NOT_YOURS, UNSEEN = "may", "not yours", "not found"
WRITTEN: Table = read_tables()
FLOWS = sorted({flow for flow, _verb in WRITTEN})


@pytest.fixture(scope="module")
def office(django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    with django_db_blocker.unblock():
        django_db_setup.share()  # the test before may have left the one where the small city stands
        with transaction.atomic():
            yield open_office()
            transaction.set_rollback(True)


def may_by_table(filed: Filed, verb: str, person: Person) -> bool:
    places = filed.places_of(person)
    return any(group.has(places, person.role) for group in WRITTEN[filed.case.kind, verb])


def expected(filed: Filed, verb: str, person: Person) -> str:
    if not filed.is_seen_by(person):
        return UNSEEN
    return MAY if may_by_table(filed, verb, person) else NOT_YOURS


def asked(move: Move, turn: Turn) -> str:
    """What `advance` finds out before it reads the form."""
    try:
        check_move(move, turn)
    except NotYours:
        return NOT_YOURS
    except Refused:
        return MAY
    return MAY


def tried(filed: Filed, verb: str, person: Person) -> str:
    """What the door says to a move with an empty form, and nothing of what it did."""
    actor, found = person.actor, MAY
    with transaction.atomic():
        try:
            with scoped(actor):
                advance(filed.case.pk, verb, actor=actor, key=uuid4(), now=NOW)
        except NotYours:
            found = NOT_YOURS
        except Case.DoesNotExist:
            found = UNSEEN
        except (Refused, InvalidInput):
            found = MAY
        transaction.set_rollback(True)
    return found


def one_of_each_kind(filed: Filed, verb: str, people: list[Person]) -> list[Person]:
    kinds = {
        (person.kind, filed.is_seen_by(person), filed.places_of(person), may_by_table(filed, verb, person)): person
        for person in people
        if not person.actor.is_system
    }
    return list(kinds.values())


@pytest.mark.parametrize("code", FLOWS)
def test_whoever_the_table_names_may_and_nobody_else(office: Office, code: str) -> None:
    flow, filed = get_flow(code), office.cases[code]
    differing = []
    for person in office.people:
        with scoped(person.actor):
            case = Case.objects.filter(pk=filed.case.pk).first()
            record = flow.record_of(case) if case else None
            for move in flow.moves:
                turn = Turn(case, record, person.actor, NOW, TODAY) if case else None
                found = asked(move, turn) if turn else UNSEEN
                if found != expected(filed, move.verb, person):
                    differing.append((move.verb, person.name, person.role, found))

    assert differing == []


@pytest.mark.parametrize("code", FLOWS)
def test_the_door_says_the_same_to_one_of_each_kind(office: Office, code: str) -> None:
    filed = office.cases[code]
    differing = [
        (move.verb, person.name, person.role, found)
        for move in get_flow(code).moves
        for person in one_of_each_kind(filed, move.verb, office.people)
        if (found := tried(filed, move.verb, person)) != expected(filed, move.verb, person)
    ]

    assert differing == []
