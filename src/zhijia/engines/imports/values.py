"""Cells as people write them, read into values; every reading that fails says how to write it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from zhijia.lib.normalise import tidy_code, tidy_name, tidy_text
from zhijia.lib.sentences import Refused, Sentence, gettext_noop

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
NOT_GIVEN = ("", "-", "—", "无", "/")
LOST_MARK = "（位数已丢失）"
LOST_DIGITS = gettext_noop("代码在表格里被存成了数字，后几位已经丢失；请把这一列设为文本后重新填写。")
SEPARATORS = re.compile(r"[;；,，、\s]+")


def read_day(text: str) -> date | None:
    """2026-11-22, 2026/11/22, 2026.11.22 or 2026年11月22日."""
    written = text.strip()
    if written in NOT_GIVEN:
        return None
    found = DAY.fullmatch(written)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise Refused(Sentence("“{text}”不是日期，请写成 2026-11-22。", {"text": written}))


def read_count(text: str) -> int | None:
    """A whole number of people; `1,200` and `1200.0` too."""
    written = text.strip().replace(",", "").replace("，", "").removesuffix("人")
    if written in NOT_GIVEN:
        return None
    whole, _, rest = written.partition(".")
    if whole.isascii() and whole.isdigit() and len(whole) <= 7 and not rest.strip("0"):
        return int(whole)
    raise Refused(Sentence("“{text}”不是人数，请填整数。", {"text": text.strip()}))


def read_text(text: str) -> str:
    tidy = tidy_text(text)
    return "" if tidy in NOT_GIVEN else tidy


def read_name(text: str) -> str:
    """The name of a person."""
    return tidy_name(read_text(text))


def read_code(text: str) -> str:
    if text.endswith(LOST_MARK):
        raise Refused(LOST_DIGITS)
    code = tidy_code(text)
    return "" if code in NOT_GIVEN else code.removesuffix(".0")


def read_codes(text: str) -> tuple[str, ...]:
    """Several codes separated by commas, semicolons or spaces."""
    return tuple(read_code(part) for part in SEPARATORS.split(text.strip()) if read_code(part))


def one_of(labels: Mapping[str, str]) -> Callable[[str], str]:
    """A reader of a word out of a list (`labels`: value → Chinese word); the value itself is understood too."""
    by_word = {word: value for value, word in labels.items()} | {value: value for value in labels}

    def read(text: str) -> str:
        word = read_text(text)
        if word in by_word:
            return by_word[word]
        if not word:
            return ""
        values = {"text": word, "words": "、".join(labels.values())}
        raise Refused(Sentence("“{text}”不在可填的范围里：{words}。", values))

    return read
