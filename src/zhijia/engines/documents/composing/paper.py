"""One document model for screen, office file and print: what an issued document says, and nothing of how it looks. Pure.

Its canonical JSON is what is frozen, hashed and verified; every rendering is made from it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from importlib import import_module
from itertools import takewhile
from typing import Any, ClassVar, TypeAlias

SHAPE = 1
"""The shape of the JSON; a later one gets another number, and papers of this one stay readable."""


def chinese(number: int) -> str:
    """十二 for 12. cn2an is read when the first paper is numbered: a fifth of a second that most processes never need."""
    return str(import_module("cn2an").an2cn(number, "low"))


class Layout(StrEnum):
    """The two layouts of GB/T 9704 that letters and notices use."""

    DOCUMENT = "document"
    """文件格式: a large red mark above a red rule."""
    LETTER = "letter"
    """信函格式: the mark on top, double rules at both ends of the first page."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight."""

    text: str
    is_strong: bool = False


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """一、（一）1.（1）: level 1 to 4, numbered within the heading above."""

    KIND: ClassVar = "heading"
    level: int
    number: int
    runs: Runs

    @property
    def label(self) -> str:
        written = chinese(self.number)
        return (f"{written}、", f"（{written}）", f"{self.number}.", f"（{self.number}）")[self.level - 1]


@dataclass(frozen=True, slots=True)
class Paragraph:
    KIND: ClassVar = "paragraph"
    runs: Runs


@dataclass(frozen=True, slots=True)
class Clause:
    """第一条: numbered through the whole document, across its headings."""

    KIND: ClassVar = "clause"
    number: int
    runs: Runs

    @property
    def label(self) -> str:
        return f"第{chinese(self.number)}条"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are plain text and may hold line ends. A head of empty cells is not shown: facts beside their names."""

    KIND: ClassVar = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def has_head(self) -> bool:
        return any(self.head)


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows (a reply slip, a form) begins on a page of its own, behind the signature."""

    KIND: ClassVar = "new_page"


Block: TypeAlias = Heading | Paragraph | Clause | Table | NewPage
BLOCKS: Mapping[str, type[Block]] = {kind.KIND: kind for kind in (Heading, Paragraph, Clause, Table, NewPage)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document, complete. `day` and every other date are written out; `number` is empty for what is not numbered."""

    layout: Layout
    mark: str
    number: str
    title: str
    addressee: str
    body: tuple[Block, ...]
    attachments: tuple[str, ...]
    signature: str
    signers: tuple[str, ...]
    day: str
    note: str
    copies: str
    printed_by: str

    @property
    def letter(self) -> tuple[Block, ...]:
        """The body above the signature."""
        return tuple(takewhile(lambda block: not isinstance(block, NewPage), self.body))

    @property
    def enclosed(self) -> tuple[Block, ...]:
        """What follows the signature on pages of its own: a reply slip, a power of attorney. It begins with its new page."""
        return self.body[len(self.letter) :]


def canonical(paper: Paper) -> str:
    """The text that is frozen and hashed: JSON with sorted keys and no spaces."""
    content = {"shape": SHAPE, **_plain(paper)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def paper_from(text: str) -> Paper:
    """The document that was frozen as this text. ValueError for a shape that this program does not know."""
    content = json.loads(text)
    if content.pop("shape", None) != SHAPE:
        raise ValueError("a document of another shape")
    return Paper(
        **{
            **content,
            "layout": Layout(content["layout"]),
            "body": tuple(_block(entry) for entry in content["body"]),
            "attachments": tuple(content["attachments"]),
            "signers": tuple(content["signers"]),
        }
    )


def words_of(runs: Runs) -> str:
    """The text of a paragraph without its weights."""
    return "".join(run.text for run in runs)


def _plain(paper: Paper) -> dict[str, Any]:
    content = {field.name: getattr(paper, field.name) for field in fields(paper)}
    content["body"] = [{"kind": block.KIND, **asdict(block)} for block in paper.body]
    return content


def _block(entry: Mapping[str, Any]) -> Block:
    kind = BLOCKS[entry["kind"]]
    return kind(**{field.name: _part(field.name, entry[field.name]) for field in fields(kind)})


def _part(name: str, value: Any) -> Any:
    if name == "runs":
        return tuple(Run(**run) for run in value)
    if name == "head":
        return tuple(value)
    return tuple(tuple(row) for row in value) if name == "rows" else value
