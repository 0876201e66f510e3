"""What the product counts: the register of indicators. Services publish theirs when they are loaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhijia.engines.indicators.models import Declared, Part
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.typed import whole_numbers

DECLARED = "declared"
OF_ENTRIES = "indicators.entry"
PERCENT = "%"


class Kind(StrEnum):
    """How the facts of an indicator make its value."""

    COUNT = "count"
    SUM = "sum"
    RATIO = "ratio"


class Year(StrEnum):
    """By which year a flow is counted: from each day to the end of its year."""

    CALENDAR = "calendar"
    UNION = "union"


OF_UNION_YEAR = ".union_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number with its definition. `code` is `<service>.<what>`; name, definition and unit are Chinese message ids.

    `family` is the family of facts that feeds it (schema.py), `subject` the kind of thing it counts (subjects.py).
    `parameter` names the law parameter that the definition leans on. A changed definition gets a new `version`.
    `year` is set of a flow that is published by both years. `is_weighted`: a thing counts by its value also in a ratio,
    and what stands above and below the line are not the same things, so that nothing can be told to be missing.
    """

    code: str
    name: str
    definition: str
    unit: str
    family: str
    subject: str
    kind: Kind = Kind.COUNT
    goal: str = ""
    is_less_better: bool = False
    parameter: str = ""
    version: int = 1
    year: Year | None = None
    is_weighted: bool = False

    @property
    def has_values(self) -> bool:
        """Whether things count by more than one each."""
        return self.is_declared or self.kind is Kind.SUM or self.is_weighted

    @property
    def has_gap(self) -> bool:
        """Whether there is a list of what is below the line and not above it."""
        return self.kind is Kind.RATIO and not self.is_weighted

    @property
    def other_year(self) -> str:
        """The code of the same number by the other year; empty where there is none."""
        if self.year is None:
            return ""
        return f"{self.code}{OF_UNION_YEAR}" if self.year is Year.CALENDAR else self.code.removesuffix(OF_UNION_YEAR)

    @property
    def is_declared(self) -> bool:
        """Whether people report it, instead of the product counting it."""
        return self.family == DECLARED

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that must be read to know the value. A report tells zero from silence."""
        counted = (Part.NUMERATOR, Part.DENOMINATOR) if self.kind is Kind.RATIO else (Part.NUMERATOR,)
        return (*counted, Part.REPORT) if self.is_declared else counted


class UnknownIndicatorError(LookupError):
    """No service publishes this code, and no union declared it (or none that may be seen)."""


_published: dict[str, Indicator] = {}


def publish(*indicators: Indicator) -> None:
    """Add to the register. Publishing one code with two meanings is a programming error."""
    for indicator in indicators:
        if _published.setdefault(indicator.code, indicator) != indicator:
            raise ValueError(f"indicator {indicator.code} is published twice with different meanings")


def list_indicators() -> list[Indicator]:
    """Every indicator that the product computes, by code."""
    return sorted(_published.values(), key=lambda indicator: indicator.code)


def get_indicator(code: str) -> Indicator:
    """The indicator of a code, computed or declared. Raises UnknownIndicatorError."""
    return get_indicators([code])[code]


def get_indicators(codes: Iterable[str]) -> dict[str, Indicator]:
    """Indicators by code; the first that is not found raises UnknownIndicatorError. See `find_indicators`."""
    asked = list(codes)
    found = find_indicators(asked)
    for code in asked:
        if code not in found:
            raise UnknownIndicatorError(code)
    return found


def find_indicators(codes: Iterable[str]) -> dict[str, Indicator]:
    """Those of the codes that are known and may be seen: one query where declared ones are among them, else none."""
    asked = list(dict.fromkeys(codes))
    found = {code: _published[code] for code in asked if code in _published}
    ids = whole_numbers(code.removeprefix(f"{DECLARED}.") for code in asked)
    if ids:
        found |= {own.code: own for own in map(as_indicator, Declared.objects.filter(pk__in=ids).order_by("pk"))}
    return found


def as_indicator(declared: Declared) -> Indicator:
    """A declared number in the shape of every other."""
    return Indicator(
        code=f"{DECLARED}.{declared.pk}",
        name=declared.name,
        definition=declared.definition,
        unit=declared.unit,
        family=DECLARED,
        subject=OF_ENTRIES,
        kind=Kind.RATIO if declared.is_ratio else Kind.SUM,
        goal=declared.goal,
        is_less_better=declared.is_less_better,
    )


KIND_WORDS = {
    Kind.COUNT: gettext_noop("计数"),
    Kind.SUM: gettext_noop("合计"),
    Kind.RATIO: gettext_noop("比率"),
}
