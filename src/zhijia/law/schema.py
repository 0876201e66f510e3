"""Law parameters as they stand in `parameters/*.yaml`: their shape, and every reason to refuse a file.

A number known from memory only, or read in another region's rules, may warn and never block.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from zhijia.law.versions import UNIT_WORDS, Confidence, Parameter, Source, Value, Version
from zhijia.lib.findings import Severity

PLACE = re.compile(r"CN(-\d{2}(\d{2}(\d{2})?)?)?")
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
RULE = re.compile(r"[A-Z]{2}-\d{2}")


class ParameterFileError(Exception):
    """A parameter file says something that cannot be law; the message names the file, the key and what is wrong."""


def read_topic(name: str, document: object) -> tuple[Parameter, ...]:
    """The parameters of one parsed file, or ParameterFileError with the first thing that is wrong."""
    top = _mapping(document, name, allowed={"parameters"}, required={"parameters"})
    parameters = tuple(_read_parameter(row, topic=name) for row in _sequence(top["parameters"], name))
    keys = [parameter.key for parameter in parameters]
    for key in keys:
        _demand(keys.count(key) == 1, f"{name}: {key} is declared twice")
    return parameters


def _read_parameter(row: object, *, topic: str) -> Parameter:
    fields = _mapping(
        row,
        topic,
        allowed={"key", "label", "unit", "rules", "severity", "values", "rolls", "is_backward"},
        required={"key", "label", "unit", "rules", "severity", "values"},
    )
    key = str(fields["key"])
    where = f"{topic}: {key}"
    _demand(bool(KEY.fullmatch(key)), f"{where}: a key is lower-case words joined by dots")
    _demand(fields["unit"] in UNIT_WORDS, f"{where}: unknown unit {fields['unit']!r}")
    label = _mapping(fields["label"], where, allowed={"zh", "en"}, required={"zh", "en"})
    rules = tuple(str(rule) for rule in _sequence(fields["rules"], where))
    for rule in rules:
        _demand(bool(RULE.fullmatch(rule)), f"{where}: {rule} is not a rule id such as TA-01")
    severity = _severity(fields["severity"], where)
    versions = tuple(_read_version(row, key=key, severity=severity) for row in _sequence(fields["values"], where))
    _demand_no_overlap(versions, where)
    return Parameter(
        key=key,
        topic=topic,
        label=MappingProxyType({language: str(text) for language, text in label.items()}),
        unit=str(fields["unit"]),
        rules=rules,
        severity=severity,
        versions=versions,
        rolls=bool(fields.get("rolls", True)),
        is_backward=bool(fields.get("is_backward", False)),
    )


def _read_version(row: object, *, key: str, severity: Severity) -> Version:
    fields = _mapping(
        row,
        key,
        allowed={"place", "from", "to", "value", "source", "confidence", "severity"},
        required={"place", "value", "source", "confidence"},
    )
    place = str(fields["place"])
    where = f"{key} in {place}"
    _demand(bool(PLACE.fullmatch(place)), f"{where}: a place is CN, CN-32, CN-3205 or CN-320583")
    _demand(fields["confidence"] in list(Confidence), f"{where}: unknown confidence {fields['confidence']!r}")
    version = Version(
        key=key,
        place=place,
        valid_from=_day(fields.get("from"), where),
        valid_to=_day(fields.get("to"), where),
        value=_value(fields["value"], where),
        source=_source(fields["source"], where),
        confidence=Confidence(str(fields["confidence"])),
        severity=_severity(fields["severity"], where) if "severity" in fields else severity,
    )
    blocks = version.severity is Severity.BLOCK
    _demand(not blocks or version.confidence.may_block, f"{where}: {version.confidence} may warn, never block")
    _demand(not blocks or version.value is not None, f"{where}: what is not known cannot block")
    return version


def _source(row: object, where: str) -> Source:
    fields = _mapping(row, where, allowed={"title", "article", "year", "note"}, required={"title"})
    article, year = fields.get("article"), fields.get("year")
    _demand(year is None or type(year) is int, f"{where}: the year of a source is a number")
    return Source(
        title=str(fields["title"]),
        article=None if article is None else str(article),
        year=year if isinstance(year, int) else None,
        note=str(fields.get("note", "")),
    )


def _value(value: object, where: str) -> Value:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    choices = value if isinstance(value, list) else []
    _demand(bool(choices), f"{where}: a value is a whole number, a list of them, or null, not {value!r}")
    _demand(all(type(choice) is int for choice in choices), f"{where}: {value!r} holds more than whole numbers")
    return tuple(choices)


def _severity(value: object, where: str) -> Severity:
    _demand(value in list(Severity), f"{where}: severity is block, warn or info, not {value!r}")
    return Severity(str(value))


def _day(value: object, where: str) -> date | None:
    _demand(value is None or type(value) is date, f"{where}: {value!r} is not a day such as 2022-01-01")
    return value if isinstance(value, date) else None


def _demand_no_overlap(versions: tuple[Version, ...], where: str) -> None:
    for version in versions:
        order = (version.valid_from or date.min) <= (version.valid_to or date.max)
        _demand(order, f"{where}: {version.id} ends before it begins")
    for place in {version.place for version in versions}:
        ordered = sorted((v for v in versions if v.place == place), key=lambda v: v.valid_from or date.min)
        for earlier, later in pairwise(ordered):
            apart = (earlier.valid_to or date.max) < (later.valid_from or date.min)
            _demand(apart, f"{where}: two values hold in {place} on {later.valid_from}")


def _mapping(value: object, where: str, *, allowed: set[str], required: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ParameterFileError(f"{where}: expected named fields, found {value!r}")
    unknown, missing = set(value) - allowed, required - set(value)
    _demand(not unknown, f"{where}: unknown fields {sorted(map(str, unknown))}")
    _demand(not missing, f"{where}: missing fields {sorted(missing)}")
    return value


def _sequence(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise ParameterFileError(f"{where}: expected a list, found {value!r}")
    return value


def _demand(is_true: bool, otherwise: str) -> None:
    if not is_true:
        raise ParameterFileError(otherwise)
