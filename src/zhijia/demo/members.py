"""Members of the demo city: some workers of every unionised enterprise, and the chairs; one register is long."""

from collections.abc import Iterator
from datetime import date
from random import Random

from zhijia.demo.names import person_name
from zhijia.demo.people import DemoPeople
from zhijia.demo.structure import ENTERED
from zhijia.demo.timeline import Timeline
from zhijia.organisation.actions import NewEmployment, NewPerson, employ_all, enter_people
from zhijia.organisation.actions.memberships import Joining, Renewal, join_all, retain
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Enterprise, Membership, Person, Union, UnionCoverage
from zhijia.organisation.models.person_codes import Sex
from zhijia.organisation.scopes import Actor

IN_A_UNION, IN_THE_LONG_ONE = 4, 120
DESCRIBED = 240
"""Of so many members sex and kind of work are known."""
OUTSIDE = 5
"""Every fifth worker has not joined yet."""
RETAINED = 12
SEED = 1907
"""Its own, so that the rest of the city stays as it was."""


def add_members(people: DemoPeople, timeline: Timeline, *, actor: Actor) -> None:
    """Workers with their jobs; four of five are members. Some memberships are retained since."""
    now, today = timeline.ago(ENTERED, hour=15), timeline.day(ENTERED)
    rng = Random(SEED)  # noqa: S311 - nothing here is secret
    pairs = list(_jobs(today))
    workers = enter_people(actor, [NewPerson(union, person_name(rng)) for union, _enterprise in pairs], now=now)
    employ_all(
        actor,
        [NewEmployment(worker, firm, today) for worker, (_union, firm) in zip(workers, pairs, strict=True)],
        now=now,
    )
    chairs = [(staff.person, staff.holding.post.union) for staff in people.chairs if staff.holding.from_on <= today]
    members = [(w, union) for nth, (w, (union, _firm)) in enumerate(zip(workers, pairs, strict=True)) if nth % OUTSIDE]
    join_all(actor, [_joining(rng, *pair, today=today) for pair in [*chairs, *members]], now=now)
    for nth, worker in enumerate(workers[:DESCRIBED]):
        describe_person(actor, worker, _particulars(nth), now=now)
    _retain_some(timeline, [worker for worker, _union in members[:: len(members) // RETAINED or 1]], actor=actor)


def _jobs(today: date) -> Iterator[tuple[Union, Enterprise]]:
    """For each worker to be entered her union and her employer; the first of a union covers them all."""
    rows = UnionCoverage.objects.filter(from_on__lte=today, union__closed_on=None).order_by("pk")
    for nth, coverage in enumerate(rows.select_related("union", "enterprise")):
        for _worker in range(IN_A_UNION if nth else IN_THE_LONG_ONE):
            yield coverage.union, coverage.enterprise


def _joining(rng: Random, person: Person, union: Union, *, today: date) -> Joining:
    earliest = union.founded_on or today
    since = date.fromordinal(rng.randint(min(earliest, today).toordinal(), today.toordinal()))
    return Joining(person, union, since, since, basis="建档时录入")


def _particulars(nth: int) -> PersonEntry:
    return PersonEntry(
        sex=Sex.FEMALE if nth % 5 in (1, 3) else Sex.MALE,
        is_migrant=nth % 3 == 0,
        is_dispatched=nth % 11 == 0,
        is_new_form=nth % 17 == 0,
    )


def _retain_some(timeline: Timeline, people: list[Person], *, actor: Actor) -> None:
    on = timeline.day(60)
    for membership in Membership.objects.filter(person__in=people, to_on=None).select_related("union").order_by("pk"):
        renewal = Renewal(membership.union, on, on, "退休，保留会籍")
        retain(actor, membership, renewal, now=timeline.ago(60, hour=10))
