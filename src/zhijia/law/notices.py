"""The yearly notice of holidays as people copy it: days and spans of days, one a line or after a comma.

Understood are 2027-01-01, 2027年1月1日, 1月1日 (of the year of the notice) and spans such as 10月1日至7日 or 1月29日至2月4日.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

DAY = r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?"
SPAN = re.compile(rf"{DAY}(?:\s*[至到—–~～]+\s*(?:{DAY}|(\d{{1,2}})日?))?")
BETWEEN = re.compile(r"[\n,，、；;。]+")
NOTES = re.compile(r"[（(][^（）()]*[）)]")
LONGEST = 31


class NoticeError(ValueError):
    """A piece of the text names no day; `piece` is that piece."""

    def __init__(self, piece: str) -> None:
        self.piece = piece
        super().__init__(piece)


def read_days(text: str, *, year: int) -> tuple[date, ...]:
    """The days of a text in order, each once; remarks in brackets such as （周六） are passed over. NoticeError."""
    pieces = (piece.strip() for piece in BETWEEN.split(NOTES.sub("", text)))
    return tuple(sorted({day for piece in pieces if piece for day in _days_of(piece, year)}))


def _days_of(piece: str, year: int) -> Iterator[date]:
    found = SPAN.fullmatch(piece)
    if found is None:
        raise NoticeError(piece)
    of_year, month, day, last_year, last_month, last_day, only_day = found.groups()
    try:
        first = date(int(of_year or year), int(month), int(day))
        last = first
        if only_day:
            last = first.replace(day=int(only_day))
        elif last_month:
            last = date(int(last_year or of_year or year), int(last_month), int(last_day))
    except ValueError as error:
        raise NoticeError(piece) from error
    if not 0 <= (last - first).days < LONGEST:
        raise NoticeError(piece)
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
