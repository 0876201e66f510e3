"""Industry sections and codes (services §I4)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.findings import Severity
from zhijia.lib.industries import EDITIONS, Edition, check_industry_code, find_section, section_of


@pytest.mark.parametrize("edition", list(Edition))
def test_an_edition_has_twenty_sections_that_do_not_overlap(edition: Edition) -> None:
    sections = EDITIONS[edition]

    assert "".join(section.letter for section in sections) == "ABCDEFGHIJKLMNOPQRST"
    assert [section.number for section in sections] == [f"{number:02d}" for number in range(1, 21)]
    assert all(before.last < after.first for before, after in pairwise(sections))
    assert all(section.first <= section.last and section.zh and section.en for section in sections)


@pytest.mark.parametrize(
    ("code", "edition", "letter"),
    [
        ("62", Edition.OF_2017, "H"),  # catering
        ("6210", Edition.OF_2017, "H"),
        ("67", Edition.OF_2002, "I"),
        ("34", Edition.OF_2017, "C"),
        ("5245", Edition.OF_2017, "F"),  # jewellery retail
        ("12", Edition.OF_2002, None),
        ("99", Edition.OF_2017, None),
    ],
)
def test_a_code_lies_in_the_section_of_its_edition(code: str, edition: Edition, letter: str | None) -> None:
    section = section_of(code, edition)

    assert (section.letter if section else None) == letter


@pytest.mark.parametrize("code", ["", "62", "621", "6210"])
def test_a_code_of_its_section_is_let_in(code: str) -> None:
    assert check_industry_code("H", code) == ()


@pytest.mark.parametrize(
    ("section", "code", "severity", "sentence"),
    [
        ("C", "6210", Severity.WARN, "代码6210属于H门类，不属于C门类，请核对"),
        ("C", "9900", Severity.WARN, "2017年版没有以这两位开头的行业代码“9900”，请核对"),
        ("C", "3", Severity.BLOCK, "行业代码应为2至4位数字，现在是“3”"),
        ("C", "34111", Severity.BLOCK, "行业代码应为2至4位数字，现在是“34111”"),
        ("C", "３４", Severity.BLOCK, "行业代码应为2至4位数字，现在是“３４”"),
        ("C", "C34", Severity.BLOCK, "行业代码应为2至4位数字，现在是“C34”"),
        ("U", "34", Severity.BLOCK, "行业门类应为A至T的一个字母，现在是“U”"),
    ],
)
def test_a_wrong_code_is_told_and_a_misplaced_one_only_warns(
    section: str, code: str, severity: Severity, sentence: str
) -> None:
    (finding,) = check_industry_code(section, code)

    assert (finding.rule, finding.severity, str(finding.sentence)) == ("§I4", severity, sentence)


@given(st.sampled_from(list(Edition)), st.integers(0, 9999))
def test_every_code_fits_exactly_the_section_that_holds_it(edition: Edition, number: int) -> None:
    code = f"{number:04d}"
    fitting = [
        section.letter for section in EDITIONS[edition] if not check_industry_code(section.letter, code, edition)
    ]

    section = section_of(code, edition)
    assert fitting == ([section.letter] if section else [])


def test_the_same_letter_means_other_trades_in_other_editions() -> None:
    old, new = find_section("H", Edition.OF_2002), find_section("H", Edition.OF_2017)

    assert old is not None
    assert new is not None
    assert (old.name_in("zh-hans"), new.name_in("zh-hans")) == ("批发和零售业", "住宿和餐饮业")
    assert new.name_in("en") == "Hotels and catering"
