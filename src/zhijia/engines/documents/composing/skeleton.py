"""A template read into a skeleton: front matter and Markdown blocks, merge fields still open. Pure.

Markdown here is `#` to `####` for headings, `1.` for clauses (第一条), `|` for tables, `---` for a new page, `**` for weight;
everything else is a paragraph. What would be markup of another kind is refused, so that no line is misread silently.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhijia.engines.documents.composing.paper import Layout
from zhijia.lib.reading_yaml import read_yaml

HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
HEADING = re.compile(r"(?P<marks>#{1,4}) (?P<text>\S.*)")
CLAUSE = re.compile(r"\d+\. (?P<text>\S.*)")
FOREIGN = re.compile(r"[-*+>] |#{5,}|#+[^#\s]|```|~~~|!\[|<|\{%|    |\t")
SEPARATOR = re.compile(r"\|(\s*-+\s*\|)+")
PARTS = ("layout", "mark", "title", "addressee", "signature", "note", "copies")
SEVERAL = ("attachments", "signers")


class TemplateError(ValueError):
    """A template that cannot be used; names what is wrong."""


@dataclass(frozen=True, slots=True)
class OpenText:
    """A heading (level 1 to 4), a clause (`is_clause`) or a paragraph whose fields are not filled yet."""

    text: str
    level: int = 0
    is_clause: bool = False


@dataclass(frozen=True, slots=True)
class OpenTable:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A new page begins."""


OpenBlock = OpenText | OpenTable | OpenPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    layout: Layout
    mark: str
    title: str
    addressee: str
    signature: str
    note: str
    copies: str
    attachments: tuple[str, ...]
    signers: tuple[str, ...]
    body: tuple[OpenBlock, ...]

    def pieces(self) -> Iterator[str]:
        """Every piece of text in which fields may stand."""
        yield from (self.mark, self.title, self.addressee, self.signature, self.note, self.copies)
        yield from self.attachments
        yield from self.signers
        for block in self.body:
            if isinstance(block, OpenText):
                yield block.text
            elif isinstance(block, OpenTable):
                yield from block.head
                for row in block.rows:
                    yield from row


def read_template(source: str) -> Skeleton:
    """Read a template. Raises `TemplateError`."""
    parts = HEAD.match(source.replace("\r\n", "\n"))
    if not parts:
        raise TemplateError("a template begins with its front matter between two lines of ---")
    head = _head(parts["head"])
    body = tuple(_blocks(parts["body"]))
    if not body:
        raise TemplateError("a template has a body")
    texts = {name: str(head.get(name, "")) for name in PARTS[1:]}
    lists = {name: tuple(str(entry) for entry in head.get(name) or ()) for name in SEVERAL}
    try:
        return Skeleton(layout=Layout(str(head.get("layout", Layout.DOCUMENT))), body=body, **texts, **lists)  # type: ignore[arg-type]
    except ValueError as error:
        raise TemplateError(f"no such layout: {head['layout']}") from error


def _head(text: str) -> Mapping[str, Any]:
    head = read_yaml(text)
    if not isinstance(head, dict) or head.keys() - {*PARTS, *SEVERAL}:
        raise TemplateError(f"front matter knows {', '.join((*PARTS, *SEVERAL))} and nothing else")
    wrong = [name for name in SEVERAL if name in head and not isinstance(head[name], list)]
    wrong += [name for name in PARTS if name in head and not isinstance(head[name], str)]
    if wrong or not head.get("title"):
        raise TemplateError(f"front matter: {', '.join(wrong) or 'title'} is not what it should be")
    return head


def _blocks(body: str) -> Iterator[OpenBlock]:
    for piece in re.split(r"\n\s*\n", body.strip()):
        lines = piece.split("\n")
        if foreign := [line for line in lines if FOREIGN.match(line)]:
            raise TemplateError(f"this is no markup of templates: {foreign[0]!r}")
        if lines[0].startswith("|"):
            yield _table(lines)
        elif lines == ["---"]:
            yield OpenPage()
        elif lines != [""]:
            yield from _texts(lines)


def _texts(lines: list[str]) -> Iterator[OpenText]:
    """Headings and clauses end with their line; other lines that follow each other are one paragraph."""
    paragraph = ""
    for line in lines:
        heading, clause = HEADING.fullmatch(line), CLAUSE.fullmatch(line)
        if (heading or clause) and paragraph:
            yield OpenText(paragraph)
            paragraph = ""
        if heading:
            yield OpenText(heading["text"], level=len(heading["marks"]))
        elif clause:
            yield OpenText(clause["text"], is_clause=True)
        else:
            paragraph += line.strip()
    if paragraph:
        yield OpenText(paragraph)


def _table(lines: list[str]) -> OpenTable:
    if len(lines) < 3 or not SEPARATOR.fullmatch(lines[1]):
        raise TemplateError(f"a table has a head, a line of |---| and rows: {lines[0]!r}")
    head, *rows = (_cells(line) for number, line in enumerate(lines) if number != 1)
    if any(len(row) not in (1, len(head)) for row in rows):
        raise TemplateError(f"a row has other columns than its head: {lines[0]!r}")
    return OpenTable(head, tuple(rows))


def _cells(line: str) -> tuple[str, ...]:
    if not (line.startswith("|") and line.endswith("|") and len(line) > 1):
        raise TemplateError(f"a row of a table stands between bars: {line!r}")
    return tuple(cell.strip() for cell in line[1:-1].split("|"))
