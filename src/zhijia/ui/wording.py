"""Dates, numbers and shares in words, by language. Pure: the caller gives the day it is.

Chinese: 2026年11月22日, 11月30日 周一, 1,234.5, 93.1%. English: 22 Nov 2026, Mon 30 Nov. Days are days in
Asia/Shanghai: the caller turns moments into local time first.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEAR_WORDS = {-1: ("昨天", "yesterday"), 0: ("今天", "today"), 1: ("明天", "tomorrow")}


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def full_date(day: date, *, language: str) -> str:
    """2026年11月22日 or 22 Nov 2026."""
    if _is_chinese(language):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def weekday(day: date, *, language: str) -> str:
    """周一 or Mon."""
    return f"周{WEEKDAYS_ZH[day.weekday()]}" if _is_chinese(language) else WEEKDAYS_EN[day.weekday()]


def long_date(day: date, *, language: str) -> str:
    """2026年11月30日 周一 or Mon 30 Nov 2026."""
    shown, name = full_date(day, language=language), weekday(day, language=language)
    return f"{shown} {name}" if _is_chinese(language) else f"{name} {shown}"


def month_mark(day: date, *, language: str) -> str:
    """12月 or Dec: what a calendar shows on the first of a month."""
    return f"{day.month}月" if _is_chinese(language) else MONTHS_EN[day.month - 1]


def year_month(day: date, *, language: str) -> str:
    """2026年11月 or Nov 2026."""
    return f"{day.year}年{day.month}月" if _is_chinese(language) else f"{MONTHS_EN[day.month - 1]} {day.year}"


def short_date(day: date, *, language: str, today: date | None = None) -> str:
    """11月30日 or 30 Nov in the year of `today`; with the year in any other, and where nobody says what day it is."""
    if today is None or day.year != today.year:
        return full_date(day, language=language)
    return f"{day.month}月{day.day}日" if _is_chinese(language) else f"{day.day} {MONTHS_EN[day.month - 1]}"


def near_date(day: date, *, language: str, today: date | None = None) -> str:
    """今天, 明天, 昨天, else 11月30日 周一 (English: Mon 30 Nov)."""
    if today is not None and (words := NEAR_WORDS.get((day - today).days)):
        return words[0] if _is_chinese(language) else words[1]
    shown, name = short_date(day, language=language, today=today), weekday(day, language=language)
    return f"{shown} {name}" if _is_chinese(language) else f"{name} {shown}"


def moment(at: datetime, *, language: str, today: date | None = None) -> str:
    """11月14日 14:05 of a moment already in local time; the year as in `short_date`."""
    return f"{short_date(at.date(), language=language, today=today)} {at:%H:%M}"


def grouped(value: int | float | Decimal) -> str:
    """1234567 → 1,234,567; decimals are kept, at most two of them, without trailing zeros."""
    amount = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
    return f"{amount:,f}"


def percent(share: int | float | Decimal, *, places: int = 1) -> str:
    """0.931 → 93.1%. A share short of one never shows as 100%, one above zero never as 0%: the difference matters."""
    shown = (Decimal(str(share)) * 100).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    step = Decimal(1).scaleb(-places)
    if shown == 100 and share < 1:
        shown = Decimal(100) - step
    if shown == 0 and share > 0:
        shown = step
    return f"{shown}%"


def yuan(fen: int) -> str:
    """123400 fen → ¥1,234.00."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{rest:02d}"
