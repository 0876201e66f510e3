"""Suzhou's divisions over time (ID-08)."""

from datetime import date

import pytest

from zhijia.lib.divisions import SYNTHETIC_DIVISION, could_exist, divisions_on, find_division, successors_on


def test_the_divisions_of_2007_are_those_of_the_time() -> None:
    names = " ".join(division.name for division in divisions_on(date(2007, 7, 1)))

    assert names == "沧浪区 平江区 金阊区 虎丘区 吴中区 相城区 常熟市 张家港市 昆山市 吴江市 太仓市"


def test_the_divisions_of_today_are_five_districts_and_four_cities() -> None:
    names = " ".join(division.name for division in divisions_on(date(2026, 11, 22)))

    assert names == "虎丘区 吴中区 相城区 姑苏区 吴江区 常熟市 张家港市 昆山市 太仓市"


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        ("320502", "2007-07-01", ["320502"]),
        ("320502", "2026-01-01", ["320508"]),
        ("320584", "2026-01-01", ["320509"]),
        ("320586", "2026-01-01", ["320506", "320507"]),
        ("320511", "2007-01-01", ["320505"]),
        ("320583", "2026-01-01", ["320583"]),
    ],
)
def test_an_old_row_rolls_up_to_the_division_of_the_day(code: str, day: str, codes: list[str]) -> None:
    assert [division.code for division in successors_on(code, date.fromisoformat(day))] == codes


def test_a_code_is_accepted_through_the_year_of_its_change() -> None:  # ID-08
    pingjiang, gusu = find_division("320503"), find_division("320508")
    assert pingjiang is not None
    assert gusu is not None

    assert pingjiang.may_be_used_on(date(2012, 8, 31))
    assert not pingjiang.may_be_used_on(date(2013, 1, 1))
    assert gusu.may_be_used_on(date(2012, 1, 1))
    assert not gusu.may_be_used_on(date(2011, 12, 31))


def test_the_demonstration_county_was_never_allocated() -> None:
    assert find_division(SYNTHETIC_DIVISION) is None
    assert not could_exist(SYNTHETIC_DIVISION)


def test_an_unknown_code_has_no_successors() -> None:
    with pytest.raises(KeyError):
        successors_on("320599", date(2026, 1, 1))
