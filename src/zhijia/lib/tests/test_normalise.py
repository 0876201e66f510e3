"""What people type and paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.normalise import half_width, tidy_code, tidy_text


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
