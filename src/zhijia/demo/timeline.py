"""The only source of time of the demo city: every moment is told from the day it is built for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zhijia.lib.shanghai import SHANGHAI


@dataclass(frozen=True)
class Timeline:
    """Moments before `as_of`, the day the city is shown. Office hours of Shanghai."""

    as_of: date

    def ago(self, days: int, *, hour: int = 10) -> datetime:
        """A moment so many days before the day of the city."""
        return datetime.combine(self.as_of - timedelta(days=days), time(hour), SHANGHAI)

    def day(self, ago: int) -> date:
        return self.as_of - timedelta(days=ago)

    @property
    def now(self) -> datetime:
        """The moment at which the city is complete: nine in the morning of its day."""
        return self.ago(0, hour=9)

    @property
    def plan_year(self) -> int:
        """The year whose plan is under way: early in January it is still the last one."""
        return self.day(20).year

    def month_of_plan(self, shift: int) -> int:
        """The month `shift` months from the present one, kept within the plan year."""
        present = self.as_of.month if self.as_of.year == self.plan_year else 12
        return max(1, min(12, present + shift))
