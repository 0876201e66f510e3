"""Corrections of the law in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.law.resolver import UnknownParameterError, declared_parameter
from zhijia.lib.phrases import listed
from zhijia.organisation.models import CalendarDayOverride, ParameterOverride
from zhijia.organisation.overrides import working_calendar, years_to_ask_for


@dataclass(frozen=True)
class ParameterLine:
    """A corrected parameter."""

    label: str
    key: str
    value: str
    from_on: date
    to_on: date | None
    reason: str
    source: str
    who: str


@dataclass(frozen=True)
class LawPage:
    """Everything on the page of corrections."""

    parameters: Sequence[ParameterLine]
    days: Sequence[CalendarDayOverride]
    asked_for: Sequence[int]
    """Years whose notice of holidays should be entered now."""


def read_law_page(*, today: date) -> LawPage:
    """Read the page: four queries."""
    rows = ParameterOverride.objects.select_related("entered_by").order_by("-entered_at", "-pk")
    days = CalendarDayOverride.objects.select_related("entered_by").order_by("-day")
    asked_for = years_to_ask_for(working_calendar(), today=today)
    return LawPage([_line(row) for row in rows], list(days), asked_for)


def _line(row: ParameterOverride) -> ParameterLine:
    value = listed(map(str, row.value), _) if isinstance(row.value, list) else str(row.value)
    return ParameterLine(
        label=_label(row.key),
        key=row.key,
        value=value,
        from_on=row.from_on,
        to_on=row.to_on,
        reason=row.reason,
        source=row.source,
        who=row.entered_by.title,
    )


def _label(key: str) -> str:
    try:
        return declared_parameter(key).label_in(get_language() or "zh-hans")
    except UnknownParameterError:
        return key
