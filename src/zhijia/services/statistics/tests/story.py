"""The annual return of the small city, moved day by day: each step of each union in one line.

story = open_story(city).handed_out().fill(city.mill_union, by=city.chair).sign(city.mill_union, by=city.chair)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from zhijia.engines.cases.advance import advance
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_figure
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.statistics.actions import open_survey
from zhijia.services.statistics.models import Return, Survey
from zhijia.services.statistics.rules.forms import FORMS


@dataclass
class Story:
    """The survey and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    survey: Survey
    town_chair: Figure
    now: datetime

    def of(self, union: Union) -> Return:
        with scoped(BUILDER):
            rows = Return.objects.select_related("case", "union", "superior", "survey")
            return rows.get(survey=self.survey, union=union)

    def awaited(self, union: Union) -> set[str]:
        with scoped(BUILDER):
            return set(self.of(union).case.awaits.values_list("verb", flat=True))

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(self, verb: str, union: Union, data: Mapping[str, Any] | None = None, *, by: Figure) -> Self:
        actor = load_actor(by.user, today=local_day(self.now))
        with scoped(actor):
            advance(self.of(union).case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {})
        return self

    def handed_out(self) -> Self:
        """County and town pass the survey on, down to the mill's union."""
        year = self.survey.year
        self.make("hand_out", self.city.north, {"due_on": f"{year}-10-20"}, by=self.city.county_cadre)
        return self.make("hand_out", self.city.north_town, {"due_on": f"{year}-10-16"}, by=self.city.town_cadre)

    def fill(self, union: Union, *, by: Figure, **cells: int) -> Self:
        """Every cell by hand, zero where nothing else is said."""
        form = self.of(union).form
        given = {cell.code: cells.get(cell.code, 0) for cell in FORMS.by_hand(form)}
        return self.make("fill", union, given, by=by)

    def override(
        self, union: Union, cell: str, value: int | None, *, by: Figure, reason: str = "花名册正在补录"
    ) -> Self:
        data = {"cell": cell, "value": "" if value is None else value, "reason": reason}
        return self.make("override", union, data, by=by)

    def sign(self, union: Union, *, by: Figure, note: str = "") -> Self:
        return self.make("sign", union, {"note": note}, by=by)

    def of_mill(self, note: str = "登记的类型待核对", **cells: int) -> Self:
        """The mill's return, from the chair's pen into the town's sum."""
        mill, chair = self.city.mill_union, self.city.chair
        self.fill(mill, by=chair, **cells).sign(mill, by=chair, note=note)
        return self.make("accept", mill, by=self.city.town_cadre)

    def of_town(self) -> Self:
        town = self.city.north_town
        self.fill(town, by=self.city.town_cadre, officers_full=2).make("compile", town, by=self.city.town_cadre)
        return self.sign(town, by=self.town_chair, note="如数").make("accept", town, by=self.city.county_cadre)

    def of_county(self) -> Self:
        north = self.city.north
        self.fill(north, by=self.city.county_cadre, officers_full=9).make("compile", north, by=self.city.county_cadre)
        return self.sign(north, by=self.city.county_leader, note="如数").make("accept", north, by=self.city.city_cadre)


def open_story(city: SmallCity, day: str = "2026-10-08") -> Story:
    """The city's cadre opens the survey of the year of a day."""
    now = moment(day)
    with scoped(BUILDER):
        town_chair = make_figure(f"柳主席{now.year}", union=city.north_town, role=Role.CHAIR)
    actor = load_actor(city.city_cadre.user, today=local_day(now))
    with scoped(actor):
        survey = open_survey(city.root, year=now.year, actor=actor, now=now)
    return Story(city, survey, town_chair, now)
