"""Reading numbers: a value, many values, a trend, a breakdown. What is shown is bound to the scope of who asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from zhijia.engines.indicators.changes import Asked, sum_changes
from zhijia.engines.indicators.definitions import Indicator, Kind, get_indicator, get_indicators
from zhijia.engines.indicators.models import Part


@dataclass(frozen=True, slots=True)
class Place:
    """A node, without some of its branches: `without` holds paths below `path` that are not counted."""

    path: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator is at a place on a day. `reports` is None for what the product counts itself.

    `is_frozen`: the value stands as it was when its period closed.
    """

    indicator: Indicator
    as_of: date
    numerator: int
    denominator: int | None = None
    reports: int | None = None
    is_frozen: bool = False

    @property
    def is_reported(self) -> bool:
        """Zero is a value; what nobody reported is none."""
        return self.reports is None or self.reports > 0

    @property
    def value(self) -> int | Fraction | None:
        """The number to show, a ratio in per cent; None when nothing is reported or there is nothing to divide by."""
        if not self.is_reported:
            return None
        if self.indicator.kind is not Kind.RATIO:
            return self.numerator
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None

    @property
    def gap(self) -> int:
        """How many of the denominator are not in the numerator."""
        return (self.denominator or 0) - self.numerator


Readings = dict[str, list[Reading]]


def read(code: str, *, path: str, on: date) -> Reading:
    """One indicator at one node on one day. Raises UnknownIndicatorError. One query (two for a declared one)."""
    return read_many([code], path=path, on=on)[code]


def read_many(codes: Iterable[str], *, path: str, on: date) -> dict[str, Reading]:
    """Several indicators at one node on one day, by code; at most two queries. Raises UnknownIndicatorError."""
    indicators = get_indicators(codes).values()
    return {code: readings[-1] for code, readings in read_days(indicators, place=Place(path), days=[on]).items()}


def read_days(indicators: Iterable[Indicator], *, place: Place, days: Sequence[date]) -> Readings:
    """Several indicators at one place on each of the days (ascending), by code. One query."""
    wanted = list(indicators)
    sums = sum_changes(_wanted(wanted, [place]), days)
    return {own.code: _readings(own, place=place, days=days, sums=sums) for own in wanted}


def read_places(indicator: Indicator, *, places: Sequence[Place], days: Sequence[date]) -> list[list[Reading]]:
    """One indicator at each of the places on each of the days, in one snapshot, so that parts and whole agree."""
    sums = sum_changes(_wanted([indicator], places), days)
    return [_readings(indicator, place=place, days=days, sums=sums) for place in places]


def trend_days(on: date, *, months: int) -> list[date]:
    """The last days of the `months` months before the month of `on`, and `on` itself."""
    days = [on]
    for _ in range(months):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def trend(code: str, *, path: str, on: date, months: int) -> list[Reading]:
    """The indicator at the end of each month and on the day itself."""
    return read_days([get_indicator(code)], place=Place(path), days=trend_days(on, months=months))[code]


def _wanted(indicators: Iterable[Indicator], places: Sequence[Place]) -> list[Asked]:
    return [
        Asked(indicator.code, part, path)
        for indicator in indicators
        for part in indicator.parts
        for place in places
        for path in (place.path, *place.without)
    ]


def _readings(
    indicator: Indicator, *, place: Place, days: Sequence[date], sums: Mapping[Asked, list[int]]
) -> list[Reading]:
    def amounts(part: Part) -> list[int]:
        whole = sums[Asked(indicator.code, part, place.path)]
        cut = [sums[Asked(indicator.code, part, path)] for path in place.without]
        return [whole[nth] - sum(branch[nth] for branch in cut) for nth in range(len(days))]

    by_part = {part: amounts(part) for part in indicator.parts}
    return [
        Reading(
            indicator,
            as_of=day,
            numerator=by_part[Part.NUMERATOR][nth],
            denominator=by_part[Part.DENOMINATOR][nth] if Part.DENOMINATOR in by_part else None,
            reports=by_part[Part.REPORT][nth] if Part.REPORT in by_part else None,
        )
        for nth, day in enumerate(days)
    ]
