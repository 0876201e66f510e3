"""Skeleton and data become a document. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, takewhile
from typing import Any

from zhijia.engines.documents.composing.merging import (
    BLANK_ROWS,
    FIELD,
    GIVEN,
    Field,
    FieldKind,
    Written,
    WrongData,
    fields_in,
    fill,
    full_day,
    is_left_out,
    write_values,
)
from zhijia.engines.documents.composing.paper import Block, Clause, Heading, NewPage, Paper, Paragraph, Run, Runs, Table
from zhijia.engines.documents.composing.skeleton import OpenBlock, OpenTable, OpenText, Skeleton, TemplateError

ROWS_BY_HAND = 3
STRONG = re.compile(r"\*\*(.+?)\*\*")


def check_fields(skeleton: Skeleton, fields: Sequence[Field]) -> None:
    """Refuse a template and fields that do not belong together. Raises `TemplateError`."""
    declared = {field.name: field for field in fields}
    used = {name for piece in skeleton.pieces() for name in fields_in(piece)}
    if len(declared) != len(fields) or declared.keys() & GIVEN:
        raise TemplateError("a field is declared twice, or has a name that every template has")
    if wrong := sorted((used - GIVEN) ^ declared.keys()):
        raise TemplateError(f"declared and not used, or used and not declared: {wrong}")
    if left := [piece for piece in skeleton.pieces() if re.search(r"[{}]", FIELD.sub("", piece))]:
        raise TemplateError(f"a brace that is no merge field: {left[0]!r}")
    _check_public(skeleton, declared)
    _check_rows(skeleton, declared)
    _check_chapters(skeleton, declared)


def compose(
    skeleton: Skeleton, fields: Sequence[Field], data: Mapping[str, Any], *, issuer: str, number: str, day: date
) -> Paper:
    """The document that this data makes of the template. Raises `WrongData`."""
    values = write_values(fields, data) | {"issuer": issuer, "number": number, "day": full_day(day)}

    def one(text: str) -> str:
        return "" if is_left_out(text, values) else fill(text, values)

    def several(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(fill(piece, found) for text in texts for piece, found in _repeated(text, values))

    return Paper(
        layout=skeleton.layout,
        mark=one(skeleton.mark),
        number=number,
        title=one(skeleton.title),
        addressee=one(skeleton.addressee),
        body=tuple(_without_empty_pages(_body(skeleton, fields, values))),
        attachments=several(skeleton.attachments),
        signature=one(skeleton.signature),
        signers=several(skeleton.signers),
        day=full_day(day),
        note=one(skeleton.note),
        copies=one(skeleton.copies),
        printed_by=issuer,
    )


def _check_public(skeleton: Skeleton, declared: Mapping[str, Field]) -> None:
    shown = [name for text in (skeleton.title, skeleton.signature) for name in fields_in(text)]
    hidden = [name for name in shown if name in declared and not declared[name].is_public]
    if hidden:
        raise TemplateError(f"title and signature are shown to everybody; not public: {hidden}")


def _check_rows(skeleton: Skeleton, declared: Mapping[str, Field]) -> None:
    """Rows stand alone in a row of a table; a row of one cell holds nothing else."""
    rows = {name for name, field in declared.items() if field.kind is FieldKind.ROWS}
    alone = [
        row[0]
        for block in skeleton.body
        if isinstance(block, OpenTable)
        for row in block.rows
        if len(row) == 1 and len(block.head) > 1
    ]
    inside = [piece for piece in skeleton.pieces() if rows.intersection(fields_in(piece))]
    if sorted(alone) != sorted(inside) or any(_only_field(piece) not in rows for piece in alone):
        raise TemplateError("a field of rows stands alone in a row of a table, and nothing else does")


def _check_chapters(skeleton: Skeleton, declared: Mapping[str, Field]) -> None:
    """Chapters are all of a paragraph, because they become headings and clauses of the document itself."""
    chapters = {name for name, field in declared.items() if field.kind is FieldKind.CHAPTERS}
    alone = [
        block.text
        for block in skeleton.body
        if isinstance(block, OpenText) and not block.level and not block.is_clause and _only_field(block.text)
    ]
    inside = [piece for piece in skeleton.pieces() if chapters.intersection(fields_in(piece))]
    if any(piece not in alone for piece in inside):
        raise TemplateError("a field of chapters is all of a paragraph")


def _only_field(text: str) -> str:
    """The name of the field that is all of this text, or empty."""
    match = FIELD.fullmatch(text.strip())
    return match[1] if match else ""


def _repeated(text: str, values: Mapping[str, Written]) -> Iterator[tuple[str, Mapping[str, Written]]]:
    """The piece once, or for each of the lines that stand alone in it; not at all when something in it is empty."""
    if is_left_out(text, values):
        return
    name = _only_field(text)
    if not name:
        yield text, values
        return
    found = values[name]
    parts: Iterable[Any] = found.split("\n") if isinstance(found, str) else found
    for part in parts:
        if part:
            yield text, {**values, name: part}


def _without_empty_pages(blocks: Iterable[Block]) -> Iterator[Block]:
    """A page on which nothing is left does not begin."""
    for block, following in pairwise([*blocks, NewPage()]):
        if not (isinstance(block, NewPage) and isinstance(following, NewPage)):
            yield block


def _body(skeleton: Skeleton, fields: Sequence[Field], values: Mapping[str, Written]) -> Iterator[Block]:
    """The blocks with their numbers: headings within the one above, clauses through the whole document."""
    chapters = {field.name for field in fields if field.kind is FieldKind.CHAPTERS}
    numbering = _Numbering()
    for place, block in enumerate(skeleton.body):
        if _is_left_empty(skeleton.body, place, values):
            continue
        if isinstance(block, OpenTable):
            yield from _table(block, values)
        elif not isinstance(block, OpenText):
            yield NewPage()
        elif (name := _only_field(block.text)) in chapters:
            yield from _chapters(values[name], numbering)
        else:
            yield from (numbering.block(block, _runs(*repeated)) for repeated in _repeated(block.text, values))


@dataclass
class _Numbering:
    """How far headings and clauses are counted."""

    headings: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    clauses: int = 0

    def block(self, block: OpenText, runs: Runs) -> Block:
        if block.is_clause:
            return self.clause(runs)
        return self.heading(block.level, runs) if block.level else Paragraph(runs)

    def heading(self, level: int, runs: Runs) -> Heading:
        self.headings[level - 1 :] = [self.headings[level - 1] + 1] + [0] * (4 - level)
        return Heading(level, self.headings[level - 1], runs)

    def clause(self, runs: Runs) -> Clause:
        self.clauses += 1
        return Clause(self.clauses, runs)


def _chapters(chapters: Written, numbering: _Numbering) -> Iterator[Block]:
    """Each chapter as a heading with its clauses; further lines of a clause are paragraphs below it."""
    for chapter in chapters:
        title, *clauses = tuple(chapter)
        yield numbering.heading(1, (Run(title),))
        for clause in clauses:
            first, *more = clause.split("\n")
            yield numbering.clause((Run(first),))
            yield from (Paragraph((Run(line),)) for line in more if line)


def _is_left_empty(body: Sequence[OpenBlock], place: int, values: Mapping[str, Written]) -> bool:
    """Whether a block says nothing; a heading or a new page goes with everything below it."""
    rank = _rank(body[place])
    below = list(takewhile(lambda n: not 0 < _rank(body[n]) <= rank, range(place + 1, len(body)))) if rank else []
    if below:
        return all(_is_left_empty(body, n, values) for n in below)
    return _says_nothing(body[place], values)


def _rank(block: OpenBlock) -> int:
    """1 for a new page, 2 to 5 for headings, 0 for what stands below them."""
    if isinstance(block, OpenText):
        return block.level + 1 if block.level else 0
    return 0 if isinstance(block, OpenTable) else 1


def _says_nothing(block: OpenBlock, values: Mapping[str, Written]) -> bool:
    if isinstance(block, OpenTable):
        return not any(True for _ in _table(block, values))
    return isinstance(block, OpenText) and is_left_out(block.text, values)


def _runs(text: str, values: Mapping[str, Written]) -> Runs:
    """The marks of weight are the template's: they are told apart before the values come in."""
    pieces = STRONG.split(text)
    return tuple(Run(fill(piece, values), bool(place % 2)) for place, piece in enumerate(pieces) if piece)


def _table(block: OpenTable, values: Mapping[str, Written]) -> Iterator[Table]:
    rows = tuple(row for line in block.rows for row in _rows(line, block, values))
    if rows:
        yield Table(tuple(fill(cell, values) for cell in block.head), rows)


def _rows(line: tuple[str, ...], block: OpenTable, values: Mapping[str, Written]) -> Iterator[tuple[str, ...]]:
    if any(is_left_out(cell, values) for cell in line):
        return
    if len(line) == len(block.head):
        yield tuple(fill(cell, values) for cell in line)
        return
    found = values[_only_field(line[0])]
    if found == BLANK_ROWS:
        yield from (("　",) * len(block.head),) * ROWS_BY_HAND
        return
    for row in found:
        if len(row) != len(block.head) or isinstance(row, str):
            raise WrongData(f"rows of {line[0]} have {len(row)} cells, the table {len(block.head)}")
        yield row
