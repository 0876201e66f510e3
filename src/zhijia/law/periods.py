"""What follows by itself when days go by: statistical years, protected time."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.law.resolver import ResolvedParameter

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date


def year_of_statistics(law: ResolvedParameter, day: date) -> Period:
    """ST-03: the statistical year that a day lies in, by the month in which it begins."""
    month = law.number
    first = date(day.year if day.month >= month else day.year - 1, month, 1)
    return Period(first, date(first.year + 1, month, 1) - ONE_DAY)


def protected_until(contract_end: date, mandate_to: date) -> date:
    """CB-023: a labour contract that would end during the mandate runs to the mandate's end."""
    return max(contract_end, mandate_to)
