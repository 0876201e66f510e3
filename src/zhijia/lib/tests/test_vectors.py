"""Columns are read as one text is: each expression beside its scalar sister."""

from collections.abc import Callable

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.normalise import DOTS, tidy_code, tidy_name, tidy_text
from zhijia.lib.resident_ids import read_resident_id, resident_check_digit
from zhijia.lib.vectors import (
    birth_days_of,
    has_right_check_digit,
    is_resident_form,
    sexes_of,
    tidy_codes,
    tidy_names,
    tidy_texts,
)

UGLY = st.text(alphabet=f"张三李𠮷 \t\n\u3000\u00a0\u200b\ufeff１９Ａｘｚ0aX-（）－，{DOTS}")
NUMBERS = st.from_regex(r"[0-9]{6}(19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9X]", fullmatch=True)


@given(st.lists(UGLY, min_size=1))
def test_what_is_tidied_in_columns_is_tidied_as_one_text(texts: list[str]) -> None:
    sisters: list[tuple[Callable[[pl.Expr], pl.Expr], Callable[[str], str]]] = [
        (tidy_texts, tidy_text),
        (tidy_names, tidy_name),
        (tidy_codes, tidy_code),
    ]
    for of_columns, of_one in sisters:
        assert _read(texts, of_columns) == [of_one(text) for text in texts]


@given(st.lists(NUMBERS, min_size=1))
def test_numbers_in_columns_tell_what_one_number_tells(numbers: list[str]) -> None:
    facts = [read_resident_id(number) for number in numbers]

    assert _read(numbers, has_right_check_digit) == [resident_check_digit(n[:17]) == n[17] for n in numbers]
    assert _read(numbers, birth_days_of) == [fact and fact.birth_on for fact in facts]
    assert [sex for sex, fact in zip(_read(numbers, sexes_of), facts, strict=True) if fact] == [
        fact.sex.value for fact in facts if fact
    ]
    assert all(_read(numbers, is_resident_form))
    assert not any(_read([number[:-1] for number in numbers], is_resident_form))


def _read(texts: list[str], of: Callable[[pl.Expr], pl.Expr]) -> list[object]:
    return pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(of(pl.col("text"))).to_series().to_list()
