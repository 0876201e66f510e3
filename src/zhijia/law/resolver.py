"""Which number the law gives, in this place, on this day: city or county → province → nation → not known.

A text of a narrower place stands beside the wider one and never hides it. Where valid texts differ, the laxer one blocks
and the stricter one warns; of majorities (`Parameter.stricter_blocks`) the stricter one blocks, and both are shown. Where
nothing tells lax from strict, the nearest decides. What was not read in the original never decides against what was.
A city's own promise only warns. `zhijia.law.judging` measures facts by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from zhijia.law.places import places_around
from zhijia.law.schema import ParameterFileError, read_topic
from zhijia.law.spans import Term, Unit
from zhijia.law.versions import DUTY, Confidence, Parameter, Source, Value, Version
from zhijia.lib.findings import Severity
from zhijia.lib.reading_yaml import read_yaml


class UnknownParameterError(KeyError):
    """No parameter file declares this key."""


class UnknownValueError(ValueError):
    """The parameter exists, but nobody knows its number here and then, or it is not a single number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A city's own row for a parameter, as plain data: a local text that it has read, or what it promises by itself.

    `reference` is the row's own id. It bites as hard as the parameter, softened where its confidence may not block.
    `unit` is empty where it counts as the parameter does; `entered_on` is the day since which it can be known.
    """

    key: str
    place: str
    value: Value
    valid_from: date
    valid_to: date | None
    source: Source
    confidence: Confidence
    reference: str
    unit: str = ""
    entered_on: date = date.min

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
            unit=self.unit or declared.unit,
            bound=declared.bound,
            reference=self.reference,
        )


@dataclass(frozen=True, slots=True)
class ResolvedParameter:
    """The answer with its evidence: the version that gave it, None when no number is known anywhere.

    `passed_over` names the nearer versions whose number is unknown, so that the page can say that the number shown
    is the wider one. `beside` are the other texts that hold, nearest first; `version` is the one that decides.
    """

    parameter: Parameter
    value: Value
    version: Version | None
    passed_over: tuple[str, ...] = ()
    beside: tuple[Version, ...] = ()

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
    def texts(self) -> tuple[Version, ...]:
        """Every text that holds here and then, the one that decides first."""
        return (self.version, *self.beside) if self.version else ()

    @property
    def strictest(self) -> "ResolvedParameter":
        """The same answer by the strictest text of law: a clock runs by it, for who keeps it keeps all of them.

        A city's promise is no text of law and moves no clock, unless nothing else is known.
        """
        if self.version is None or not self.beside:
            return self
        texts = [text for text in self.texts if text.confidence.is_law] or self.texts
        return self.by(max(texts, key=lambda text: text.strictness))

    def by(self, version: Version) -> "ResolvedParameter":
        """The same answer with another text that decides; the rest stands beside."""
        beside = tuple(text for text in self.texts if text != version)
        return replace(self, value=version.value, version=version, beside=beside)

    @property
    def unit(self) -> str:
        """What the number is counted in; a text may count otherwise than the parameter's other texts."""
        return self.version.unit if self.version else self.parameter.unit

    @property
    def number(self) -> int:
        """The single number; UnknownValueError if there is none."""
        if not isinstance(self.value, int) or self.unit == DUTY:
            raise UnknownValueError(f"{self.parameter.key}: no single number is known, but {self.value!r}")
        return self.value

    @property
    def share(self) -> Fraction:
        """The share or rate; UnknownValueError if it is not known or no single number."""
        if self.unit == DUTY or not isinstance(self.value, int | Fraction):
            raise UnknownValueError(f"{self.parameter.key}: no share is known, but {self.value!r}")
        return Fraction(self.value)

    @property
    def is_demanded(self) -> bool:
        """Whether a duty is demanded here and then; what nobody knows demands nothing."""
        return self.unit == DUTY and self.value is True

    @property
    def choices(self) -> tuple[int, ...]:
        """The numbers among which one may choose; a single number is the only choice."""
        return self.value if isinstance(self.value, tuple) else (self.number,)

    @property
    def term(self) -> Term:
        """The term that this parameter sets; UnknownValueError if it is not known, ValueError if it is not a term."""
        rule = self.parameter
        return Term(self.number, Unit(self.unit), is_backward=rule.is_backward, rolls=rule.rolls, opens=rule.opens)


def parameter(key: str, *, place: str, on: date, overrides: Sequence[Override] = ()) -> ResolvedParameter:
    """The value of a parameter for that place (CN, CN-32, CN-3205 or CN-320583) on that day.

    Of a city's own rows for one place the newer wins over the older; of two from the same day the one that stands later
    in `overrides`. UnknownParameterError for a key that no file declares, ValueError for a malformed place.
    """
    declared = declared_parameter(key)
    held = list(_held(declared, place=place, on=on, overrides=overrides))
    known = [version.value is not None for version in held]
    unknown = held[: known.index(True)] if any(known) else held
    passed_over = tuple(version.id for version in unknown)
    texts = _heard(declared, [version for version in held if version.value is not None])
    if not texts:
        return ResolvedParameter(declared, None, None, passed_over)
    decides = _deciding(declared, texts)
    beside = tuple(text for text in texts if text is not decides)
    return ResolvedParameter(declared, decides.value, decides, passed_over, beside)


def parameter_by(
    key: str, version_id: str, *, place: str, on: date, overrides: Sequence[Override] = ()
) -> ResolvedParameter:
    """The value by the version that a case stored; where no version has that id any more, what holds there on that day."""
    found = parameter(key, place=place, on=on, overrides=overrides).strictest
    own = (row.as_version(found.parameter) for row in overrides if row.key == key)
    stored = (version for version in (*found.texts, *found.parameter.versions, *own) if version.id == version_id)
    version = next(stored, None)
    return found.by(version) if version else found


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
        for declared in read_topic(file.name.removesuffix(".yaml"), read_yaml(file.read_text("utf-8"))):
            if declared.key in found:
                raise ParameterFileError(
                    f"{declared.key} stands in {found[declared.key].topic.code} and {declared.topic.code}"
                )
            found[declared.key] = declared
    return MappingProxyType(found)


def _held(declared: Parameter, *, place: str, on: date, overrides: Sequence[Override]) -> Iterator[Version]:
    """The versions that hold, nearest place first; at one place the city's newest text and promise before the files."""
    own = [row for row in overrides if row.key == declared.key and row.holds_on(on)]
    own = sorted(own, key=lambda row: row.valid_from)[::-1]
    for ancestor in places_around(place):
        here = [row for row in own if row.place == ancestor]
        newest = {row.confidence.is_law: row for row in reversed(here)}
        yield from (row.as_version(declared) for row in here if row in newest.values())
        ours = (version for version in declared.versions if version.place == ancestor and not version.is_elsewhere)
        yield from (version for version in ours if version.holds_on(on))


def _heard(declared: Parameter, texts: Sequence[Version]) -> list[Version]:
    """Those that count. A default gives way to anything that a city entered, and to any text of law."""
    if declared.is_local:
        return [text for text in texts if text.place == texts[0].place][:1]
    return [text for text in texts if not text.confidence.is_default] or list(texts)


def _deciding(declared: Parameter, texts: Sequence[Version]) -> Version:
    """The laxest text of law, of majorities the strictest; of equals the nearest. Read in the original goes first."""
    law = [text for text in texts if text.confidence.is_law] or list(texts)
    read = [text for text in law if text.confidence is Confidence.VERIFIED] or law
    if declared.stricter_blocks:
        return max(read, key=lambda text: text.strictness)
    return min(read, key=lambda text: text.strictness)
