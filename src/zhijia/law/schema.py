"""Law parameters as they stand in `parameters/*.yaml`: their shape, and every reason to refuse a file.

A number known from memory only, or read in another region's rules, may warn and never block. A row names its text by
code (`law: CC-2004`, see `texts.yaml`), from which it has place, first and last day; or it says these itself. Three
lists of rows: `values` hold where they say; `unread` names texts that must have a number which nobody has read;
`variants` are the numbers of other regions, shown for comparison, that never bind here.
"""

import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from types import MappingProxyType

from zhijia.law.bounds import Bound
from zhijia.law.reading import ParameterFileError, demand, read_fields, read_rows
from zhijia.law.rows import Frame, read_bound, read_severity, read_unit, read_unread, read_value_row, read_variant
from zhijia.law.texts import library
from zhijia.law.versions import Parameter, Topic, Version
from zhijia.lib.sentences import Bilingual

__all__ = ["ParameterFileError", "read_topic"]

KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
RULE = re.compile(r"[A-Z]{2}-([A-Z]\d{2}|\d{2,3})")
REQUIRED = {"key", "label", "unit", "rules", "severity", "values"}
OPTIONAL = {
    "rolls",
    "is_backward",
    "opens",
    "bound",
    "stricter_blocks",
    "opens_supervision",
    "is_local",
    "unread",
    "variants",
}


def read_topic(name: str, document: object) -> tuple[Parameter, ...]:
    """The parameters of one parsed file, or ParameterFileError with the first thing that is wrong."""
    top = read_fields(document, name, allowed={"topic", "parameters"}, required={"topic", "parameters"})
    topic = _read_topic(top["topic"], name)
    parameters = tuple(_read_parameter(row, topic=topic) for row in read_rows(top["parameters"], name))
    keys = [parameter.key for parameter in parameters]
    for key in keys:
        demand(keys.count(key) == 1, f"{name}: {key} is declared twice")
    return parameters


def _read_topic(row: object, name: str) -> Topic:
    fields = read_fields(row, name, allowed={"zh", "en", "order"}, required={"zh", "en", "order"})
    order = fields["order"]
    if type(order) is not int:
        raise ParameterFileError(f"{name}: the order of a topic is a number")
    return Topic(name, Bilingual(str(fields["zh"]), str(fields["en"])), order)


def _read_parameter(row: object, *, topic: Topic) -> Parameter:
    fields = read_fields(row, topic.code, allowed=REQUIRED | OPTIONAL, required=REQUIRED)
    key = str(fields["key"])
    where = f"{topic.code}: {key}"
    demand(bool(KEY.fullmatch(key)), f"{where}: a key is lower-case words joined by dots")
    label = read_fields(fields["label"], where, allowed={"zh", "en"}, required={"zh", "en"})
    rules = tuple(str(rule) for rule in read_rows(fields["rules"], where))
    for rule in rules:
        demand(bool(RULE.fullmatch(rule)), f"{where}: {rule} is not a rule id such as TA-01")
    frame = Frame(
        key=key,
        unit=read_unit(fields["unit"], where),
        bound=read_bound(fields["bound"], where) if "bound" in fields else None,
        severity=read_severity(fields["severity"], where),
        library=library(),
    )
    versions = _read_versions(fields, frame, where)
    _demand_comparable(versions, where)
    return Parameter(
        key=key,
        topic=topic,
        label=MappingProxyType({language: str(text) for language, text in label.items()}),
        unit=frame.unit,
        rules=rules,
        severity=frame.severity,
        versions=versions,
        rolls=_flag(fields, "rolls", where, default=True),
        is_backward=_flag(fields, "is_backward", where),
        opens=_flag(fields, "opens", where),
        bound=frame.bound,
        stricter_blocks=_flag(fields, "stricter_blocks", where),
        opens_supervision=_flag(fields, "opens_supervision", where),
        is_local=_flag(fields, "is_local", where),
    )


def _read_versions(fields: Mapping[str, object], frame: Frame, where: str) -> tuple[Version, ...]:
    lists = {name: read_rows(fields.get(name, []), where) for name in ("values", "unread", "variants")}
    demand(any(lists.values()), f"{where}: no value, unread text or variant")
    return (
        *(read_value_row(row, frame) for row in lists["values"]),
        *(read_unread(code, frame) for code in lists["unread"]),
        *(read_variant(row, frame) for row in lists["variants"]),
    )


def _demand_comparable(versions: tuple[Version, ...], where: str) -> None:
    """Two values may hold in one place on one day only if they stand in two texts and can be told lax from strict."""
    for version in versions:
        order = (version.valid_from or date.min) <= (version.valid_to or date.max)
        demand(order, f"{where}: {version.id} ends before it begins")
    for one, other in combinations(versions, 2):
        day = max(one.valid_from or date.min, other.valid_from or date.min)
        if one.place != other.place or not (one.holds_on(day) and other.holds_on(day)):
            continue
        demand(
            bool(one.law and other.law) and one.law != other.law, f"{where}: two values hold in {one.place} on {day}"
        )
        if None not in (one.value, other.value) and (one.value, one.bound) != (other.value, other.bound):
            demand(_are_ordered(one, other), f"{where}: {one.id} and {other.id} cannot be told lax from strict")


def _are_ordered(one: Version, other: Version) -> bool:
    if one.bound is None or other.bound is None or Bound.EXACTLY in (one.bound, other.bound):
        return False
    are_numbers = not isinstance(one.value, tuple) and not isinstance(other.value, tuple)
    return one.unit == other.unit and one.bound.is_floor == other.bound.is_floor and are_numbers


def _flag(fields: Mapping[str, object], name: str, where: str, *, default: bool = False) -> bool:
    value = fields.get(name, default)
    demand(isinstance(value, bool), f"{where}: {name} is true or false, not {value!r}")
    return bool(value)
