"""Whole weeks for the small calendar of a counted date. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from zhijia.ui.components import CalendarDay

DAYS_A_WEEK = 7


def calendar_weeks(days: Sequence[CalendarDay]) -> list[list[CalendarDay]]:
    """Weeks from Monday to Sunday that hold every given day; days nobody spoke of are `outside`. Empty for no days."""
    if not days:
        return []
    known = {day.on: day for day in days}
    first, last = min(known), max(known)
    start = first - timedelta(days=first.weekday())
    count = (last - start).days // DAYS_A_WEEK + 1
    return [
        [_day_on(known, start + timedelta(days=week * DAYS_A_WEEK + offset)) for offset in range(DAYS_A_WEEK)]
        for week in range(count)
    ]


def _day_on(known: dict[date, CalendarDay], on: date) -> CalendarDay:
    return known.get(on) or CalendarDay(on=on, kind="outside")
