"""Merge fields: what a template may ask for, and how a value is written out in a document. Pure.

A value never becomes markup: templates are read first, values are put into the finished blocks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zhijia.lib.sentences import Sentence

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
GIVEN = frozenset({"issuer", "number", "day"})
"""Fields that every template has without declaring them: who issues, under which number, on which day."""


class FieldKind(StrEnum):
    LINE = "line"
    """One line of text."""
    TEXT = "text"
    """Text of several lines; alone in a paragraph each of them is a paragraph."""
    DAY = "day"
    WHOLE = "whole"
    MONEY = "money"
    """Integer fen."""
    LINES = "lines"
    """A sequence of texts: alone in a block it repeats the block, inside a sentence they are joined by 、."""
    ROWS = "rows"
    """A sequence of rows of texts; alone in a table's row it stands for that many rows."""
    CHAPTERS = "chapters"
    """A sequence of (title, texts of its clauses); alone in a paragraph it stands for headings with their clauses."""


@dataclass(frozen=True, slots=True)
class Field:
    """A declared merge field. `is_public`: may stand in the title and the signature, which the verification page shows.

    `by_hand`: what nobody knows yet is a blank on the paper, to be filled in by hand; else what asks for it is left out.
    """

    name: str
    kind: FieldKind = FieldKind.LINE
    is_required: bool = True
    is_public: bool = False
    by_hand: bool = False


BLANK = "＿" * 8
BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"
BLANK_ROWS = ((BLANK,),)
"""Rows to be filled in by hand, whatever the columns of their table."""


class WrongData(ValueError):
    """The data does not fit the declared fields: a programming error, found by the test of whoever fills them."""


Written = str | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""A chapter is written as a row: its title, then its clauses."""


def write_values(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, Written]:
    """Every field's value as it is written; optional ones that are missing or None are empty. Raises `WrongData`."""
    declared = {field.name: field for field in fields}
    if unknown := sorted(data.keys() - declared.keys()):
        raise WrongData(f"no such fields: {unknown}")
    return {name: _written(field, data.get(name)) for name, field in declared.items()}


def as_frozen(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data itself as JSON keeps it: days in ISO form."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}


def clean(text: str) -> str:
    """Composed form, unified line ends, and without characters that nobody can see (they could turn or hide others)."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in composed if sign == "\n" or unicodedata.category(sign) not in UNSEEN).strip()


def full_day(day: date) -> str:
    """2026年11月26日: figures without leading zeros."""
    return str(Sentence("{day}", {"day": day}))


def yuan(fen: int) -> str:
    """¥1,234.00 from integer fen."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def fields_in(text: str) -> list[str]:
    """The names of the merge fields in a piece of a template, in order."""
    return FIELD.findall(text)


def fill(text: str, values: Mapping[str, Written]) -> str:
    """A piece of a template with its values written in."""
    return FIELD.sub(lambda place: _inline(values[place[1]]), text)


def is_left_out(text: str, values: Mapping[str, Written]) -> bool:
    """Whether a piece asks for something that has no value: the block around it is then left out."""
    return any(not values[name] for name in fields_in(text))


def _inline(value: Written) -> str:
    if isinstance(value, str):
        return value
    return "、".join(part if isinstance(part, str) else " ".join(part) for part in value)


def _written(field: Field, value: Any) -> Written:
    if value is None or value == "":
        return _unknown(field)
    try:
        written = WRITERS[field.kind](value)
    except TypeError as error:
        raise WrongData(f"field {field.name}: {value!r} is no {field.kind}") from error
    return written or _unknown(field) if field.by_hand else written


def _unknown(field: Field) -> Written:
    if field.by_hand:
        return BLANKS.get(field.kind, BLANK)
    if field.is_required:
        raise WrongData(f"field {field.name} is missing")
    return ""


def _line(value: Any) -> str:
    return " ".join(_text(value).split("\n"))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return clean(value)


def _day(value: Any) -> str:
    if not isinstance(value, date):
        raise TypeError
    return full_day(value)


def _whole(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return str(value)


def _money(value: Any) -> str:
    _whole(value)
    return yuan(value)


def _lines(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    return tuple(_line(part) for part in value)


def _rows(value: Any) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    rows = tuple(tuple(_text(cell) for cell in row) for row in value)
    if len({len(row) for row in rows}) > 1:
        raise TypeError
    return rows


def _chapters(value: Any) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    return tuple((_line(title), *(_text(clause) for clause in clauses)) for title, clauses in value)


WRITERS: Mapping[FieldKind, Callable[[Any], Written]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.DAY: _day,
    FieldKind.WHOLE: _whole,
    FieldKind.MONEY: _money,
    FieldKind.LINES: _lines,
    FieldKind.ROWS: _rows,
    FieldKind.CHAPTERS: _chapters,
}
BLANKS: Mapping[FieldKind, Written] = {
    FieldKind.DAY: BLANK_DAY,
    FieldKind.LINES: (BLANK,),
    FieldKind.ROWS: BLANK_ROWS,
}
