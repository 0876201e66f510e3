"""What a mask leaves to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.masks import mask_address, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_name("张三丰"), "张*"),
        (mask_id_number("320599199001011234"), "3205********1234"),
        (mask_id_number("E12345678"), "E****78"),
        (mask_id_number("1234"), "****"),
        (mask_phone("13812345678"), "138****5678"),
        (mask_phone("65221234"), "****34"),
        (mask_address("江海市演示县长江路1号2幢301室"), "江海市演示县****"),
        (mask_address("长江路1号"), "****"),
    ],
)
def test_a_mask_shows_what_the_rule_says(masked: str, shown: str) -> None:
    assert masked == shown


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_a_mask_never_shows_more_than_half_of_a_number(number: str) -> None:
    for masked in (mask_id_number(number), mask_phone(number)):
        shown = len(masked.replace("*", ""))
        assert shown == 0 or shown * 2 <= len(number) + 3
