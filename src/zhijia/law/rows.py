"""One row of a parameter file: a value with the text in which it stands."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhijia.law.bounds import Bound
from zhijia.law.places import is_place
from zhijia.law.reading import ParameterFileError, demand, read_day, read_fields
from zhijia.law.texts import LegalText, Library
from zhijia.law.versions import DUTY, RATE, SHARE, UNIT_WORDS, Confidence, Source, Value, Version
from zhijia.lib.findings import Severity, softer

ROW_FIELDS = {"place", "from", "to", "value", "source", "confidence", "severity", "unit", "bound"}
TEXT_FIELDS = {"law", "article", "from", "to", "value", "confidence", "severity", "unit", "bound", "note"}
VARIANT_FIELDS = {"law", "article", "value", "unit", "bound", "note"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a row takes from the parameter that it belongs to, and the library of texts it may name."""

    key: str
    unit: str
    bound: Bound | None
    severity: Severity
    library: Library


def read_value_row(row: object, frame: Frame) -> Version:
    """A row of `values`: with its own place and source, or with the code of a text."""
    if isinstance(row, dict) and "law" in row:
        fields = read_fields(row, frame.key, allowed=TEXT_FIELDS, required={"law", "value", "confidence"})
        text = _text(fields["law"], frame)
        place, where = text.place, f"{frame.key} in {text.place}"
        source = _source_of(text, fields.get("article"), str(fields.get("note", "")), where)
        valid_from, valid_to = _days_within(text, fields.get("from"), fields.get("to"), where)
    else:
        required = {"place", "value", "source", "confidence"}
        fields = read_fields(row, frame.key, allowed=ROW_FIELDS, required=required)
        place, text = str(fields["place"]), None
        where = f"{frame.key} in {place}"
        demand(is_place(place), f"{where}: a place is CN, CN-32, CN-3205 or CN-320583")
        source = _read_source(fields["source"], where)
        valid_from, valid_to = read_day(fields.get("from"), where), read_day(fields.get("to"), where)
    demand(fields["confidence"] in list(Confidence), f"{where}: unknown confidence {fields['confidence']!r}")
    unit = read_unit(fields.get("unit", frame.unit), where)
    return _checked(
        Version(
            key=frame.key,
            place=place,
            valid_from=valid_from,
            valid_to=valid_to,
            value=_read_value(fields["value"], unit, where),
            source=source,
            confidence=Confidence(str(fields["confidence"])),
            severity=read_severity(fields["severity"], where) if "severity" in fields else frame.severity,
            unit=unit,
            bound=read_bound(fields["bound"], where) if "bound" in fields else frame.bound,
            law=text.code if text else "",
        ),
        where,
    )


def read_unread(code: object, frame: Frame) -> Version:
    """A text that must have a number here which nobody has read: known to be unknown, so that it falls back."""
    text = _text(code, frame)
    return Version(
        key=frame.key,
        place=text.place,
        valid_from=text.valid_from,
        valid_to=text.valid_to,
        value=None,
        source=_source_of(text, None, "", frame.key),
        confidence=Confidence.MEMORY,
        severity=softer(frame.severity, Severity.WARN),
        unit=frame.unit,
        bound=frame.bound,
        law=text.code,
    )


def read_variant(row: object, frame: Frame) -> Version:
    """The number of another region: read in its text, and at most a warning anywhere."""
    fields = read_fields(row, frame.key, allowed=VARIANT_FIELDS, required={"law", "value"})
    text = _text(fields["law"], frame)
    where = f"{frame.key} in {text.place}"
    demand(text.place != "CN", f"{where}: a variant is of a region, not of the nation")
    unit = read_unit(fields.get("unit", frame.unit), where)
    return Version(
        key=frame.key,
        place=text.place,
        valid_from=text.valid_from,
        valid_to=text.valid_to,
        value=_read_value(fields["value"], unit, where),
        source=_source_of(text, fields.get("article"), str(fields.get("note", "")), where),
        confidence=Confidence.OTHER_REGION,
        severity=softer(frame.severity, Severity.WARN),
        unit=unit,
        bound=read_bound(fields["bound"], where) if "bound" in fields else frame.bound,
        law=text.code,
    )


def read_unit(value: object, where: str) -> str:
    """A known unit."""
    demand(value in UNIT_WORDS, f"{where}: unknown unit {value!r}")
    return str(value)


def read_bound(value: object, where: str) -> Bound:
    """How the number binds."""
    demand(value in list(Bound), f"{where}: a bound is {', '.join(Bound)}, not {value!r}")
    return Bound(str(value))


def read_severity(value: object, where: str) -> Severity:
    """How hard the rule bites."""
    demand(value in list(Severity), f"{where}: severity is block, warn or info, not {value!r}")
    return Severity(str(value))


def _checked(version: Version, where: str) -> Version:
    blocks = version.severity is Severity.BLOCK
    demand(not blocks or version.confidence.may_block, f"{where}: {version.confidence} may warn, never block")
    demand(not blocks or version.value is not None, f"{where}: what is not known cannot block")
    return version


def _read_value(value: object, unit: str, where: str) -> Value:
    if value is None:
        return None
    if unit == DUTY:
        demand(isinstance(value, bool), f"{where}: a duty is true, false or null, not {value!r}")
        return bool(value)
    if unit in (SHARE, RATE):
        return _read_share(value, where)
    if type(value) is int:
        return value
    choices = value if isinstance(value, list) else []
    demand(bool(choices), f"{where}: a value is a whole number, a list of them, or null, not {value!r}")
    demand(all(type(choice) is int for choice in choices), f"{where}: {value!r} holds more than whole numbers")
    return tuple(choices)


def _read_share(value: object, where: str) -> Fraction:
    """Numerator and denominator, `2/3`; a whole number is that many wholes."""
    parts = str(value).split("/")
    is_share = len(parts) <= 2 and all(part.isdigit() for part in parts) and type(value) in (int, str)
    demand(is_share and int(parts[-1]) > 0, f"{where}: a share is written 2/3, not {value!r}")
    return Fraction(int(parts[0]), int(parts[1]) if len(parts) == 2 else 1)


def _text(code: object, frame: Frame) -> LegalText:
    if code not in frame.library.texts:
        raise ParameterFileError(f"{frame.key}: no text {code!r} in texts.yaml")
    return frame.library.texts[str(code)]


def _days_within(text: LegalText, first: object, last: object, where: str) -> tuple[date | None, date | None]:
    """The row's own days inside those of its text; without own ones the text's."""
    valid_from, valid_to = read_day(first, where) or text.valid_from, read_day(last, where) or text.valid_to
    begun = (text.valid_from or date.min) <= (valid_from or date.min)
    demand(
        begun and (valid_to or date.max) <= (text.valid_to or date.max), f"{where}: {text.code} is not in force then"
    )
    return valid_from, valid_to


def _source_of(text: LegalText, article: object, note: str, where: str) -> Source:
    demand(article is None or isinstance(article, str), f"{where}: an article is written 第二十条")
    notes = "；".join(part for part in (text.number, note or text.note) if part)
    return Source(text.title, article if isinstance(article, str) else None, text.year, notes)


def _read_source(row: object, where: str) -> Source:
    fields = read_fields(row, where, allowed={"title", "article", "year", "note"}, required={"title"})
    article, year = fields.get("article"), fields.get("year")
    demand(year is None or type(year) is int, f"{where}: the year of a source is a number")
    return Source(
        title=str(fields["title"]),
        article=None if article is None else str(article),
        year=year if isinstance(year, int) else None,
        note=str(fields.get("note", "")),
    )
