"""What people type and paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.normalise import half_width, tidy_code, tidy_name, tidy_text


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("　苏州　工业　园区 ", "苏州工业园区"),
        ("第１２期ＡＢ", "第12期AB"),
        ("昆山ABC  有限\u200b公司\n", "昆山ABC 有限公司"),
        ("（江苏）有限公司：“分部”", "（江苏）有限公司：“分部”"),
        ("A\u00a0B", "A B"),
        ("", ""),
    ],
)
def test_a_name_loses_stray_spaces_and_keeps_chinese_punctuation(typed: str, tidy: str) -> None:
    assert tidy_text(typed) == tidy


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("９１３２０５９９ ｍｄ00 0000", "91320599MD000000"), ("\ufeff91－32", "91-32"), (" 81\t32 ", "8132")],
)
def test_a_code_is_half_width_upper_case_and_without_spaces(typed: str, tidy: str) -> None:
    assert tidy_code(typed) == tidy


def test_half_width_touches_digits_and_letters_only() -> None:
    assert half_width("Ａ９ｚ，（！）") == "A9z，（！）"


@given(st.text())
def test_what_is_tidy_stays_so(text: str) -> None:
    assert tidy_text(tidy_text(text)) == tidy_text(text)
    assert tidy_code(tidy_code(text)) == tidy_code(text)
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize("typed", ["艾某.买某·提某", "艾某•买某．提某", " 艾某 ・ 买某‧ 提某", "艾某·买某∙提某"])
def test_a_name_in_parts_has_one_dot_whichever_was_typed(typed: str) -> None:
    assert tidy_name(typed) == "艾某·买某·提某"
    assert (tidy_name("J. Smith"), tidy_text("一. 总则")) == ("J. Smith", "一. 总则"), "no name of Chinese in parts"
