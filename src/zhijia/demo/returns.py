"""The annual return in the demo city: the survey of the year, and a few unions of one county that have handed in."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.law.periods import Period
from zhijia.lib.shanghai import local_day
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.statistics.actions import open_survey, period_of
from zhijia.services.statistics.models import Return, Survey
from zhijia.services.statistics.rules.forms import FORMS

COUNTY, TOWN = "c0", 0
UNIONS = 4
HANDED_IN, ACCEPTED = 3, 2
AFTER_PERIOD, OLDEST = 5, 180
"""Days from the end of the period to the survey, and how long ago that is at most: before there is nobody."""
STEPS = 7
SEED = 20061231
DAYS_LEFT = 20
"""The city lets its unions hand in until so many days from now: nobody is late on the first day of the demo."""


def report_statistics(desk: DemoDesk, structure: DemoStructure) -> None:
    """Open the survey whose period has ended last; the first county and its first town pass it on."""
    place = structure.city.place
    year = desk.timeline.as_of.year
    if desk.timeline.day(AFTER_PERIOD + STEPS) <= period_of(year, place=place).last:
        year -= 1
    since = (desk.timeline.as_of - period_of(year, place=place).last).days - AFTER_PERIOD
    opened_ago = min(since, OLDEST)
    _give_time(desk, period_of(year, place=place))
    research = desk.actor("city.research")
    with scoped(research):
        survey = open_survey(structure.city.root, year=year, actor=research, now=desk.timeline.ago(opened_ago))
    _Returns(desk, structure, survey, opened_ago).play()


def _give_time(desk: DemoDesk, period: Period) -> None:
    """The city's own days for handing in, entered before the period ended."""
    ended_ago = (desk.timeline.as_of - period.last).days
    leader, now, until = desk.actor("city.leader"), desk.timeline.ago(ended_ago + 2), ended_ago + DAYS_LEFT
    for level, days in (("above", until), ("city", until + DAYS_LEFT)):
        given = NewOverride(
            key=f"statistics.hand_in.{level}",
            value=days,
            from_on=period.last,
            to_on=None,
            reason="本市年报集中核对会员名册，上报期限顺延。",
            source="市总工会办公室通知（演示）",
        )
        with scoped(leader):
            override_parameter(leader, given, now=now)


class _Returns:
    """What the people of one county do with the survey."""

    def __init__(self, desk: DemoDesk, structure: DemoStructure, survey: Survey, opened_ago: int) -> None:
        self.desk, self.structure, self.survey, self.opened_ago = desk, structure, survey, opened_ago
        self.rng = Random(SEED)  # noqa: S311  nothing here is secret
        self.chairs = {staff.post.union_id: staff for staff in desk.people.chairs}

    def play(self) -> None:
        """The county hands out, then its first town; a few chairs fill in and sign, the town accepts some."""
        cadre, town_cadre = self.desk.actor(f"{COUNTY}.organising"), self.desk.actor(f"t{TOWN}.chair")
        town = self.structure.towns[TOWN]
        with scoped(cadre):
            county_return = Return.objects.get(survey=self.survey, union=cadre.post.union_id if cadre.post else 0)
        day = {"due_on": (county_return.due_on or local_day(self.desk.timeline.ago(0))).isoformat()}
        self._move(cadre, county_return.case_id, "hand_out", day, after=1)
        with scoped(town_cadre):
            town_return = Return.objects.get(survey=self.survey, union=town)
        self._move(town_cadre, town_return.case_id, "hand_out", day, after=2)
        with scoped(town_cadre):
            rows = Return.objects.filter(survey=self.survey, superior=town, union__kind__in=GRASSROOTS_KINDS)
            returns = list(rows.select_related("union").order_by("pk")[:UNIONS])
        for nth, row in enumerate(returns):
            self._report(row, nth, town_cadre)

    def _report(self, row: Return, nth: int, town_cadre: Actor) -> None:
        union: Union = row.union
        chair = load_actor(self.chairs[union.pk].user, today=self.desk.timeline.as_of)
        cells = {cell.code: self.rng.randrange(2) for cell in FORMS.by_hand(row.form)}
        cells |= {"delegates": 40 + nth, "delegates_women": 14 + nth, "directors_women": 0, "congress": 1}
        self._move(chair, row.case_id, "fill", cells, after=4)
        if nth < HANDED_IN:
            self._move(chair, row.case_id, "sign", {"note": "会员名册正在补录"}, after=5)
        if nth < ACCEPTED:
            self._move(town_cadre, row.case_id, "accept", {}, after=6)

    def _move(self, actor: Actor, case_id: int, verb: str, data: Mapping[str, Any], *, after: int) -> None:
        """A move so many days after the survey was opened."""
        now: datetime = self.desk.timeline.ago(self.opened_ago - after)
        key = UUID(int=self.rng.getrandbits(128), version=4)
        with scoped(actor):
            advance(case_id, verb, actor=actor, key=key, now=now, data=data)
