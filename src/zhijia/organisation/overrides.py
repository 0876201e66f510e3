"""A city's corrections of law and calendar, handed to the law floor as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Value
from django.db.models.functions import JSONObject

from zhijia.law.calendar import CalendarOverride, WorkingCalendar, national_calendar
from zhijia.law.resolver import Override, parameter
from zhijia.law.versions import Confidence, Source, value_of
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import CalendarDayOverride, CalendarNotice, OverrideKind, ParameterOverride


@dataclass(frozen=True, slots=True)
class Corrections:
    """The city's corrections of parameters, oldest first, and the calendar with the days that it entered."""

    overrides: Sequence[Override]
    calendar: WorkingCalendar


RULE_FIELDS = (
    "id",
    "kind",
    "key",
    "place",
    "value",
    "unit",
    "from_on",
    "to_on",
    "source",
    "article",
    "reason",
    "scan_sha256",
    "entered_at",
)

_kept: ContextVar[list[Corrections] | None] = ContextVar("corrections", default=None)


@contextmanager
def one_law() -> Iterator[None]:
    """Inside, the corrections are read when they are first asked for and kept: one act goes by one law."""
    token = _kept.set([]) if _kept.get() is None else None
    try:
        yield
    finally:
        if token:
            _kept.reset(token)


def read_corrections() -> Corrections:
    """The corrections as they stand, or within `one_law` as they stood when they were first asked for."""
    kept = _kept.get()
    if kept is None:
        return _read_corrections()
    if not kept:
        kept.append(_read_corrections())
    return kept[0]


def _read_corrections() -> Corrections:
    """Both in one question: a page of clocks needs both, and may ask twelve."""
    rules = ParameterOverride.objects.annotate(
        what=Value("rule"), row=JSONObject(**{name: name for name in RULE_FIELDS})
    ).order_by()
    days = CalendarDayOverride.objects.annotate(
        what=Value("day"), row=JSONObject(id="id", day="day", is_work="is_workday", source="source")
    ).order_by()
    years = CalendarNotice.objects.annotate(what=Value("year"), row=JSONObject(year="year")).order_by()
    rest = (days.values_list("what", "row"), years.values_list("what", "row"))
    rows: list[tuple[str, Any]] = list(rules.values_list("what", "row").union(*rest, all=True))
    found = sorted((_rule(row) for what, row in rows if what == "rule"), key=lambda rule: (rule.from_on, rule.pk))
    entered = [_day(row) for row in sorted((row for what, row in rows if what == "day"), key=lambda row: row["id"])]
    noticed = {row["year"] for what, row in rows if what == "year"}
    calendar = WorkingCalendar(entered, noticed) if entered else national_calendar()
    return Corrections([as_override(rule) for rule in found], calendar)


def _rule(row: Mapping[str, Any]) -> ParameterOverride:
    to_on = date.fromisoformat(row["to_on"]) if row["to_on"] else None
    entered_at = datetime.fromisoformat(row["entered_at"])
    from_on = date.fromisoformat(row["from_on"])
    return ParameterOverride(**{**row, "from_on": from_on, "to_on": to_on, "entered_at": entered_at})


def _day(row: Mapping[str, Any]) -> CalendarOverride:
    return CalendarOverride(date.fromisoformat(row["day"]), is_work=row["is_work"], source=row["source"])


def working_calendar() -> WorkingCalendar:
    """The published calendar with the days that this installation's cadres have entered."""
    rows = [
        CalendarOverride(day, is_work=is_work, source=source)
        for day, is_work, source in CalendarDayOverride.objects.order_by("pk").values_list(
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
    return [as_override(row) for row in ParameterOverride.objects.order_by("from_on", "pk")]


def law_place(division: str) -> str:
    """The law floor's name of a six-digit division: 320500 is CN-3205, 320583 is CN-320583."""
    return "CN-" + division.removesuffix("00").removesuffix("00")


def as_override(row: ParameterOverride) -> Override:
    """A row as the law floor takes it."""
    return Override(
        key=row.key,
        place=row.place,
        value=value_of(row.value),
        valid_from=row.from_on,
        valid_to=row.to_on - timedelta(days=1) if row.to_on else None,
        source=Source(title=row.source, article=row.article or None, year=row.from_on.year, note=row.reason),
        confidence=_confidence(row),
        reference=f"override-{row.pk}",
        unit=row.unit,
        entered_on=local_day(row.entered_at),
    )


def _confidence(row: ParameterOverride) -> Confidence:
    """A local text counts as read in the original when it names its article and comes with the scan."""
    if row.kind == OverrideKind.PROMISE:
        return Confidence.OWN
    return Confidence.VERIFIED if row.article and row.scan_sha256 else Confidence.SECOND_HAND
