"""Numbers with their unit and tail, wherever they stand; whether one is a target is decided elsewhere."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhijia.lib.numerals import read_neighbours, read_number, read_percentage
from zhijia.services.plans.parsing.amounts.units import UNIT
from zhijia.services.plans.parsing.source import Source

_DIGITS: Final = "[零〇一二两三四五六七八九十百千万亿]"
_ARABIC: Final = (
    r"(?<![\dA-Za-z.])(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?![\d,]\d|\.\d)"
    r"(?: ?(?:万亿|[百千十]?[万亿]|百|千(?!瓦|米|克)))?"
)
_CHINESE: Final = rf"(?<![几数第])(?<!{_DIGITS}){_DIGITS}{{1,12}}(?!{_DIGITS})"
_IN_WORDS: Final = r"[零〇一二两三四五六七八九十百点]{1,8}|\d{1,3}(?:\.\d+)?"
_PARTS: Final = rf"(?:[百千万]|[二三四五六七八九十]{{1,2}})分之(?:{_CHINESE}|{_IN_WORDS})"
_TENTHS: Final = (
    rf"(?<!第)(?<!{_DIGITS})(?:[一二三四五六七八九]|\d)成(?:半|[一二三四五六七八九])?"
    r"(?!立|员|果|为|功|长|本|年|效|就|绩|分|熟|都|交|套|品|批|型|形|片|因|体|人)"
)
_SHARE: Final = f"{_PARTS}|{_TENTHS}"
_TO: Final = r" ?(?:~|—{1,2}|–|-|至|到) ?"
_TAIL: Final = r" ?(?:（含）)?(?:及|或|含|\(含\))?(?:以上|以内|以下|之内|左右|上下)"
_QUANTITY = re.compile(
    rf"(?P<share>{_SHARE})(?:{_TO}(?P<share_max>{_SHARE}))?(?P<share_tail>{_TAIL})?"
    rf"|(?P<low>{_ARABIC}|{_CHINESE})(?P<low_unit>{UNIT})?{_TO}(?P<high>{_ARABIC}|{_CHINESE})(?P<range_more>余|多)?"
    rf"(?P<range_unit>{UNIT})(?P<range_tail>{_TAIL})?"
    rf"|(?P<number>{_ARABIC}|{_CHINESE})(?P<more>余|多(?!元|种|样|媒|方|层))? ?(?P<unit>{UNIT})?(?P<tail>{_TAIL})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`is_chinese` when the number is written in characters; `is_more` for 100余家."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    tail: str
    number: str
    is_chinese: bool
    is_more: bool


def find_quantities(source: Source) -> list[Quantity]:
    """Every quantity of the text in order, targets and traps alike."""
    found = (_quantity(match) for match in _QUANTITY.finditer(source.face))
    return [quantity for quantity in found if quantity]


def _quantity(match: re.Match[str]) -> Quantity | None:
    if match["share"]:
        return _share(match)
    number = match["low"] or match["number"]
    values = _values(match, number)
    if values is None:
        return None
    value, value_max = values
    unit = match["range_unit"] or match["unit"] or ""
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        value_max=value_max,
        unit=unit,
        tail=(match["range_tail"] or match["tail"] or "").strip(),
        number=number,
        is_chinese=not number[0].isdecimal(),
        is_more=bool(match["range_more"] or match["more"]),
    )


def _values(match: re.Match[str], number: str) -> tuple[Decimal, Decimal | None] | None:
    if not match["low"]:
        neighbours = read_neighbours(number)
        if neighbours:
            return neighbours
        value = read_number(number.replace(" ", ""))
        return None if value is None else (value, None)
    return _range(number.replace(" ", ""), match["high"].replace(" ", ""))


def _range(low_token: str, high_token: str) -> tuple[Decimal, Decimal] | None:
    """2至3万 is 20000 to 30000, 5000至1万 is not; None when it does not rise (3-2 is no range)."""
    low, high = read_number(low_token), read_number(high_token)
    mantissa = read_number(high_token.rstrip("百千万亿")) if high_token[0].isdecimal() else None
    if low is None or high is None:
        return None
    if mantissa and mantissa != high and low < mantissa:
        low *= high / mantissa
    return (low, high) if low < high else None


def _share(match: re.Match[str]) -> Quantity | None:
    value = read_percentage(match["share"])
    value_max = read_percentage(match["share_max"]) if match["share_max"] else None
    if value is None:
        return None
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        value_max=value_max,
        unit="%",
        tail=(match["share_tail"] or "").strip(),
        number=match["share"],
        is_chinese=True,
        is_more=False,
    )
