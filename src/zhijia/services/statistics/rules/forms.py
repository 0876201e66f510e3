"""The forms of the annual return as data: blocks, editions, cells, rates (services §A10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zhijia.lib.reading_yaml import read_yaml
from zhijia.lib.sentences import Bilingual

STANDARDS = Path(__file__).parents[1] / "standards"
GRASSROOTS, ABOVE = "grassroots", "above"


@dataclass(frozen=True, slots=True)
class Block:
    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a form. `source` is the indicator that gives it, by `part`; empty: it is filled in by hand."""

    code: str
    block: str
    name: Bilingual
    unit: str
    source: str
    part: str
    kinds: tuple[str, ...]
    is_summed: bool

    def counts_in(self, kind: str) -> bool:
        """Whether unions of this kind have the cell; where not, it is zero."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the forms. What is None the study does not know: reference days, numbers of the cover, of tables."""

    code: str
    name: Bilingual
    valid_from: date
    valid_to: date | None
    approval: str | None
    reference: tuple[tuple[int, int], tuple[int, int]] | None
    cover: Mapping[str, int] | None
    tables: int | None
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A ratio of two cells, each written with its form (`grassroots.members`), for returns of `form` and above."""

    code: str
    form: str
    part: str
    whole: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Forms:
    blocks: tuple[Block, ...]
    editions: tuple[Edition, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    rates: tuple[Rate, ...]

    def cell(self, form: str, code: str) -> Cell:
        return next(cell for cell in self.cells[form] if cell.code == code)

    def by_hand(self, form: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells[form] if not cell.source)

    def computed(self, form: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells[form] if cell.source)

    def edition(self, code: str) -> Edition:
        return next(edition for edition in self.editions if edition.code == code)

    def newest(self, form: str, *, on: date) -> Edition:
        """The newest known edition that has this form; one whose approval has run out too, as no later one is known."""
        known = [one for one in self.editions if form in one.forms and one.valid_from <= on]
        return max(known or [one for one in self.editions if form in one.forms], key=lambda one: one.valid_from)


def _name(words: Mapping[str, str]) -> Bilingual:
    return Bilingual(words["zh"], words["en"])


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        code=row["code"],
        block=row["block"],
        name=_name(row["name"]),
        unit=row["unit"],
        source=row.get("source", ""),
        part=row.get("part", "n"),
        kinds=tuple(row.get("kinds", ())),
        is_summed=row.get("is_summed", True),
    )


def _edition(row: Mapping[str, Any]) -> Edition:
    days = row["reference"]
    return Edition(
        code=row["code"],
        name=_name(row["name"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        approval=row["approval"],
        reference=(tuple(days["from"]), tuple(days["to"])) if days else None,
        cover=row["cover"],
        tables=row["tables"],
        forms=tuple(row["forms"]),
    )


def read_forms(file: Path) -> Forms:
    """Read and check the file. ValueError for a cell that stands twice or in an unknown block."""
    top = read_yaml(file.read_text(encoding="utf-8"))
    blocks = tuple(Block(row["code"], _name(row["name"])) for row in top["blocks"])
    cells = {form: tuple(map(_cell, rows)) for form, rows in top["cells"].items()}
    known = {block.code for block in blocks}
    for form, rows in cells.items():
        if len({cell.code for cell in rows}) < len(rows) or any(cell.block not in known for cell in rows):
            raise ValueError(f"{file.name}: a cell of {form} stands twice or in no block")
    rates = tuple(Rate(r["code"], r["form"], r["part"], r["whole"], _name(r["name"])) for r in top["rates"])
    return Forms(blocks, tuple(map(_edition, top["editions"])), cells, rates)


def in_blocks(cells: Sequence[Cell]) -> list[tuple[Block, list[Cell]]]:
    """The cells under their blocks, in the order of the form; blocks without a cell are left out."""
    found = [(block, [cell for cell in cells if cell.block == block.code]) for block in FORMS.blocks]
    return [(block, rows) for block, rows in found if rows]


FORMS = read_forms(STANDARDS / "forms.yaml")
