"""Corrections of the law in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.law.places import name_of
from zhijia.law.resolver import UnknownParameterError, declared_parameter
from zhijia.law.versions import Parameter, Version
from zhijia.lib.phrases import titled
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import CalendarDayOverride, OverrideKind, ParameterOverride, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.overrides import as_override, law_place, working_calendar, years_to_ask_for
from zhijia.organisation.queries.hands import said_post, title_of
from zhijia.services.organising.presenting.parameters import value_in_words


@dataclass(frozen=True)
class ParameterLine:
    """An own row for a parameter. `scan_url` is empty where no scan came with it."""

    label: str
    value: str
    kind: str
    place: str
    from_on: date
    to_on: date | None
    source: str
    reason: str
    who: str
    scan_url: str
    law_url: str


@dataclass(frozen=True)
class DayLine:
    """A corrected day. `is_replaced`: a later row says otherwise."""

    day: date
    is_workday: bool
    source: str
    who: str
    is_replaced: bool


@dataclass(frozen=True)
class LawPage:
    """Everything on the page of corrections."""

    parameters: Sequence[ParameterLine]
    days: Sequence[DayLine]
    asked_for: Sequence[int]
    """Years whose notice of holidays should be entered now."""


def read_law_page(*, today: date) -> LawPage:
    """Read the page: four queries."""
    entered = title_of("entered_by")
    rows = ParameterOverride.objects.annotate(entered_title=entered).order_by("-entered_at", "-pk")
    days = CalendarDayOverride.objects.annotate(entered_title=entered).order_by("-day", "-pk")
    asked_for = years_to_ask_for(working_calendar(), today=today)
    return LawPage([_line(row) for row in rows], list(_day_lines(days)), asked_for)


def read_places() -> list[tuple[str, str]]:
    """The places whose rules this city may enter: itself, its province, its counties."""
    city = this_city()
    if city is None:
        return []
    own = law_place(city.place)
    counties = Union.objects.filter(kind=UnionKind.COUNTY, closed_on=None).values_list("place", flat=True)
    places = (own[:5], *sorted({law_place(place) for place in counties if law_place(place).startswith(own)} - {own}))
    return [("", name_of(own).said_in(_)), *((place, name_of(place).said_in(_)) for place in places if place != own)]


def _day_lines(rows: Iterable[Any]) -> Iterator[DayLine]:
    shown: set[date] = set()
    for row in rows:
        yield DayLine(row.day, row.is_workday, row.source, said_post(row.entered_title, _), row.day in shown)
        shown.add(row.day)


def _line(row: Any) -> ParameterLine:
    known = _known(row)
    parameters = reverse("organising:parameters")
    return ParameterLine(
        label=known[0].label_in(get_language() or "zh-hans") if known else row.key,
        value=value_in_words(known[1]) if known else str(row.value),
        kind=str(OverrideKind(row.kind).label),
        place=name_of(row.place).said_in(_),
        from_on=row.from_on,
        to_on=row.to_on,
        source=titled(row.source, row.article, _) if row.article else row.source,
        reason=row.reason,
        who=said_post(row.entered_title, _),
        scan_url=reverse("organising:law_scan", args=[row.scan_sha256]) if row.scan_sha256 else "",
        law_url=f"{parameters}?q={row.key}#{row.key}",
    )


def _known(row: ParameterOverride) -> tuple[Parameter, Version] | None:
    """The parameter and the row as a version of it; None where an update of the system took the parameter away."""
    try:
        declared = declared_parameter(row.key)
    except UnknownParameterError:
        return None
    return declared, as_override(row).as_version(declared)
