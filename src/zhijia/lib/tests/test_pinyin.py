"""Names found and sorted by pinyin."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib import pinyin
from zhijia.lib.pinyin import initials_variants, query_tokens, search_tokens, sort_key

NAMES = ["重庆路联合工会", "昆山长江精密机械有限公司", "太仓曾氏（单体）3M厂", "苏州工业园区银行业工会联合会"]


def finds(typed: str, name: str) -> bool:
    wanted = query_tokens(typed)
    return bool(wanted) and set(wanted) <= set(search_tokens(name))


@pytest.mark.parametrize(
    ("name", "variants"),
    [
        ("重庆", {"cq", "zq"}),
        ("长江", {"cj", "zj"}),
        ("重庆长江", {"cqcj", "zqcj", "cqzj", "zqzj"}),
        ("Ａ座3M", {"az3m"}),
        ("（）", {""}),
    ],
)
def test_a_name_has_the_initials_of_all_its_readings(name: str, variants: set[str]) -> None:
    assert variants <= set(initials_variants(name))


def test_the_usual_reading_comes_first() -> None:
    assert initials_variants("重庆长江机械")[0] == "cqcjjx"
    assert initials_variants("重复")[0] == "cf"
    assert initials_variants("银行")[0] == "yh"


def test_the_number_of_variants_is_capped() -> None:
    assert len(initials_variants("重长行单曾" * 6)) == 16


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cq", NAMES[0]),
        ("zq", NAMES[0]),
        ("CQL", NAMES[0]),
        ("cj", NAMES[1]),
        ("zj", NAMES[1]),
        ("kscjjmjx", NAMES[1]),
        ("kszjjmjx", NAMES[1]),
        ("长江", NAMES[1]),
        ("长江精密", NAMES[1]),
        ("长江jx", NAMES[1]),
        ("昆山 机械", NAMES[1]),
        ("江", NAMES[1]),
        ("３ｍ", NAMES[2]),
        ("zs", NAMES[2]),
        ("yhy", NAMES[3]),
    ],
)
def test_a_name_is_found_by_characters_and_by_initials(typed: str, name: str) -> None:
    assert finds(typed, name)


@pytest.mark.parametrize("typed", ["cq", "江长", "机械厂", "kscjx", "！", "", "k"])
def test_a_name_is_not_found_by_what_it_is_not(typed: str) -> None:
    assert not finds(typed, NAMES[1])


@given(st.sampled_from(NAMES), st.integers(0, 15), st.integers(2, 12))
def test_any_stretch_of_a_name_finds_it(name: str, start: int, length: int) -> None:
    stretch = name[start : start + length]

    assert finds(stretch, name) or not query_tokens(stretch)


@given(st.sampled_from(NAMES), st.data())
def test_any_stretch_of_any_of_its_initials_finds_a_name(name: str, data: st.DataObject) -> None:
    initials = data.draw(st.sampled_from(initials_variants(name)))
    start = data.draw(st.integers(0, len(initials) - 2))

    assert finds(initials[start : start + data.draw(st.integers(2, len(initials)))], name)


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for_and_sorted(text: str) -> None:
    assert all(token and " " not in token for token in (*search_tokens(text), *query_tokens(text)))
    assert sort_key(text).endswith("\t" + text)
    assert len(initials_variants(text)) <= 16


def test_names_sort_by_pinyin_and_tone_and_short_before_long() -> None:
    names = ["张家港", "长江机械", "太仓", "长江", "常熟", "昆山", "A座", "重庆"]

    assert sorted(names, key=sort_key) == ["A座", "长江", "长江机械", "常熟", "重庆", "昆山", "太仓", "张家港"]


@given(st.text(st.sampled_from("重庆长江行单曾乐朝阳银参差尉迟解仇兡㐀王伟·A1"), min_size=1, max_size=6))
def test_names_read_character_by_character_are_sorted_as_those_read_as_a_sentence(name: str) -> None:
    singly = sort_key(name)
    with patch.object(pinyin, "LONGEST_SINGLY", 0):
        assert sort_key(name) == singly
