"""A change of the mill's union, moved day by day: each step of its life in one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case
from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.models import Membership, Person, Union
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, Figure, SmallCity, make_person
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.organising.changes.opening import NewChange, propose_change

DAY = "2026-11-20"


@dataclass
class Story:
    """One change and the day on which its people act."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def state(self) -> str:
        with scoped(BUILDER):
            return Case.objects.get(pk=self.case_id).state

    @property
    def union(self) -> Union:
        with scoped(BUILDER):
            return Union.objects.get(pk=self.city.mill_union.pk)

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure | None = None) -> Self:
        actor = load_actor((by or self.city.town_cadre).user, today=self.now.date())
        with scoped(actor):
            advance(self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {})
        return self

    def approve(self, *, by: Figure | None = None) -> Self:
        reply = {"reply_number": "柳工〔2026〕9号", "approved_on": self.now.date().isoformat()}
        return self.make("approve", reply, by=by)


def propose(city: SmallCity, kind: str, *, by: Figure | None = None, of: Union | None = None, **facts: Any) -> Story:
    """The mill's chair proposes it, decided by the members' meeting of the day before."""
    actor, now = (by or city.chair).actor, moment(DAY)
    ground = {"meeting": "第二届会员大会第三次会议", "decided_on": date(2026, 11, 19)}
    known = {"kind": kind, "basis": "会员大会决定", "effective_on": date(2026, 11, 20), "assets": "经审后移交。"}
    with scoped(actor):
        union = Union.objects.get(pk=(of or city.mill_union).pk)
        change = propose_change(actor, union, NewChange(**{**known, **ground, **facts}), now=now)
    return Story(city, change.case_id, now)


def enrol(city: SmallCity, *names: str) -> list[Membership]:
    """Members of the mill's union since long ago, with their cards."""
    with scoped(BUILDER):
        people = [make_person(name, home=city.mill_union)[0] for name in names]
        joined = [
            join(BUILDER, Joining(person, city.mill_union, LONG_AGO, LONG_AGO), now=moment(DAY)) for person in people
        ]
        return list(
            Membership.objects.select_related("person").filter(pk__in=[row.pk for row in joined]).order_by("pk")
        )


def where_is(person: Person) -> tuple[int, str] | None:
    """In which union, and how, somebody is a member now."""
    with scoped(BUILDER):
        held = Membership.objects.filter(person=person, to_on=None).first()
        return (held.union_id, held.standing) if held else None
