from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.numerals import read_neighbours, read_number, read_percentage, read_year


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("270", 270),
        ("1,200", 1200),
        ("3.5", "3.5"),
        ("2万", 20000),
        ("2.5万", 25000),
        ("4.27万", 42700),
        ("1.2亿", 120_000_000),
        ("2万亿", 2_000_000_000_000),
        ("3百万", 3_000_000),
        ("1万2千", 12000),
        ("3亿5000万", 350_000_000),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("二百七十", 270),
        ("二百零三", 203),
        ("二百五", 250),
        ("一万二", 12000),
        ("一万零二", 10002),
        ("两千", 2000),
        ("百", 100),
        ("千", 1000),
        ("万", 10000),
        ("十万", 100_000),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("三十五万", 350_000),
        ("一亿三千万", 130_000_000),
        ("三万亿", 3_000_000_000_000),
        ("万亿", 1_000_000_000_000),
    ],
)
def test_a_number_token_is_read_exactly(token: str, value: int | str) -> None:
    assert read_number(token) == Decimal(value)


@pytest.mark.parametrize("token", ["", "一二三", "进一步", "3千百", "第三", "1.2.3", "abc", "9" * 40, "1,20"])
def test_what_is_not_one_number_is_none(token: str) -> None:
    assert read_number(token) is None


@pytest.mark.parametrize(
    ("token", "percent"),
    [
        ("95%", "95"),
        ("3.5％", "3.5"),
        ("三成", "30"),
        ("八成五", "85"),
        ("八成半", "85"),
        ("3成", "30"),
        ("百分之九十五", "95"),
        ("百分之80", "80"),
        ("千分之三", "0.3"),
        ("三分之一", "33.33"),
        ("三分之二", "66.67"),
        ("五分之一", "20"),
    ],
)
def test_a_share_is_read_as_per_cent(token: str, percent: str) -> None:
    assert read_percentage(token) == Decimal(percent)


@pytest.mark.parametrize("token", ["成", "分之一", "三成立", "三分", "百分之"])
def test_what_is_not_a_share_is_none(token: str) -> None:
    assert read_percentage(token) is None


@pytest.mark.parametrize(
    ("token", "pair"),
    [("两三", (2, 3)), ("五六十", (50, 60)), ("三四百", (300, 400)), ("三五", None), ("二十", None), ("三二", None)],
)
def test_two_neighbouring_digits_are_a_range(token: str, pair: tuple[int, int] | None) -> None:
    read = read_neighbours(token)

    assert (read and tuple(map(int, read))) == pair


@pytest.mark.parametrize(
    ("token", "year"),
    [("2007", 2007), ("二〇〇七", 2007), ("二零一八", 2018), ("一九九九", 1999), ("07", None), ("三年", None)],
)
def test_a_year_is_four_digits_in_either_script(token: str, year: int | None) -> None:
    assert read_year(token) == year


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_that_cn2an_writes_is_read_back(number: int) -> None:
    assert read_number(cn2an.an2cn(str(number))) == number


@given(st.text(alphabet="零一二两三十百千万亿0123456789.,%成分之半", max_size=30))
def test_no_token_raises(token: str) -> None:
    readings = (read_number(token), read_percentage(token), read_neighbours(token), read_year(token))

    assert len(readings) == 4
