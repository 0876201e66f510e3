"""A city's corrections of law and calendar, handed to the law floor as plain data."""

from datetime import date, timedelta

from zhijia.law.calendar import CalendarOverride, WorkingCalendar, national_calendar
from zhijia.law.resolver import Override, parameter
from zhijia.law.versions import Confidence, Source, value_of
from zhijia.organisation.models import CalendarDayOverride, CalendarNotice, ParameterOverride


def working_calendar() -> WorkingCalendar:
    """The published calendar with the days that this installation's cadres have entered."""
    rows = [
        CalendarOverride(day, is_work=is_work, source=source)
        for day, is_work, source in CalendarDayOverride.objects.order_by("day").values_list(
            "day", "is_workday", "source"
        )
    ]
    years = set(CalendarNotice.objects.values_list("year", flat=True)) if rows else set()
    return WorkingCalendar(rows, years) if rows else national_calendar()


def years_to_ask_for(calendar: WorkingCalendar, *, today: date) -> tuple[int, ...]:
    """The years whose notice of holidays should be entered now."""
    month = parameter("calendar.notice", place="CN", on=today).number
    return calendar.years_to_ask_for(today, from_month=month)


def parameter_overrides() -> list[Override]:
    """Every correction of a parameter that was entered here, oldest first."""
    return [_as_override(row) for row in ParameterOverride.objects.order_by("from_on", "pk")]


def law_place(division: str) -> str:
    """The law floor's name of a six-digit division: 320500 is CN-3205, 320583 is CN-320583."""
    return "CN-" + division.removesuffix("00").removesuffix("00")


def _as_override(row: ParameterOverride) -> Override:
    return Override(
        key=row.key,
        place=row.place,
        value=value_of(row.value),
        valid_from=row.from_on,
        valid_to=row.to_on - timedelta(days=1) if row.to_on else None,
        source=Source(title=row.source, article=None, year=row.from_on.year, note=row.reason),
        confidence=Confidence.PROPOSAL,
        reference=f"override-{row.pk}",
    )
