"""Division codes (GB/T 2260) of Suzhou as they were and are, with successors.

The published lists are yearly and say nothing of the day: a code is accepted through the year in which it was dropped.
Checked against the CC0 data set of yearly lists and their differences, 1980–2025.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

SYNTHETIC_DIVISION = "320599"
"""A county code that was never allocated (lists of 1981–2024): demonstration data can hit no real person or firm."""

PROVINCE_NUMBERS = (
    *range(11, 16),
    21,
    22,
    23,
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
)
PROVINCES = frozenset(map(str, PROVINCE_NUMBERS))


@dataclass(frozen=True, slots=True)
class Division:
    """One code with one name. Years are of the yearly lists; None = before the lists that were read, or still used."""

    code: str
    name: str
    first_year: int | None = None
    last_year: int | None = None
    successors: tuple[str, ...] = ()

    def may_be_used_on(self, day: date) -> bool:
        """Whether the code was in force on that day, generous in the year of a change, whose day is not in the lists."""
        return (self.first_year or 0) <= day.year <= (self.last_year or 9999) + (self.last_year is not None)


@dataclass(frozen=True, slots=True)
class ManagementArea:
    """An administrative reality without a GB/T 2260 code; `statistical_code` is used by some statistics."""

    name: str
    within: str
    statistical_code: str | None = None


DIVISIONS: tuple[Division, ...] = (
    Division("320000", "江苏省"),
    Division("320500", "苏州市"),
    Division("320502", "沧浪区", last_year=2011, successors=("320508",)),
    Division("320503", "平江区", last_year=2011, successors=("320508",)),
    Division("320504", "金阊区", last_year=2011, successors=("320508",)),
    Division("320505", "虎丘区", first_year=2000),
    Division("320506", "吴中区", first_year=2000),
    Division("320507", "相城区", first_year=2000),
    Division("320508", "姑苏区", first_year=2012),
    Division("320509", "吴江区", first_year=2012),
    Division("320511", "郊区", last_year=1999, successors=("320505",)),
    Division("320581", "常熟市"),
    Division("320582", "张家港市"),
    Division("320583", "昆山市"),
    Division("320584", "吴江市", last_year=2011, successors=("320509",)),
    Division("320585", "太仓市"),
    Division("320586", "吴县市", last_year=1999, successors=("320506", "320507")),
)
MANAGEMENT_AREAS: tuple[ManagementArea, ...] = (
    ManagementArea("苏州工业园区", within="320500", statistical_code="320571"),
    ManagementArea("苏州高新区", within="320505"),
)
BY_CODE = {division.code: division for division in DIVISIONS}


def find_division(code: str) -> Division | None:
    """The division that has or had the code, if this table knows it."""
    return BY_CODE.get(code)


def divisions_on(day: date) -> tuple[Division, ...]:
    """The county-level divisions of the yearly list of that day's year."""
    return tuple(
        division
        for division in DIVISIONS
        if not division.code.endswith("00")
        and (division.first_year or 0) <= day.year <= (division.last_year or day.year)
    )


def successors_on(code: str, day: date) -> tuple[Division, ...]:
    """Where the area of a code lies on that day: itself, or the divisions that took it over. KeyError if unknown."""
    return tuple(_resolve(BY_CODE[code], day))


def _resolve(division: Division, day: date) -> Iterator[Division]:
    if day.year <= (division.last_year or day.year):
        yield division
        return
    for code in division.successors:
        yield from _resolve(BY_CODE[code], day)


def could_exist(code: str) -> bool:
    """Whether the first six digits of an identifier can name a place: exactly within Suzhou, by province elsewhere."""
    if code.startswith("3205"):
        return code in BY_CODE
    return code.isascii() and code.isdigit() and len(code) == 6 and code[:2] in PROVINCES
