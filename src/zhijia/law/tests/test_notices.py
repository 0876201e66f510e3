"""The yearly notice of holidays is read as people copy it."""

from datetime import date

import pytest

from zhijia.law.notices import NoticeError, read_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-01-01", ["2027-01-01"]),
        ("1月1日", ["2027-01-01"]),
        ("2027年1月1日（周五）、1月3日", ["2027-01-01", "2027-01-03"]),
        ("10月1日至3日", ["2027-10-01", "2027-10-02", "2027-10-03"]),
        ("1月31日 至 2月1日", ["2027-01-31", "2027-02-01"]),
        ("2026年12月31日到2027年1月1日", ["2026-12-31", "2027-01-01"]),
        ("2月28日—3月1日\n3月1日", ["2027-02-28", "2027-03-01"]),
        ("  \n", []),
    ],
)
def test_days_and_spans_are_read(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in read_days(text, year=2027)] == days


@pytest.mark.parametrize("text", ["春节", "2月30日", "10月7日至1日", "1月1日至12月31日", "13月1日", "1月1日放假"])
def test_what_names_no_day_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(NoticeError) as refused:
        read_days(f"5月1日、{text}", year=2027)

    assert refused.value.piece == text


def test_a_leap_day_is_a_day_in_a_leap_year_only() -> None:
    assert read_days("2月29日", year=2028) == (date(2028, 2, 29),)
    with pytest.raises(NoticeError):
        read_days("2月29日", year=2027)
