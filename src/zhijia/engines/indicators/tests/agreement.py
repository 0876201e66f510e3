"""What must hold of every number at every moment (house.md §5, invariants 3 and 4). Services' tests use it too."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from django.db import connection

from zhijia.engines.indicators.definitions import Indicator, get_indicators, list_indicators
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place, read_days
from zhijia.engines.indicators.records import GAP, ListOf, every_record, list_records
from zhijia.engines.indicators.recounting import recount
from zhijia.engines.indicators.rollup import list_families, rebuild

ActAs = Callable[[str], AbstractContextManager[None]]


def codes_of(service: str) -> list[str]:
    """The codes of the indicators that a service publishes."""
    return [own.code for own in list_indicators() if own.code.startswith(f"{service}.")]


def assert_numbers_are_lists(codes: Iterable[str], *, places: Sequence[Place], days: Sequence[date]) -> None:
    """Every part of every indicator equals the sum of its list, at every place and day, and what a recount finds."""
    indicators = get_indicators(codes).values()
    for place in places:
        for code, readings in read_days(indicators, place=place, days=sorted(days)).items():
            for reading in readings:
                _assert_is_list(reading.indicator, place=place, on=reading.as_of)
                listed = _listed(reading.indicator, Part.NUMERATOR, place=place, on=reading.as_of)
                assert reading.numerator == listed, (code, place, reading.as_of)


def _assert_is_list(indicator: Indicator, *, place: Place, on: date) -> None:
    parts = [part.value for part in indicator.parts] + ([GAP] if indicator.has_gap else [])
    for part in parts:
        which = ListOf(indicator, part, place, on)
        records = list(every_record(which))
        assert sum(record.value for record in records) == _total(which), (indicator.code, part, place, on)
        assert len({record.subject_id for record in records}) == len(records), "a thing is listed twice"
    if not place.without:
        assert recount(indicator, path=place.path, on=on).agrees, (indicator.code, place, on)


def _listed(indicator: Indicator, part: str, *, place: Place, on: date) -> int:
    return sum(record.value for record in every_record(ListOf(indicator, part, place, on)))


def _total(which: ListOf) -> int:
    return list_records(which, most=1).total


def assert_rebuilding_changes_nothing(act_as: ActAs) -> None:
    """Facts and roll-up, kept by triggers and drains, equal those computed from nothing."""
    with act_as("batch"):
        assert {family: rebuild(family) for family in list_families()} == {family: [] for family in list_families()}
        assert rollup_drift() == []


def rollup_drift() -> list[tuple[object, ...]]:
    """Rows of the roll-up that differ from what the facts add up to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM indicators_rollup_drift()")
        return list(cursor.fetchall())
