"""A founding at the lone food factory of the small city, moved day by day: each step of its life in one line.

story = open_story(city).applied().approved().recruited().nominated().announced().shown().meeting().elected()
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, CaseFinding, Clock
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.actions.memberships import Joining, join_all
from zhijia.organisation.models import Employment, Membership, Person
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.organising.electing.voting import candidates_for
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.founding.opening import NewFounding, open_founding

NAMES = tuple(f"{family}{given}" for family in "赵钱孙李周吴郑王冯陈" for given in ("一鸣", "二宝", "三强"))
WISH = "职工座谈，一致希望建会。"


@dataclass
class Story:
    """One founding and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def founding(self) -> Founding:
        with scoped(BUILDER):
            return Founding.objects.select_related("case", "union").get(case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.founding.case.state

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @property
    def awaited(self) -> set[str]:
        with scoped(BUILDER):
            return set(Case.objects.get(pk=self.case_id).awaits.values_list("verb", flat=True))

    def rules(self) -> set[str]:
        """The rules that were found fault with on the way."""
        with scoped(BUILDER):
            return set(CaseFinding.objects.filter(case=self.case_id).values_list("rule", flat=True))

    def clock(self, name: str) -> Clock:
        with scoped(BUILDER):
            return Clock.objects.filter(case=self.case_id, name=name).latest("pk")

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(
        self,
        verb: str,
        data: Mapping[str, Any] | None = None,
        *,
        by: Figure | None = None,
        case_id: int | None = None,
        key: UUID | None = None,
        scan: bool = True,
    ) -> Self:
        """One move, by the town's cadre unless told otherwise."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("材料.png", PNG)]} if scan else {})
        actor = load_actor((by or self.city.town_cadre).user, today=self.today)
        with scoped(actor):
            advance(
                case_id or self.case_id,
                verb,
                actor=actor,
                key=key or uuid4(),
                now=self.now,
                data=data or {},
                files=files,
            )
        return self

    def staffed(self, count: int = 30, *, women: int = 12) -> Self:
        """So many people work at the factory and have joined the union of the town."""
        with scoped(BUILDER):
            people = [self._worker(name, is_woman=number < women) for number, name in enumerate(NAMES[:count])]
            rows = [Joining(person, self.city.north_town, LONG_AGO, LONG_AGO) for person in people]
            join_all(BUILDER, rows, now=self.now)
        return self

    def _worker(self, name: str, *, is_woman: bool) -> Person:
        home = self.city.north_town
        person = Person.objects.create(
            name=name, home=home, path=home.path, sort_key=sort_key_of(name), sex="2" if is_woman else "1"
        )
        Employment.objects.create(person=person, enterprise=self.city.lone, from_on=LONG_AGO)
        return person

    def member(self, name: str) -> Membership:
        with scoped(BUILDER):
            return Membership.objects.get(person__name=name, to_on=None)

    def applied(self, preparers: str = "赵一鸣 车间主任\n钱一鸣\n孙一鸣", **changes: Any) -> Self:
        said = {
            "form": "own",
            "union_name": "江海独木食品有限公司工会委员会",
            "contact": "人事科",
            "has_party_body": "false",
            "wish": WISH,
            "preparers": preparers,
        }
        return self.make("apply", {**said, **changes})

    def approved(self) -> Self:
        return self.make("approve_prep", {"words": ""}, by=self.city.county_cadre)

    def recruiting(self) -> Self:
        return self.staffed().applied().approved().make("begin_recruiting", {"groups": "两个小组"})

    def nominate(self, body: str, *names: str) -> Self:
        for name in names:
            member = self.member(name).pk
            said = {"body": body, "member": member, "declared_on": self.today, "declares": "on"}
            self.make("nominate", said)
        return self

    def nominated(self) -> Self:
        """Four for three seats of the committee, one chair, four for three of the audit committee, three for the women's."""
        self.nominate("committee", "赵一鸣", "赵二宝", "赵三强", "钱一鸣").nominate("chair", "赵一鸣")
        return self.nominate("audit", "钱二宝", "钱三强", "孙一鸣", "孙二宝").nominate("women", "赵二宝")

    def announced(self) -> Self:
        return self.make("announce", {"agreed_with": "与镇总工会协商一致"})

    @property
    def notice(self) -> PublicNotice:
        with scoped(BUILDER):
            return PublicNotice.objects.select_related("case").filter(about=self.case_id).latest("pk")

    def shown(self, until: str) -> Self:
        """Put up today, closed on a later day."""
        case_id = self.notice.case_id
        self.make("put_up", {"posted_on": self.today, "places": "食堂门口"}, case_id=case_id)
        return self.at(until).make("close", {"result": "公示无异议"}, case_id=case_id)

    def asked(self, **changes: Any) -> Self:
        said = {"assembly": "general", "meeting_on": self.today, "place": "公司礼堂"}
        seats = {"seats": 3, "audit_seats": 3, "women_seats": 1}
        return self.make("ask_meeting", {**said, **seats, **changes})

    def allowed(self) -> Self:
        return self.make("approve_meeting", {"words": ""}, by=self.city.county_cadre)

    def tally(self, body: str, yes: Sequence[int], **changes: Any) -> Self:
        """The candidates of a body get these votes, in the order in which they were put up."""
        with scoped(BUILDER):
            names = [one.name for one in candidates_for(self.founding, body)]
        votes = {f"yes_{number}": count for number, count in zip(range(len(names)), yes, strict=True)}
        ballots = {"due": 30, "present": 28, "issued": 28, "returned": 28, "valid": 28, "invalid": 0}
        who = {"scrutineers": "冯一鸣", "counters": "陈一鸣", "held_on": self.today}
        return self.make(f"tally_{body}", {**ballots, **who, **votes, **changes})

    def elected(self) -> Self:
        self.tally("committee", [27, 25, 20, 12]).tally("chair", [27])
        return self.tally("audit", [26, 24, 20, 10]).tally("women", [28])

    def at_the_meeting(self) -> Self:
        """From the first day, Monday, 12 October 2026, to the approval of the meeting."""
        return self.recruiting().nominated().announced().shown("2026-10-20").asked().allowed()

    def reported(self) -> Self:
        return self.make("report", {"term_years": 5})

    def established(self) -> Self:
        return self.make("establish", {"words": ""}, by=self.city.county_cadre)


def open_story(city: SmallCity, day: str = "2026-10-12", **entry: Any) -> Story:
    """The town's cadre opens it."""
    now = moment(day)
    actor = load_actor(city.town_cadre.user, today=date.fromisoformat(day))
    with scoped(actor):
        founding = open_founding(NewFounding(enterprise=city.lone, **entry), actor=actor, now=now)
    return Story(city, founding.case_id, now)
