"""Days in Shanghai, moments in UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zhijia.lib.shanghai import SHANGHAI, end_of_day, local_day, start_of_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 0, 0, 0, tzinfo=SHANGHAI), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_midnight_in_shanghai_parts_the_days(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        local_day(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001


def test_a_day_ends_one_microsecond_before_the_next_begins() -> None:
    assert end_of_day(date(2024, 2, 29)) + timedelta(microseconds=1) == start_of_day(date(2024, 3, 1))
    assert local_day(end_of_day(date(2024, 2, 29))) == date(2024, 2, 29)
    assert end_of_day(date(2024, 2, 29)).tzinfo is UTC
