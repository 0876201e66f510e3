"""Numbers as Chinese officials write them.

cn2an reads whole tokens well but raises on bare 百 and 千, and rewrites 进一步 when let loose on a text; these few functions
read one token each, exactly (Decimal), and answer None for what is not a number.
"""

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    d: n
    for n, ds in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for d in ds
}
SMALL_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
LARGE_PLACES: Final = {"万": 10**4, "亿": 10**8}
MAGNITUDES: Final = {
    name: Decimal(value)
    for name, value in (
        ("百", 10**2),
        ("千", 10**3),
        ("万", 10**4),
        ("十万", 10**5),
        ("百万", 10**6),
        ("千万", 10**7),
        ("亿", 10**8),
        ("百亿", 10**10),
        ("千亿", 10**11),
        ("万亿", 10**12),
    )
}

_ARABIC = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?)\s?(?P<magnitude>[十百千万亿]*)")
_CHINESE = re.compile(r"[零〇○一壹二两贰三叁四肆五伍六陆七柒八捌九玖十百千万亿]{1,16}")
_NEIGHBOURS = re.compile(r"(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<place>[十百千万亿]*)")
_YEAR = re.compile(r"[一二][零〇○一二三四五六七八九]{3}")
_PARTS = re.compile(r"(?P<whole>百|千|万|[一二三四五六七八九十]{1,3})分之(?P<part>.{1,12})")
_TENTHS = re.compile(r"(?P<tenths>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半)?(?P<more>[一二三四五六七八九])?")


def read_number(token: str) -> Decimal | None:
    """The value of one number token: 270, 1,200, 2.5万, 二百七十, 十万, 百, 1万2千; None when it is not one."""
    if arabic := _ARABIC.fullmatch(token):
        number = Decimal(arabic["number"].replace(",", ""))
        magnitude = arabic["magnitude"]
        return number if not magnitude else _times(number, magnitude)
    if _CHINESE.fullmatch(token):
        return _read_chinese(token)
    return _read_mixed(token)


def read_neighbours(token: str) -> tuple[Decimal, Decimal] | None:
    """两三, 五六十: two neighbouring digits mean a range, here (2, 3) and (50, 60)."""
    pair = _NEIGHBOURS.fullmatch(token)
    if not pair or DIGITS[pair["high"]] - DIGITS[pair["low"]] != 1:
        return None
    place = _read_chinese(pair["place"]) if pair["place"] else Decimal(1)
    return None if place is None else (DIGITS[pair["low"]] * place, DIGITS[pair["high"]] * place)


def read_percentage(token: str) -> Decimal | None:
    """A share as per cent, to two places: 三成 30, 八成五 85, 百分之九十五 95, 千分之三 0.3, 三分之一 33.33, 95% 95."""
    if token.endswith(("%", "％")):
        return read_number(token[:-1])
    if tenths := _TENTHS.fullmatch(token):
        value = (read_number(tenths["tenths"]) or Decimal(0)) * 10
        return value + (5 if tenths["half"] else 0) + DIGITS.get(tenths["more"] or "零", 0)
    if parts := _PARTS.fullmatch(token):
        whole, part = read_number(parts["whole"]), read_number(parts["part"])
        return None if not whole or part is None else _plain(round(part * 100 / whole, 2))
    return None


def read_year(token: str) -> int | None:
    """2007, 二〇〇七 or 二零一八 as a year; None for anything that is not four digits."""
    if re.fullmatch(r"[12]\d{3}", token, re.ASCII):
        return int(token)
    return int("".join(str(DIGITS[digit]) for digit in token)) if _YEAR.fullmatch(token) else None


def _times(number: Decimal, magnitude: str) -> Decimal | None:
    factor = MAGNITUDES.get(magnitude)
    return None if factor is None else _plain(number * factor)


def _plain(value: Decimal) -> Decimal:
    """Without the trailing zeros or exponent that arithmetic leaves."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _read_chinese(token: str) -> Decimal | None:
    total = section = digit = 0
    last_place, has_zero = 1, False
    for char in token:
        if char in DIGITS:
            if digit:
                return None  # 一二: neither a number nor, without a year, a sequence of digits
            digit, has_zero = DIGITS[char], has_zero or DIGITS[char] == 0
        elif char in SMALL_PLACES:
            section += (digit or 1) * SMALL_PLACES[char]
            digit, last_place, has_zero = 0, SMALL_PLACES[char], False
        else:
            total = _raise(total, section=section + digit, place=LARGE_PLACES[char])
            section, digit, last_place, has_zero = 0, 0, LARGE_PLACES[char], False
    if digit and last_place >= 100 and not has_zero:
        digit *= last_place // 10  # 一万二 is 12000, 二百五 is 250
    return Decimal(total + section + digit)


def _raise(total: int, *, section: int, place: int) -> int:
    """万 multiplies what stands since the last 亿, 亿 multiplies everything before it (万亿 is 10**12)."""
    if total == section == 0:
        return place
    return (total + section) * place if place > 10**4 else total + section * place


def _read_mixed(token: str) -> Decimal | None:
    """1万2千, 3亿5000万: arabic numbers, each with its place, falling."""
    pieces = re.findall(r"(\d{1,9}(?:\.\d{1,4})?)([十百千万亿]{0,2})", token)
    if len(pieces) < 2 or "".join(number + place for number, place in pieces) != token:
        return None
    values = [_times(Decimal(number), place) if place else Decimal(number) for number, place in pieces]
    if any(value is None for value in values) or not all(place for _, place in pieces[:-1]):
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def say_number(number: int) -> str:
    """一, 十, 二十一, 一百零五: a whole number from 1 to 999 as headings of texts write it."""
    if not 0 < number < 1000:
        raise ValueError(f"{number} is written in figures")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        head = "" if not tens else "十" if tens == 1 else f"{SPOKEN[tens]}十"
        return head + SPOKEN[ones]
    middle = f"{SPOKEN[tens]}十" if tens else "零" if ones else ""
    return f"{SPOKEN[hundreds]}百{middle}{SPOKEN[ones]}"


SPOKEN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
