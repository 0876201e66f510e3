"""The congress of the mill from its preparation on: each step of its life in one line.

story = open_story(city).planned().divided().elected().constituted()
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.models import Employment, Person
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.congress.electing.models import DelegateElection
from zhijia.services.congress.electing.voting import standing
from zhijia.services.congress.terms.models import CongressTerm, Delegate, ElectionUnit
from zhijia.services.congress.terms.opening import NewTerm, open_term

UNITS = "纺纱车间 70\n织造车间 40\n厂部 10"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
QUOTAS = {"纺纱车间": 17, "织造车间": 10, "厂部": 3}


@dataclass
class Story:
    """One congress and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @property
    def term(self) -> CongressTerm:
        with scoped(BUILDER):
            return CongressTerm.objects.select_related("case", "union", "enterprise").get(case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.state_of(self.case_id)

    @property
    def case(self) -> Case:
        return self.term.case

    def state_of(self, case_id: int) -> str:
        with scoped(BUILDER):
            return Case.objects.get(pk=case_id).state

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def elections(self, **wanted: Any) -> list[DelegateElection]:
        with scoped(BUILDER):
            rows = DelegateElection.objects.filter(term__case=self.case_id, **wanted)
            return list(rows.select_related("unit", "case").order_by("pk"))

    def delegates(self, **wanted: Any) -> list[Delegate]:
        with scoped(BUILDER):
            return list(Delegate.objects.filter(term__case=self.case_id, **wanted).order_by("pk"))

    def findings(self, case_id: int | None = None) -> dict[str, str]:
        """What the law pointed out, by rule."""
        with scoped(BUILDER):
            return dict(CaseFinding.objects.filter(case=case_id or self.case_id).values_list("rule", "text"))

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure | None = None, case_id: int | None = None
    ) -> Self:
        """One move, by the mill's chair unless told otherwise."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("材料.png", PNG)]})
        actor = load_actor((by or self.city.chair).user, today=self.today)
        with scoped(actor):
            advance(case_id or self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        return self

    def planned(self, **changes: Any) -> Self:
        return self.make("plan", {"headcount": 120, "women": 60, "planned": 30, **changes})

    def divided(self, units: str = UNITS) -> Self:
        return self.make("add_units", {"units": units})

    def opened(self) -> Self:
        return self.planned().divided().make("open_elections")

    def nominate(self, election: DelegateElection, lines: Sequence[str]) -> Self:
        return self.make("nominate", {"workers": "\n".join(lines)}, case_id=election.case_id)

    def tally(self, election: DelegateElection, yes: Sequence[int] | None = None, **changes: Any) -> Self:
        """Everybody of the unit votes for everybody who stands, unless told otherwise."""
        with scoped(BUILDER):
            names = standing(election)
        eligible = election.eligible
        ballots = dict.fromkeys(("due", "present", "issued", "returned", "valid"), eligible) | {"invalid": 0}
        votes = {f"yes_{n}": count for n, count in enumerate(yes or [eligible] * len(names))}
        who = {"scrutineers": "监甲", "counters": "计乙", "held_on": self.today}
        return self.make("tally", {**ballots, **votes, **who, **changes}, case_id=election.case_id)

    def shown(self, election: DelegateElection) -> Self:
        """The elected are announced, the notice put up and closed, and the result confirmed."""
        self.make("announce", case_id=election.case_id)
        with scoped(BUILDER):
            notice = PublicNotice.objects.filter(about=election.case_id).latest("pk").case_id
        self.make("put_up", {"posted_on": self.today, "places": "厂门口"}, case_id=notice)
        self.make("close", {"result": "公示无异议"}, case_id=notice)
        return self.make("confirm", case_id=election.case_id)

    def elected(self, kinds: Mapping[str, str] | None = None) -> Self:
        """Each unit elects its quota of its own people; `kinds` says what is written behind the names of a unit."""
        workers = iter(self.workers())
        for election in self.elections(closed_on=None):
            kind = (kinds or {}).get(election.unit.name, "工人 一线")
            names = [f"{next(workers)} {kind}" for _seat in range(election.seats)]
            self.nominate(election, names).tally(election).shown(election)
        return self.make("close_elections")

    def constituted(self, **changes: Any) -> Self:
        said = {
            "reviewed_on": self.today,
            "reviewers": "审甲、审乙",
            "review": "代表资格有效",
            "from_on": self.today,
            "years": 5,
        }
        return self.make("constitute", {**said, **changes})

    def workers(self, count: int = 32) -> list[str]:
        """People of the mill, made the first time; every other one is a woman."""
        names = [f"{surname}工" for surname in SURNAMES[:count]]
        with scoped(BUILDER):
            known = set(Person.objects.filter(home=self.city.mill_union).values_list("name", flat=True))
            people = Person.objects.bulk_create(
                Person(
                    name=name,
                    home=self.city.mill_union,
                    path=self.city.mill_union.path,
                    sort_key=sort_key_of(name),
                    sex="12"[n % 2],
                )
                for n, name in enumerate(names)
                if name not in known
            )
            Employment.objects.bulk_create(
                Employment(person=person, enterprise=self.city.mill, from_on=LONG_AGO, path=self.city.mill.path)
                for person in people
            )
        return names


def seat_delegates(story: Story, count: int) -> list[Delegate]:
    """So many of the mill's workers are delegates of a congress in force, without the elections that made them so."""
    names = story.workers(count)
    with scoped(BUILDER):
        term = story.term
        unit = ElectionUnit.objects.create(term=term, name="纺纱车间", headcount=70, quota=count)
        people = Person.objects.filter(home=story.city.mill_union, name__in=names).order_by("pk")
        return [
            Delegate.objects.create(
                term=term,
                unit=unit,
                election=term.case,
                person=one,
                name=one.name,
                category="worker",
                from_on=story.today,
            )
            for one in people
        ]


def open_story(city: SmallCity, day: str = "2026-11-16", *, form: str = "congress", ordinal: int = 1) -> Story:
    """The mill's chair prepares a congress."""
    now = moment(day)
    actor = load_actor(city.chair.user, today=now.astimezone(SHANGHAI).date())
    with scoped(actor):
        entry = NewTerm(union=city.mill_union, enterprise=city.mill, scope="enterprise", form=form, ordinal=ordinal)
        term = open_term(entry, actor=actor, now=now)
    return Story(city, term.case_id, now)
