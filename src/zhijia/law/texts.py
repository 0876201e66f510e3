"""The texts of law that parameters cite, and the rule packs in which they came into force (`texts.yaml`).

A case is judged by the pack of its own date: the law of 2007 is not the law of today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from zhijia.law.places import is_place, places_around
from zhijia.law.reading import ParameterFileError, demand, read_day, read_fields, read_rows
from zhijia.law.versions import Confidence
from zhijia.lib.reading_yaml import read_yaml

CODE_FIELDS = {"code", "place", "from", "title", "confidence"}


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack: what came into force together. `confidence` tells how its date and contents are known."""

    code: str
    place: str
    valid_from: date
    title: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class LegalText:
    """One text with the days on which it is in force; `year` is that of the wording that was read.

    `valid_from` None: the day was not read, the text is taken to hold on every day of the files.
    """

    code: str
    place: str
    title: str
    number: str
    year: int | None
    valid_from: date | None
    valid_to: date | None
    pack: str
    note: str


@dataclass(frozen=True, slots=True)
class Library:
    """Every pack and every text by code."""

    packs: Mapping[str, Pack]
    texts: Mapping[str, LegalText]


Coded = TypeVar("Coded", Pack, LegalText)


def packs_in_force(*, place: str, on: date) -> tuple[Pack, ...]:
    """The rule packs that govern a place on a day, oldest first; ValueError for a malformed place."""
    around = set(places_around(place))
    held = (pack for pack in library().packs.values() if pack.place in around and pack.valid_from <= on)
    return tuple(sorted(held, key=lambda pack: (pack.valid_from, pack.code)))


@lru_cache(maxsize=1)
def library() -> Library:
    """The texts that ship, read once; ParameterFileError if the file is wrong."""
    return read_library(read_yaml((files("zhijia.law") / "texts.yaml").read_text("utf-8")))


def read_library(document: object) -> Library:
    """Packs and texts of a parsed file, or ParameterFileError with the first thing that is wrong."""
    top = read_fields(document, "texts", allowed={"packs", "texts"}, required={"packs", "texts"})
    packs = [_read_pack(row) for row in read_rows(top["packs"], "packs")]
    by_code = _by_code(packs)
    texts = [_read_text(row, by_code) for row in read_rows(top["texts"], "texts")]
    return Library(by_code, _by_code(texts))


def _read_pack(row: object) -> Pack:
    fields = read_fields(row, "packs", allowed=CODE_FIELDS | {"note"}, required=CODE_FIELDS)
    where = f"pack {fields['code']}"
    valid_from = read_day(fields["from"], where)
    if valid_from is None:
        raise ParameterFileError(f"{where}: a pack begins on a day")
    demand(fields["confidence"] in list(Confidence), f"{where}: unknown confidence {fields['confidence']!r}")
    return Pack(
        code=str(fields["code"]),
        place=_place(fields["place"], where),
        valid_from=valid_from,
        title=str(fields["title"]),
        confidence=Confidence(str(fields["confidence"])),
        note=str(fields.get("note", "")),
    )


def _read_text(row: object, packs: Mapping[str, Pack]) -> LegalText:
    allowed = {"code", "place", "title", "number", "year", "from", "to", "pack", "note"}
    fields = read_fields(row, "texts", allowed=allowed, required={"code", "place", "title"})
    where = f"text {fields['code']}"
    place, year, pack = _place(fields["place"], where), fields.get("year"), str(fields.get("pack", ""))
    valid_from, valid_to = read_day(fields.get("from"), where), read_day(fields.get("to"), where)
    demand(year is None or type(year) is int, f"{where}: the year of a text is a number")
    if pack:
        demand(pack in packs, f"{where}: no pack {pack}")
        demand(packs[pack].place == place, f"{where}: pack {pack} is of {packs[pack].place}")
        valid_from = valid_from or packs[pack].valid_from
    demand((valid_from or date.min) <= (valid_to or date.max), f"{where}: ends before it begins")
    return LegalText(
        code=str(fields["code"]),
        place=place,
        title=str(fields["title"]),
        number=str(fields.get("number", "")),
        year=year if isinstance(year, int) else None,
        valid_from=valid_from,
        valid_to=valid_to,
        pack=pack,
        note=str(fields.get("note", "")),
    )


def _place(value: object, where: str) -> str:
    demand(is_place(str(value)), f"{where}: a place is CN, CN-32, CN-3205 or CN-320583")
    return str(value)


def _by_code(rows: list[Coded]) -> Mapping[str, Coded]:
    found: dict[str, Coded] = {}
    for row in rows:
        demand(row.code not in found, f"{row.code} is declared twice")
        found[row.code] = row
    return MappingProxyType(found)
