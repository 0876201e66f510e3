"""Numbers of the law inside the words of a contract: nobody promises them, and no text holds its own copy of them. Pure.

A standard text writes {law:layoff.people}; what a place and a day know is put in when a draft is begun.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Unit
from zhijia.law.versions import SHARE, amount_of, percent_of
from zhijia.lib.numerals import say_number
from zhijia.lib.sentences import Sentence
from zhijia.services.bargaining.rules.comparing import BLANK
from zhijia.services.bargaining.rules.floors import LawOf

THRESHOLD = re.compile(r"\{law:([a-z_.]+)\}")
THRESHOLDS: Mapping[str, str] = {
    "people": "layoff.people",
    "share": "layoff.share",
    "age": "maternity.nursing.months",
}
"""What sentences to a worker call them (CB-072, FL-10)."""


def fill_thresholds(body: str, law: LawOf) -> str:
    """The body with the numbers that hold; what nobody knows stays a blank to be filled in."""
    return THRESHOLD.sub(lambda found: _written(law(found[1])), body)


def say_thresholds(law: LawOf, translate: Callable[[str], str]) -> dict[str, str]:
    """The numbers for a sentence to a worker: 20人, 10%, 12个月."""
    return {name: _said(law(key)).said_in(translate) for name, key in THRESHOLDS.items()}


def _written(law: ResolvedParameter) -> str:
    """As the Chinese of a contract writes it: 二十人, 百分之十, 一周岁."""
    number = law.value
    if law.unit == SHARE and isinstance(number, int | Fraction):
        return f"百分之{say_number(int(percent_of(number)))}"
    if not isinstance(number, int):
        return BLANK
    if law.unit == Unit.MONTH and number % 12 == 0:
        return f"{say_number(number // 12)}周岁"
    return f"{say_number(number)}{'个月' if law.unit == Unit.MONTH else '人'}"


def _said(law: ResolvedParameter) -> Sentence:
    number = law.value
    if not isinstance(number, int | Fraction):
        return Sentence("法律规定的数量")
    if law.unit == SHARE:
        return Sentence("{n}%", {"n": percent_of(number)})
    return amount_of(number, law.unit)
