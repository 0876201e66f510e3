"""Which numbers make sense in which unit: what somebody typed is refused before it becomes law."""

from collections.abc import Mapping
from fractions import Fraction

from zhijia.law.spans import Unit
from zhijia.law.versions import DUTY, RATE, SHARE, Parameter, Value

RANGES: Mapping[str, tuple[int, int]] = {
    Unit.HOUR: (1, 87_600),
    Unit.NATURAL_DAY: (1, 36_500),
    Unit.WORKING_DAY: (1, 26_000),
    Unit.MONTH: (1, 1_200),
    Unit.YEAR: (1, 100),
    "minute": (1, 527_040),
    "percent": (0, 100),
    "person": (1, 10_000_000),
    "time": (1, 1_000),
    "copy": (1, 1_000),
    "fen": (1, 1_000_000_000),
    "calendar_month": (1, 12),
    "age": (1, 150),
    "millimetre": (1, 10_000),
    "point": (1, 1_000),
    "line": (1, 1_000),
    "character": (1, 1_000_000),
    "division": (110_000, 999_999),
    SHARE: (0, 1),
    RATE: (0, 100),
}
"""The smallest and the largest number of a unit; of a share or a rate the smallest itself is too small."""

OTHER_UNITS: Mapping[str, tuple[str, ...]] = {
    Unit.NATURAL_DAY: (Unit.NATURAL_DAY, Unit.WORKING_DAY, Unit.MONTH),
    Unit.WORKING_DAY: (Unit.WORKING_DAY, Unit.NATURAL_DAY, Unit.MONTH),
    Unit.MONTH: (Unit.MONTH, Unit.NATURAL_DAY, Unit.WORKING_DAY),
    Unit.YEAR: (Unit.YEAR, Unit.MONTH),
}
"""In which units a local text may count what a parameter counts in days, months or years."""


def units_of(declared: Parameter) -> tuple[str, ...]:
    """The units in which a text may give this parameter, its own first."""
    return OTHER_UNITS.get(declared.unit, (declared.unit,))


def makes_sense(value: Value, unit: str, declared: Parameter) -> bool:
    """Whether a value can be true: a share above nothing and up to the whole, a term of at least one day.

    Nothing is a number only where a text already says so (no grace after the end of a term).
    """
    if unit == DUTY:
        return isinstance(value, bool)
    if value is None or isinstance(value, bool):
        return False
    numbers = value if isinstance(value, tuple) else (value,)
    return all(_lies_within(number, unit) or _is_said(number, declared) for number in numbers)


def _lies_within(number: int | Fraction, unit: str) -> bool:
    low, high = RANGES[unit]
    is_above = number > low if unit in (SHARE, RATE) else number >= low
    return is_above and number <= high


def _is_said(number: int | Fraction, declared: Parameter) -> bool:
    return number == 0 and any(version.value == 0 and version.unit != DUTY for version in declared.versions)
