"""Filters that put dates, numbers and shares into words (wording.py) in the language of the request."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from zhijia.lib import phrases
from zhijia.lib.sentences import Sentence
from zhijia.ui import wording

register = template.Library()
Number = int | float | Decimal


def _language() -> str:
    return get_language() or "zh-hans"


def _local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def said(value: Sentence) -> str:
    """A sentence of a floor that knows no translation, in the language of the request."""
    return value.said_in(gettext)


@register.filter
def noted(what: object, note: object) -> str:
    """Something with a note in brackets."""
    return phrases.noted(str(what), str(note), gettext)


@register.filter
def titled(title: object, text: object) -> str:
    """A text under its short title."""
    return phrases.titled(str(title), str(text), gettext)


@register.filter
def full_date(value: date | datetime | None) -> str:
    """2026年11月22日; empty for None."""
    return "" if value is None else wording.full_date(_local_day(value), language=_language())


@register.filter
def weekday_name(value: date | datetime | None) -> str:
    """周一; empty for None."""
    return "" if value is None else wording.weekday(_local_day(value), language=_language())


@register.filter
def long_date(value: date | datetime | None) -> str:
    """2026年11月30日 周一; empty for None."""
    return "" if value is None else wording.long_date(_local_day(value), language=_language())


@register.filter
def month_mark(value: date) -> str:
    """12月, for the first of a month in a calendar."""
    return wording.month_mark(value, language=_language())


@register.filter
def short_date(value: date | datetime | None, today: date | None = None) -> str:
    """11月30日 in the year of `today`, else with the year; empty for None."""
    return "" if value is None else wording.short_date(_local_day(value), language=_language(), today=today)


@register.filter
def near_date(value: date | datetime | None, today: date | None = None) -> str:
    """11月30日 周一 in the year of `today`, or 今天; empty for None."""
    return "" if value is None else wording.near_date(_local_day(value), language=_language(), today=today)


@register.filter
def moment(value: datetime | date | None, today: date | None = None) -> str:
    """11月14日 14:05 local time in the year of `today`, else with the year; a mere day shows no hour; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return wording.moment(timezone.localtime(value), language=_language(), today=today)
    return short_date(value, today)


@register.filter
def grouped(value: Number | None) -> str:
    """1,234; empty for None."""
    return "" if value is None else wording.grouped(value)


@register.filter
def percent(value: Number | None, places: int = 1) -> str:
    """A share 0..1 as 93.1%; empty for None."""
    return "" if value is None else wording.percent(value, places=places)


@register.filter
def yuan(value: int | None) -> str:
    """Fen as ¥1,234.00; empty for None."""
    return "" if value is None else wording.yuan(value)


@register.filter
def pixels(value: float, add: float = 0) -> str:
    """A coordinate for SVG, moved by `add`: always with a point, whatever the language writes in its numbers."""
    return f"{value + add:g}"
