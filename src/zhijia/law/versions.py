"""What a law parameter is: its versions by date and place, each with source, confidence and severity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhijia.law.spans import Unit
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import gettext_noop

Value = int | tuple[int, ...] | None
"""A number, the numbers among which one may choose, or None: not known."""


class Confidence(StrEnum):
    """How the number is known."""

    VERIFIED = "verified"
    SECOND_HAND = "second_hand"
    OTHER_REGION = "other_region"
    MEMORY = "memory"
    PROPOSAL = "proposal"
    COMPUTED = "computed"

    @property
    def word(self) -> str:
        """The Chinese word, a message id."""
        return CONFIDENCE_WORDS[self]

    @property
    def may_block(self) -> bool:
        """Whether a number known in this way may forbid something."""
        return self not in (Confidence.MEMORY, Confidence.OTHER_REGION)


CONFIDENCE_WORDS = {
    Confidence.VERIFIED: gettext_noop("已核对原文"),
    Confidence.SECOND_HAND: gettext_noop("转引，待核对原文"),
    Confidence.OTHER_REGION: gettext_noop("外地规定，供参考"),
    Confidence.MEMORY: gettext_noop("凭记忆，待核对"),
    Confidence.PROPOSAL: gettext_noop("系统建议值"),
    Confidence.COMPUTED: gettext_noop("由标准推算"),
}
UNIT_WORDS: Mapping[str, str] = {
    Unit.NATURAL_DAY: gettext_noop("自然日"),
    Unit.WORKING_DAY: gettext_noop("工作日"),
    Unit.HOUR: gettext_noop("小时"),
    Unit.MONTH: gettext_noop("个月"),
    Unit.YEAR: gettext_noop("年"),
    "minute": gettext_noop("分钟"),
    "percent": gettext_noop("百分点"),
    "person": gettext_noop("人"),
    "age": gettext_noop("周岁"),
    "millimetre": gettext_noop("毫米"),
    "point": gettext_noop("磅"),
    "line": gettext_noop("行"),
    "character": gettext_noop("字"),
    "division": gettext_noop("行政区划代码"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: title, article and year of the text; None = there is none, or it was not read."""

    title: str
    article: str | None
    year: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a parameter in one place; `valid_to` is its last day, None = open.

    `reference` is the id of a city's own row, empty for a version from the files.
    """

    key: str
    place: str
    valid_from: date | None
    valid_to: date | None
    value: Value
    source: Source
    confidence: Confidence
    severity: Severity
    reference: str = ""

    @property
    def id(self) -> str:
        """What a case stores beside the key; it stays the same while files are edited elsewhere."""
        begun = f"#{self.valid_from}" if self.valid_from else ""
        return f"{self.key}@{self.place}{begun}" + (f"!{self.reference}" if self.reference else "")

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies within its first and last day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A law parameter with all its versions.

    `label` holds zh and en; `severity` is the rule's own, a version may soften it. `rolls` and `is_backward` say how a
    term of it is counted.
    """

    key: str
    topic: str
    label: Mapping[str, str]
    unit: str
    rules: tuple[str, ...]
    severity: Severity
    versions: tuple[Version, ...]
    rolls: bool = True
    is_backward: bool = False

    def label_in(self, language: str) -> str:
        """The name for a language code such as zh-hans or en."""
        return self.label["zh" if language.startswith("zh") else "en"]

    @property
    def has_choices(self) -> bool:
        """Whether some text leaves a choice of numbers; else whoever reads it counts on a single one."""
        return any(isinstance(version.value, tuple) for version in self.versions)
