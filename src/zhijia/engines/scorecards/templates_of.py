"""Templates of scorecards: data with versions, read from YAML files that services register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhijia.lib.reading_yaml import read_yaml
from zhijia.lib.sentences import Bilingual

AUTO, MANUAL = "auto", "manual"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is scored, up to `most` points; with a `metric` it is computed from facts."""

    code: str
    name: Bilingual
    most: int
    metric: str = ""

    @property
    def is_auto(self) -> bool:
        return bool(self.metric)


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    name: Bilingual
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from so many points up. The lowest is given by a veto, and is not `reached`."""

    code: str
    name: Bilingual
    least: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A version of a scorecard. Sheets keep code and version, and are read by it for ever."""

    code: str
    version: int
    name: Bilingual
    valid_from: date
    dimensions: tuple[Dimension, ...]
    vetoes: Mapping[str, Bilingual]
    grades: tuple[Grade, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for dimension in self.dimensions for item in dimension.items)

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def grade_of(self, total: int, *, has_veto: bool) -> Grade:
        """The highest grade that the points reach; a veto forces the lowest (SC-01)."""
        falling = sorted(self.grades, key=lambda grade: -grade.least)
        return falling[-1] if has_veto else next(grade for grade in falling if total >= grade.least)

    def grade(self, code: str) -> Grade:
        return next(grade for grade in self.grades if grade.code == code)


_templates: dict[tuple[str, int], Template] = {}


def register_template(file: Path) -> Template:
    """Read one version from its file. ValueError for a version that stands, or points that are no hundred."""
    template = _read(read_yaml(file.read_text(encoding="utf-8")))
    key = (template.code, template.version)
    if key in _templates:
        raise ValueError(f"version {template.version} of {template.code} is registered twice")
    if sum(item.most for item in template.items) != 100 or min(grade.least for grade in template.grades) != 0:
        raise ValueError(f"{file.name}: the points do not add up to a hundred, or no grade begins with none")
    _templates[key] = template
    return template


def template_of(code: str, version: int) -> Template:
    """The version that a sheet was made by."""
    return _templates[code, version]


def newest_template(code: str, *, on: date) -> Template:
    """The version in force on a day. LookupError where there is none."""
    known = [one for one in _templates.values() if one.code == code and one.valid_from <= on]
    if not known:
        raise LookupError(f"no version of {code} on {on}")
    return max(known, key=lambda one: (one.valid_from, one.version))


def _read(top: Mapping[str, object]) -> Template:
    rows: Iterable[Mapping[str, object]] = top["dimensions"]  # type: ignore[assignment]
    grades: Iterable[Mapping[str, object]] = top["grades"]  # type: ignore[assignment]
    vetoes: Mapping[str, Mapping[str, str]] = top["vetoes"]  # type: ignore[assignment]
    return Template(
        code=str(top["code"]),
        version=int(str(top["version"])),
        name=_name(top["name"]),
        valid_from=date.fromisoformat(str(top["valid_from"])),
        dimensions=tuple(_dimension(row) for row in rows),
        vetoes={code: _name(name) for code, name in vetoes.items()},
        grades=tuple(
            Grade(str(row["code"]), _name(row["name"]), int(str(row["least"])), bool(row["reached"])) for row in grades
        ),
    )


def _dimension(row: Mapping[str, object]) -> Dimension:
    items: Iterable[Mapping[str, object]] = row["items"]  # type: ignore[assignment]
    return Dimension(
        str(row["code"]),
        _name(row["name"]),
        tuple(
            Item(str(one["code"]), _name(one["name"]), int(str(one["most"])), str(one.get("metric") or ""))
            for one in items
        ),
    )


def _name(words: object) -> Bilingual:
    if not isinstance(words, dict):
        raise ValueError(f"{words!r} is no name in two languages")
    return Bilingual(str(words["zh"]), str(words["en"]))
