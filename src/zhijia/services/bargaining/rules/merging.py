"""Merge fields of offers in bulk: words in braces that stand for what the register knows of each enterprise."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

FIELD = re.compile(r"\{([^{}]*)\}")
ENTERPRISE, UNION, HEADCOUNT, WOMEN = "单位", "工会", "职工人数", "女职工人数"
CONTRACT, CONTRACT_END, YEAR = "原合同", "原合同期满日", "年份"
FIELDS = (ENTERPRISE, UNION, HEADCOUNT, WOMEN, CONTRACT, CONTRACT_END, YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one enterprise. What is not known is None and fills no field."""

    enterprise: str
    union: str
    headcount: int | None
    women: int | None
    contract: str | None
    contract_end: date | None
    year: int

    def words(self) -> Mapping[str, str | None]:
        return {
            ENTERPRISE: self.enterprise,
            UNION: self.union,
            HEADCOUNT: _number(self.headcount),
            WOMEN: _number(self.women),
            CONTRACT: self.contract,
            CONTRACT_END: _day(self.contract_end),
            YEAR: str(self.year),
        }


def fields_in(*texts: str) -> set[str]:
    """The names of all fields that these texts use."""
    return {name for text in texts for name in FIELD.findall(text)}


def unknown_fields(*texts: str) -> list[str]:
    """Names in braces that stand for nothing, in the order of the alphabet."""
    return sorted(fields_in(*texts) - set(FIELDS))


def missing_fields(known: Known, texts: Iterable[str]) -> list[str]:
    """Fields that the texts use and this enterprise has no value for."""
    words = known.words()
    return [name for name in FIELDS if name in fields_in(*texts) and words[name] is None]


def merge(text: str, known: Known) -> str:
    """The text for one enterprise."""
    words = known.words()
    return FIELD.sub(lambda found: words.get(found[1]) or "", text)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _day(value: date | None) -> str | None:
    return None if value is None else f"{value.year}年{value.month}月{value.day}日"
