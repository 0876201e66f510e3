"""An election at the mill's union, moved day by day: each step of its life in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, CaseFinding, Clock
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.actions.memberships import Joining, join_all
from zhijia.organisation.models import Membership, Person, PostHolding
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.organising.electing.voting import candidates_for
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.elections.opening import NewElection, open_election

NAMES = tuple(f"{family}{given}" for family in "何吕施张孔曹严华金魏" for given in ("甲", "乙", "丙"))


@dataclass
class Story:
    """One election and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def election(self) -> Election:
        with scoped(BUILDER):
            return Election.objects.select_related("case", "case__union").get(case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.election.case.state

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @property
    def awaited(self) -> set[tuple[str, int | None]]:
        with scoped(BUILDER):
            return set(Case.objects.get(pk=self.case_id).awaits.values_list("verb", "union"))

    def rules(self) -> set[str]:
        with scoped(BUILDER):
            return set(CaseFinding.objects.filter(case=self.case_id).values_list("rule", flat=True))

    def clock(self, name: str) -> Clock:
        with scoped(BUILDER):
            return Clock.objects.filter(case=self.case_id, name=name).latest("pk")

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure | None = None, case_id: int | None = None
    ) -> Self:
        """One move, by the mill's chair unless told otherwise."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("材料.png", PNG)]})
        actor = load_actor((by or self.city.chair).user, today=self.today)
        with scoped(actor):
            advance(case_id or self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        return self

    def by_above(self, verb: str) -> Self:
        return self.make(verb, {"words": ""}, by=self.city.town_cadre)

    def nominate(self, body: str, *names: str) -> Self:
        for name in names:
            with scoped(BUILDER):
                member = Membership.objects.get(person__name=name, to_on=None).pk
            self.make("nominate", {"body": body, "member": member, "declared_on": self.today, "declares": "on"})
        return self

    def shown(self, until: str) -> Self:
        """The list is announced today, put up today, closed on a later day."""
        self.make("announce")
        with scoped(BUILDER):
            notice = PublicNotice.objects.filter(about=self.case_id).latest("pk").case_id
        self.make("put_up", {"posted_on": self.today, "places": "厂门口"}, case_id=notice)
        return self.at(until).make("close", {"result": "公示无异议"}, case_id=notice)

    def ask(self, **changes: Any) -> Self:
        return self.make("ask", {"assembly": "general", "meeting_on": self.today, "place": "礼堂", **changes})

    def tally(self, body: str, yes: Sequence[int], **changes: Any) -> Self:
        with scoped(BUILDER):
            names = [one.name for one in candidates_for(self.election, body)]
        votes = {f"yes_{number}": count for number, count in zip(range(len(names)), yes, strict=True)}
        ballots = {"due": 31, "present": 30, "issued": 30, "returned": 30, "valid": 30, "invalid": 0}
        who = {"scrutineers": "魏甲", "counters": "魏乙", "held_on": self.today}
        return self.make(f"tally_{body}", {**ballots, **who, **votes, **changes})

    def holders(self) -> dict[str, str]:
        """Who holds which open post of the mill's union on the day of the story."""
        with scoped(BUILDER):
            held = PostHolding.objects.filter(post__union=self.city.mill_union, post__closed_on=None, to_on=None)
            return {row.post.title: row.person.name for row in held.select_related("post", "person")}


def open_story(city: SmallCity, day: str = "2026-10-12", kind: str = "renewal", **entry: Any) -> Story:
    """Thirty workers and the chair are members of the mill's union; its chair opens the case."""
    now = moment(day)
    with scoped(BUILDER):
        home = city.mill_union
        home.term_from, home.term_to = date(2021, 11, 1), date(2026, 10, 31)
        home.save(update_fields=["term_from", "term_to"])
        people = [
            Person.objects.create(name=name, home=home, path=home.path, sort_key=sort_key_of(name)) for name in NAMES
        ]
        join_all(BUILDER, [Joining(one, home, LONG_AGO, LONG_AGO) for one in (*people, city.chair.person)], now=now)
        if "holding" in entry:
            entry["holding"] = PostHolding.objects.get(post=entry["holding"].post)
    actor = load_actor(city.chair.user, today=date.fromisoformat(day))
    with scoped(actor):
        new = NewElection(union=home, kind=kind, reason="任期将满", **entry)
        election = open_election(new, actor=actor, now=now)
    return Story(city, election.case_id, now)
