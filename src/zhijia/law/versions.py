"""What a law parameter is: its versions by date, place and text, each with source, confidence and severity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from zhijia.law.bounds import Bound
from zhijia.law.spans import Unit
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Bilingual, Sentence, gettext_noop

Value = int | Fraction | tuple[int, ...] | None
"""A number, a share, the numbers among which one may choose, True or False for a duty, or None: not known."""

SHARE, RATE, DUTY = "share", "rate", "duty"


class Confidence(StrEnum):
    """How the number is known."""

    VERIFIED = "verified"
    SECOND_HAND = "second_hand"
    OTHER_REGION = "other_region"
    MEMORY = "memory"
    PROPOSAL = "proposal"
    COMPUTED = "computed"
    OWN = "own"

    @property
    def word(self) -> str:
        """The Chinese word, a message id."""
        return CONFIDENCE_WORDS[self]

    @property
    def may_block(self) -> bool:
        """Whether a number known in this way may forbid something."""
        return self not in (Confidence.MEMORY, Confidence.OTHER_REGION, Confidence.OWN)

    @property
    def is_law(self) -> bool:
        """Whether it stands in a text of law that is ours; a default and what a city promises by itself do not."""
        return not self.is_default and self is not Confidence.OWN

    @property
    def is_default(self) -> bool:
        """Whether it only stands in for what nobody has laid down here: a setting of this system, a custom elsewhere."""
        return self in (Confidence.PROPOSAL, Confidence.OTHER_REGION)


CONFIDENCE_WORDS = {
    Confidence.VERIFIED: gettext_noop("已核对原文"),
    Confidence.SECOND_HAND: gettext_noop("转引，待核对原文"),
    Confidence.OTHER_REGION: gettext_noop("外地规定，供参考"),
    Confidence.MEMORY: gettext_noop("凭记忆，待核对"),
    Confidence.PROPOSAL: gettext_noop("系统建议值"),
    Confidence.COMPUTED: gettext_noop("由标准推算"),
    Confidence.OWN: gettext_noop("本市自行承诺"),
}
UNIT_WORDS: Mapping[str, str] = {
    Unit.NATURAL_DAY: gettext_noop("自然日"),
    Unit.WORKING_DAY: gettext_noop("工作日"),
    Unit.HOUR: gettext_noop("小时"),
    Unit.MONTH: gettext_noop("个月"),
    Unit.YEAR: gettext_noop("年"),
    "minute": gettext_noop("分钟"),
    "time": gettext_noop("次"),
    "percent": gettext_noop("百分点"),
    "person": gettext_noop("人"),
    "copy": gettext_noop("份"),
    "union": gettext_noop("家工会"),
    "employer": gettext_noop("家单位"),
    "visit": gettext_noop("次"),
    "fen": gettext_noop("分（人民币）"),
    "calendar_month": gettext_noop("月份"),
    "age": gettext_noop("周岁"),
    "millimetre": gettext_noop("毫米"),
    "point": gettext_noop("磅"),
    "line": gettext_noop("行"),
    "character": gettext_noop("字"),
    "division": gettext_noop("行政区划代码"),
    SHARE: gettext_noop("比例"),
    RATE: gettext_noop("倍率"),
    DUTY: gettext_noop("要求"),
}

LENGTHS: Mapping[str, Fraction] = {
    Unit.HOUR: Fraction(1, 24),
    Unit.NATURAL_DAY: Fraction(1),
    Unit.WORKING_DAY: Fraction(7, 5),
    Unit.MONTH: Fraction(30),
    Unit.YEAR: Fraction(365),
}
"""How many days a unit of time usually takes, to tell which of two terms is the longer."""

BOUND_WORDS = {
    Bound.AT_LEAST: gettext_noop("不少于"),
    Bound.MORE_THAN: gettext_noop("超过"),
    Bound.AT_MOST: gettext_noop("不超过"),
    Bound.LESS_THAN: gettext_noop("低于"),
    Bound.EXACTLY: gettext_noop("等于"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: title, article and year of the text; None = there is none, or it was not read."""

    title: str
    article: str | None
    year: int | None
    note: str = ""

    @property
    def cited(self) -> Sentence:
        """《title》article（year）, with the title as it is."""
        words = {"title": Sentence(self.title), "article": self.article or ""}
        if self.year is None:
            return Sentence("《{title}》{article}", words)
        return Sentence("《{title}》{article}（{year}年）", {**words, "year": self.year})


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a parameter in one place; `valid_to` is its last day, None = open.

    `law` is the code of the text it stands in (`texts.yaml`), empty when the file names the source itself; `reference`
    is the id of a city's own row, empty for a version from the files. `unit` and `bound` are the parameter's own unless
    this text counts otherwise.
    """

    key: str
    place: str
    valid_from: date | None
    valid_to: date | None
    value: Value
    source: Source
    confidence: Confidence
    severity: Severity
    unit: str
    bound: Bound | None = None
    law: str = ""
    reference: str = ""

    @property
    def id(self) -> str:
        """What a case stores beside the key; it stays the same while files are edited elsewhere."""
        text = f"/{self.law}" if self.law else ""
        begun = f"#{self.valid_from}" if self.valid_from else ""
        return f"{self.key}@{self.place}{text}{begun}" + (f"!{self.reference}" if self.reference else "")

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is the number of another region, shown for comparison: it never holds, wherever a city lies."""
        return self.confidence is Confidence.OTHER_REGION and bool(self.law)

    @property
    def strictness(self) -> tuple[Fraction, bool]:
        """A key that orders texts from lax to strict; what cannot be compared is of one strictness.

        A duty that is demanded is stricter than one that is not. Terms in different units are compared by their usual
        length: ten working days are two weeks.
        """
        if self.unit == DUTY:
            return Fraction(bool(self.value)), False
        if self.bound in (None, Bound.EXACTLY) or not isinstance(self.value, int | Fraction):
            return Fraction(0), False
        return self.bound.strictness(self.value * LENGTHS.get(self.unit, 1))

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies within its first and last day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Topic:
    """A file of parameters: its code, its name in two languages, its place on pages."""

    code: str
    name: Bilingual
    order: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A law parameter with all its versions.

    `label` holds zh and en; `severity` is the rule's own, a version may soften it. `rolls`, `is_backward` and `opens` say
    how a term of it is counted. `stricter_blocks`: of two texts of one place the stricter one decides (majorities), else the
    laxer one does and the stricter warns. `opens_supervision`: who breaks it may be sent a letter of legal supervision.
    `is_local`: each place publishes its own number (minimum wages), the nearest one replaces the wider ones.
    """

    key: str
    topic: Topic
    label: Mapping[str, str]
    unit: str
    rules: tuple[str, ...]
    severity: Severity
    versions: tuple[Version, ...]
    rolls: bool = True
    is_backward: bool = False
    opens: bool = False
    bound: Bound | None = None
    stricter_blocks: bool = False
    opens_supervision: bool = False
    is_local: bool = False

    def label_in(self, language: str) -> str:
        """The name for a language code such as zh-hans or en."""
        return self.label["zh" if language.startswith("zh") else "en"]

    @property
    def name(self) -> Bilingual:
        """The name as part of a sentence."""
        return Bilingual(self.label["zh"], self.label["en"])

    @property
    def has_choices(self) -> bool:
        """Whether some text leaves a choice of numbers; else whoever reads it counts on a single one."""
        return any(isinstance(version.value, tuple) for version in self.versions)


def plain_value(value: Value) -> int | str | list[int] | None:
    """A value as JSON keeps it: a share as 2/3, choices as a list."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return list(value) if isinstance(value, tuple) else value


