"""What must hold of every number at every moment (house.md §5, invariants 3 and 4). Services' tests use it too."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from django.db import connection

from zhijia.engines.indicators.definitions import Indicator, get_indicators, list_indicators
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Place, read_days
from zhijia.engines.indicators.records import EXPORT_PAGE, GAP, ListOf, list_records
from zhijia.engines.indicators.recounting import recount
from zhijia.engines.indicators.rollup import list_families, rebuild
from zhijia.site.testing.effort import examples

IS_ALL = examples(1) > 1
ActAs = Callable[[str], AbstractContextManager[None]]


def codes_of(service: str) -> list[str]:
    """The codes of the indicators that a service publishes."""
    return [own.code for own in list_indicators() if own.code.startswith(f"{service}.")]


def assert_numbers_are_lists(codes: Iterable[str], *, places: Sequence[Place], days: Sequence[date]) -> None:
    """Every part of every indicator equals the sum of its list, at every place and day, and what a recount finds.

    A recount reads every source: one indicator is counted again on one of the days, the next on another; all with `--all`.
    """
    indicators = get_indicators(codes).values()
    for place in places:
        for turn, (code, readings) in enumerate(read_days(indicators, place=place, days=sorted(days)).items()):
            for nth, reading in enumerate(readings):
                listed = _assert_is_list(reading.indicator, place=place, on=reading.as_of)
                assert reading.numerator == listed, (code, place, reading.as_of)
                if not place.without and (IS_ALL or nth == turn % len(readings)):
                    counted = recount(reading.indicator, path=place.path, on=reading.as_of)
                    assert counted.agrees, (code, place, reading.as_of)


def _assert_is_list(indicator: Indicator, *, place: Place, on: date) -> int:
    """What the list of the numerator adds up to. Each list is read once: it comes with the number that it stands behind."""
    sums: dict[str, int] = {}
    for part in [*(part.value for part in indicator.parts), *([GAP] if indicator.has_gap else [])]:
        whole = list_records(ListOf(indicator, part, place, on), most=EXPORT_PAGE)
        sums[part] = sum(record.value for record in whole.rows)
        assert not whole.next_key, "more than fits on a page: read on"
        assert sums[part] == whole.total, (indicator.code, part, place, on)
        assert len({record.subject_id for record in whole.rows}) == len(whole.rows), "a thing is listed twice"
    return sums[Part.NUMERATOR]


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
