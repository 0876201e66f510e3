"""The law's numbers by date, as facts are measured against them."""

from datetime import date
from typing import Any

import pytest

from zhijia.engines.indicators.models import Threshold
from zhijia.engines.indicators.reading import trend_days
from zhijia.engines.indicators.thresholds import Span, spans_of, sync_thresholds
from zhijia.law.resolver import Override
from zhijia.law.versions import Confidence, Source

LARGE = "union.target.employees"


def override(value: int, *, first: date, last: date | None) -> Override:
    source = Source(title="市总工会通知", article=None, year=2026)
    return Override(
        key=LARGE,
        place="CN-3205",
        value=value,
        valid_from=first,
        valid_to=last,
        source=source,
        confidence=Confidence.PROPOSAL,
        reference="override-1",
    )


def test_a_number_without_dates_holds_for_all_days() -> None:
    assert spans_of(LARGE, place="CN", overrides=[]) == [Span(25, date.min, None)]


def test_equal_numbers_of_two_versions_are_one_span() -> None:
    assert spans_of("union.committee.members", place="CN", overrides=[]) == [Span(25, date.min, None)]


def test_a_citys_correction_holds_for_its_own_days_only() -> None:
    own = override(20, first=date(2026, 3, 1), last=date(2026, 8, 31))

    spans = spans_of(LARGE, place="CN-3205", overrides=[own])

    assert spans == [
        Span(25, date.min, date(2026, 3, 1)),
        Span(20, date(2026, 3, 1), date(2026, 9, 1)),
        Span(25, date(2026, 9, 1), None),
    ]


@pytest.mark.database
def test_copying_twice_changes_nothing_and_a_correction_is_followed(db: None, acting_as: Any) -> None:
    with acting_as("batch"):
        sync_thresholds()
        assert sync_thresholds() == 0

        changed = sync_thresholds(place="CN-3205", overrides=[override(20, first=date(2026, 3, 1), last=None)])

        assert changed == 3
        held = Threshold.objects.filter(parameter=LARGE).order_by("from_on")
        assert list(held.values_list("value", flat=True)) == [25, 20]


def test_a_trend_stands_on_month_ends_and_the_day_itself() -> None:
    assert trend_days(date(2026, 3, 10), months=3) == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 10),
    ]
