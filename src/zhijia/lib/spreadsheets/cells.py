"""One cell as a string, the way the user sees it."""

from datetime import date, datetime, time, timedelta

Loaded = int | float | str | bool | time | date | datetime | timedelta

EXACT_DIGITS = 15
"""A spreadsheet keeps fifteen digits of a number: of a longer one the last digits are lost."""


def cell_text(value: Loaded) -> str:
    """Whole numbers without a point, dates as 2026-11-22, moments as 2026-11-22 08:30:00, all else as it stands."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, f".{EXACT_DIGITS}g")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def has_lost_digits(value: Loaded) -> bool:
    """Whether the cell holds a number too long to be exact, such as an identifier that was typed as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**EXACT_DIGITS
