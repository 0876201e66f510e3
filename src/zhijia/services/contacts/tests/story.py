"""A pair of the north county's cadre and the mill's union, moved day by day: each step of its life in one line.

story = open_story(city).confirm().notify().begin().visit("2026-11-20", problem_1="欠缴经费")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case
from zhijia.engines.issues.models import Issue
from zhijia.engines.visits.models import Visit
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.contacts.actions.programmes import open_programme
from zhijia.services.contacts.actions.proposing import accept_proposal, make_proposal
from zhijia.services.contacts.models import Pair, PairProgramme, ProposedPair


@dataclass
class Story:
    """One pair and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def pair(self) -> Pair:
        with scoped(BUILDER):
            return Pair.objects.select_related("case").get(case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.pair.case.state

    @property
    def visits(self) -> list[Visit]:
        with scoped(BUILDER):
            return list(Visit.objects.select_related("case").filter(about=self.case_id).order_by("pk"))

    @property
    def issues(self) -> list[Issue]:
        with scoped(BUILDER):
            rows = Issue.objects.select_related("case").filter(origin__visit__about=self.case_id)
            return list(rows.order_by("pk"))

    def awaited(self, case_id: int | None = None) -> set[str]:
        with scoped(BUILDER):
            return set(Case.objects.get(pk=case_id or self.case_id).awaits.values_list("verb", flat=True))

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def acting(self, figure: Figure) -> Actor:
        return load_actor(figure.user, today=self.today)

    def make(
        self,
        verb: str,
        data: Mapping[str, Any] | None = None,
        *,
        by: Figure,
        case_id: int | None = None,
        key: UUID | None = None,
        scan: bool = False,
    ) -> Self:
        """One move, on the pair unless another case is named."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("照片.png", PNG)]} if scan else {})
        actor = self.acting(by)
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

    def confirm(self) -> Self:
        return self.make("confirm", by=self.city.county_leader)

    def notify(self) -> Self:
        return self.make("notify", by=self.city.county_cadre)

    def begin(self) -> Self:
        return self.make("begin", by=self.city.county_cadre)

    def begun(self) -> Self:
        return self.confirm().notify().begin()

    def visit(self, *, client_id: UUID | None = None, by: Figure | None = None, **changes: Any) -> Self:
        """A visit by the cadre with three talks, unless told otherwise."""
        sent = client_id or uuid4()
        written = {
            "client_id": str(sent),
            "visited_on": self.today.isoformat(),
            "output": "订单稳定",
            **{f"talk_{n}": f"第{n}位职工说食堂太远" for n in (1, 2, 3)},
        }
        return self.make("visit", {**written, **changes}, by=by or self.city.county_cadre, key=sent)

    def confirm_visit(self) -> Self:
        """The mill's chair confirms the newest visit."""
        return self.make("confirm", by=self.city.chair, case_id=self.visits[-1].case_id)

    def on_issue(self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure, scan: bool = False) -> Self:
        """A move on the newest issue."""
        return self.make(verb, data, by=by, case_id=self.issues[-1].case_id, scan=scan)


def open_city_programme(city: SmallCity, *, now: datetime, total: int = 2, own: int = 1) -> PairProgramme:
    with scoped(city.leader.actor):
        return open_programme(
            city.root, year=now.year, target_total=total, target_city=own, actor=city.leader.actor, now=now
        )


def open_story(city: SmallCity, day: str = "2026-11-16") -> Story:
    """The county's cadre lets the rules propose one pair, and drafts it."""
    now = moment(day)
    programme = open_city_programme(city, now=now)
    actor = city.county_cadre.actor
    with scoped(actor):
        proposal = make_proposal(programme, count=1, seed=7, actor=actor, now=now)
        accept_proposal(proposal, actor=actor, now=now)
        proposed = ProposedPair.objects.get(proposal=proposal)
        pair = Pair.objects.get(union_id=proposed.union_id)
    return Story(city, pair.case_id, now)
