"""The plan of the mill and its disclosures: each step of their life in one line.

story = open_story(city).adopted()
story.published("basic")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.engines.cases.sweep import sweep
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.openness.models import Disclosure, DisclosureText, OpennessPlan
from zhijia.services.openness.planning.opening import NewPlan, open_plan

TEXT = "一至六月产量与去年同期持平，没有亏损。"


@dataclass
class Story:
    """One plan and the day on which its people act; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @property
    def plan(self) -> OpennessPlan:
        with scoped(BUILDER):
            return OpennessPlan.objects.select_related("case", "union", "enterprise").get(case_id=self.case_id)

    def disclosures(self, **wanted: Any) -> list[Disclosure]:
        with scoped(BUILDER):
            rows = Disclosure.objects.filter(item__plan__case=self.case_id, **wanted)
            return list(rows.select_related("case", "item").order_by("pk"))

    def one(self, matter: str) -> Disclosure:
        """The newest of a matter."""
        return self.disclosures(item__matter=matter)[-1]

    def texts(self, matter: str) -> list[DisclosureText]:
        with scoped(BUILDER):
            return list(DisclosureText.objects.filter(disclosure=self.one(matter)).order_by("version"))

    def state(self, matter: str) -> str:
        return self.one(matter).case.state

    def findings(self, case_id: int | None = None) -> dict[str, str]:
        """What the law pointed out, by rule."""
        with scoped(BUILDER):
            return dict(CaseFinding.objects.filter(case=case_id or self.case_id).values_list("rule", "text"))

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def sweep(self) -> Self:
        """Let the clocks know what day it is."""
        with scoped(BUILDER):
            sweep(now=self.now)
        return self

    def make(
        self,
        verb: str,
        data: Mapping[str, Any] | None = None,
        *,
        by: Figure | None = None,
        case_id: int | None = None,
        scan: bool = False,
    ) -> Self:
        """One move, by the mill's chair unless told otherwise."""
        photo = [SimpleUploadedFile("公开栏.png", PNG)] if scan else []
        actor = load_actor((by or self.city.chair).user, today=self.today)
        with scoped(actor):
            advance(
                case_id or self.case_id,
                verb,
                actor=actor,
                key=uuid4(),
                now=self.now,
                data=data or {},
                files=MultiValueDict({"scan": photo}),
            )
        return self

    def of(self, matter: str, verb: str, *, by: Figure | None = None, scan: bool = False, **data: Any) -> Self:
        """A step of the newest disclosure of a matter; a photo was looked at for what may not be seen on it."""
        return self.make(
            verb, {**data, "is_covered": "on"} if scan else data, by=by, case_id=self.one(matter).case_id, scan=scan
        )

    def adopted(self, **changes: Any) -> Self:
        return self.make("adopt", {"responsible": "总经理甲", "adopted_on": self.today, **changes})

    def happened(self, matter: str, title: str, day: date | None = None) -> Self:
        return self.make("record_happened", {"matter": matter, "title": title, "happened_on": day or self.today})

    def cleared(self, matter: str, *, text: str = TEXT, **changes: Any) -> Self:
        """Drafted by the mill's chair, passed by the town."""
        self.of(matter, "draft", text=text)
        return self.of(matter, "clear", by=self.city.town_cadre, **{"is_private": "on", **changes})

    def published(self, matter: str, *, to_on: str = "", scan: bool = False, **changes: Any) -> Self:
        self.cleared(matter, **changes)
        return self.shown(matter, to_on=to_on, scan=scan)

    def shown(self, matter: str, *, to_on: str = "", scan: bool = False) -> Self:
        last = to_on or date.fromordinal(self.today.toordinal() + 7).isoformat()
        return self.of(matter, "publish", scan=scan, channels=["board", "phone"], from_on=self.today, to_on=last)


def open_story(city: SmallCity, day: str = "2026-01-05", *, ownership: str = "private") -> Story:
    """The mill's chair draws up the plan of the year."""
    now = moment(day)
    actor = load_actor(city.chair.user, today=now.astimezone(SHANGHAI).date())
    with scoped(actor):
        entry = NewPlan(union=city.mill_union, enterprise=city.mill, year=now.year, ownership=ownership)
        plan = open_plan(entry, actor=actor, now=now)
    return Story(city, plan.case_id, now)


def cases_of(story: Story) -> list[Case]:
    """The plan's case and those of its disclosures."""
    with scoped(BUILDER):
        ids = [story.case_id, *(row.case_id for row in story.disclosures())]
        return list(Case.objects.filter(pk__in=ids).order_by("pk"))
