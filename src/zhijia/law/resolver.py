"""Which number the law gives, in this place, on this day: city or county → province → nation → not known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from zhijia.law.schema import PLACE, ParameterFileError, read_topic
from zhijia.law.spans import Term, Unit
from zhijia.law.versions import Confidence, Parameter, Source, Value, Version
from zhijia.lib.findings import Severity


class UnknownParameterError(KeyError):
    """No parameter file declares this key."""


class UnknownValueError(ValueError):
    """The parameter exists, but nobody knows its number here and then, or it is not a single number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A city's own row for a parameter, as plain data: a correction or a local rule.

    `reference` is the row's own id. It bites as hard as the parameter, softened where its confidence may not block.
    """

    key: str
    place: str
    value: Value
    valid_from: date
    valid_to: date | None
    source: Source
    confidence: Confidence
    reference: str

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies within the row's first and last day."""
        return self.valid_from <= day <= (self.valid_to or date.max)

    def as_version(self, declared: Parameter) -> Version:
        """The row in the shape of a version of the parameter that it corrects."""
        is_too_hard = declared.severity is Severity.BLOCK and not self.confidence.may_block
        return Version(
            key=self.key,
            place=self.place,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            value=self.value,
            source=self.source,
            confidence=self.confidence,
            severity=Severity.WARN if is_too_hard else declared.severity,
            reference=self.reference,
        )


@dataclass(frozen=True, slots=True)
class ResolvedParameter:
    """The answer with its evidence: the version that gave it, None when no number is known anywhere.

    `passed_over` names the nearer versions whose number is unknown, so that the page can say that the number shown
    is the wider one.
    """

    parameter: Parameter
    value: Value
    version: Version | None
    passed_over: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.parameter.key

    @property
    def version_id(self) -> str:
        """What a case stores beside the key; empty when no number is known."""
        return self.version.id if self.version else ""

    @property
    def source(self) -> Source | None:
        return self.version.source if self.version else None

    @property
    def confidence(self) -> Confidence | None:
        return self.version.confidence if self.version else None

    @property
    def severity(self) -> Severity:
        """How hard the rule bites with this number; what nobody knows can only inform."""
        return self.version.severity if self.version else Severity.INFO

    @property
    def number(self) -> int:
        """The single number; UnknownValueError if there is none."""
        if not isinstance(self.value, int):
            raise UnknownValueError(f"{self.parameter.key}: no single number is known, but {self.value!r}")
        return self.value

    @property
    def choices(self) -> tuple[int, ...]:
        """The numbers among which one may choose; a single number is the only choice."""
        if self.value is None:
            raise UnknownValueError(f"{self.parameter.key}: no number is known")
        return self.value if isinstance(self.value, tuple) else (self.value,)

    @property
    def term(self) -> Term:
        """The term that this parameter sets; UnknownValueError if it is not known, ValueError if it is not a term."""
        rule = self.parameter
        return Term(self.number, Unit(rule.unit), is_backward=rule.is_backward, rolls=rule.rolls)


def parameter(key: str, *, place: str, on: date, overrides: Sequence[Override] = ()) -> ResolvedParameter:
    """The value of a parameter for that place (CN, CN-32, CN-3205 or CN-320583) on that day.

    At each place the city's own row wins over the file, and the newer row over the older; of two from the same day the
    one that stands later in `overrides`. UnknownParameterError for a key that no file declares, ValueError for a malformed
    place.
    """
    declared = declared_parameter(key)
    passed_over: list[str] = []
    for version in _candidates(declared, place=place, on=on, overrides=overrides):
        if version.value is None:
            passed_over.append(version.id)
        else:
            return ResolvedParameter(declared, version.value, version, tuple(passed_over))
    return ResolvedParameter(declared, None, None, tuple(passed_over))


def declared_parameter(key: str) -> Parameter:
    """The parameter of that key with all its versions, or UnknownParameterError."""
    try:
        return all_parameters()[key]
    except KeyError:
        raise UnknownParameterError(key) from None


@lru_cache(maxsize=1)
def all_parameters() -> Mapping[str, Parameter]:
    """Every declared parameter by key, read once; ParameterFileError if a file is wrong."""
    found: dict[str, Parameter] = {}
    folder = files("zhijia.law") / "parameters"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".yaml"):
            continue
        for declared in read_topic(file.name.removesuffix(".yaml"), yaml.safe_load(file.read_text("utf-8"))):
            if declared.key in found:
                raise ParameterFileError(f"{declared.key} stands in {found[declared.key].topic} and {declared.topic}")
            found[declared.key] = declared
    return MappingProxyType(found)


def _candidates(declared: Parameter, *, place: str, on: date, overrides: Sequence[Override]) -> Iterator[Version]:
    """The versions that hold, nearest place first; at one place the city's newest row before the file."""
    own = sorted((row for row in overrides if row.key == declared.key), key=lambda row: row.valid_from)[::-1]
    for ancestor in _places(place):
        yield from (row.as_version(declared) for row in own if row.place == ancestor and row.holds_on(on))
        yield from (version for version in declared.versions if version.place == ancestor and version.holds_on(on))


def _places(place: str) -> Iterator[str]:
    """The place and everything that it lies in: CN-320583, CN-3205, CN-32, CN."""
    if not PLACE.fullmatch(place):
        raise ValueError(f"{place!r} is not a place such as CN, CN-32, CN-3205 or CN-320583")
    for length in (9, 7, 5, 2):
        if len(place) >= length:
            yield place[:length]