def value_of(kept: int | str | list[int] | None) -> Value:
    """The value that JSON kept."""
    if isinstance(kept, str):
        return Fraction(kept)
    return tuple(kept) if isinstance(kept, list) else kept


def amount_of(value: int | Fraction, unit: str) -> Sentence:
    """A number with its unit in words: 20个自然日, 7.5小时, 3人, 2/3, 150%, ¥2,490.00."""
    if unit == SHARE:
        exact = Fraction(value)
        return Sentence("{n}", {"n": exact.numerator if exact.denominator == 1 else exact})
    if unit == RATE:
        return Sentence("{n}%", {"n": percent_of(value)})
    if unit == "fen":
        return Sentence("¥{n}", {"n": f"{float(Fraction(value) / 100):,.2f}"})
    if unit in set(Unit) and isinstance(value, int):
        return Unit(unit).amount(value)
    if unit == "calendar_month":
        return Sentence("{n}月", {"n": value})
    if unit == Unit.HOUR:
        return Sentence("{n}小时", {"n": f"{round(float(value), 2):g}"})
    return Sentence("{n}{unit}", {"n": value, "unit": Sentence(UNIT_WORDS[unit])})


def percent_of(value: int | Fraction) -> int | float:
    """150 for 3/2, 33.3 for 1/3."""
    exact = Fraction(value) * 100
    return exact.numerator if exact.denominator == 1 else round(float(exact), 1)
