"""Particulars of some people of the demo city: made-up numbers of the county that never was, and no phone, which could be
somebody's.
"""

from datetime import date
from itertools import chain, islice

from zhijia.demo.people import DemoPeople
from zhijia.demo.structure import ENTERED
from zhijia.demo.timeline import Timeline
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models.person_codes import Education, HouseholdKind, IdKind, PoliticalStatus
from zhijia.organisation.scopes import Actor

MOST = 60


def describe_people(people: DemoPeople, timeline: Timeline, *, actor: Actor) -> None:
    """The staff of the federations and the first chairs, as far as sixty go."""
    now = timeline.ago(ENTERED, hour=15)
    for number, staff in enumerate(islice(chain(people.staff.values(), people.chairs), MOST)):
        describe_person(actor, staff.person, particulars_of(number), now=now)


def particulars_of(number: int) -> PersonEntry:
    """Everybody another birthday, hence another number."""
    return PersonEntry(
        id_kind=IdKind.RESIDENT,
        id_number=synthetic_resident_id(number, born_on=date(1968 + number % 25, 1 + number % 12, 1 + number % 28)),
        address=f"演示县长堤路{number + 1}号",
        ethnicity="01",
        political_status=PoliticalStatus.PARTY if number % 3 else PoliticalStatus.MASSES,
        education=(Education.UNDERGRADUATE, Education.COLLEGE, Education.POSTGRADUATE)[number % 3],
        household_kind=HouseholdKind.URBAN,
        is_migrant=False,
        is_dispatched=False,
        is_new_form=False,
    )
