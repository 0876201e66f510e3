"""PDF by typst: documents go in as data, so that nothing in them can become markup."""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from zhijia.engines.documents.composing.paper import Clause, Heading, Paper, Table
from zhijia.engines.documents.rendering.fonts import FontChoice, choose_fonts, find_fonts
from zhijia.engines.documents.rendering.geometry import geometry_on
from zhijia.engines.documents.rendering.sealing import Seal
from zhijia.lib.sentences import Refused

LAYOUT = Path(__file__).with_name("paper.typ")
STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A, for the archive: fonts embedded, nothing that needs anything else."""

ROOM, NARROW, WIDE, ROOMY, TIGHT = 37.0, 4.0, 26.0, 2.5, 1.45
"""In characters of a table: how many stand in a line of the page, the least and the most that a column asks for, and the room
beside its words where there is enough of it and where there is not."""
LONG = 8.0
"""A column that asks for so much takes what is left over, and its words begin at the left."""
WHOLE = re.compile(r"[!-~]+")
"""What is not broken at the end of a line: a number, a word of another script, as long as it is not `ENDLESS`, as a hash is."""
ENDLESS = 24

SIGNS = ("New Computer Modern Math", "Libertinus Serif", "DejaVu Sans Mono")
"""Fonts that come with the compiler, for signs that a Chinese font does not have: ⌈, ✓."""
GETA = "〓"
"""What printers of Chinese and Japanese set where they have no type for a sign."""
UNSET = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
RARE = re.compile(
    "[^ -\u00ff\u2010-\u2027\u2030-\u203b\u2190-\u2193\u2200-\u22ff\u2308-\u230b\u2460-\u249b"
    "\u25a0-\u25ef\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
)
"""What every Chinese font, or one that comes with the compiler, can be trusted to have is not rare."""
TRIES = 40
"""A try that fails costs hundredths of a second."""

Sealed = tuple[Paper, Seal | None]

log = logging.getLogger(__name__)
_busy = Lock()
"""The compiler keeps what it has set; it is asked by one thread at a time."""


def render_pdf(entries: Sequence[Sealed], *, fonts: Path, on: date) -> bytes:
    """One PDF of one or many documents, each beginning on its own page 1. The same entries give the same bytes.

    `fonts` is the office's own folder of fonts. `Refused` on a machine without Chinese fonts. A sign that no font here has
    is set as `GETA`; the archive's standard allows no empty boxes.
    """
    roles = {role: [*names, *SIGNS] for role, names in fonts_here(fonts).roles.items()}
    inputs = {
        "papers": json.dumps([_entry(paper, seal) for paper, seal in entries], ensure_ascii=False),
        "geometry": json.dumps(geometry_on(on)),
        "fonts": json.dumps(roles),
    }
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    for left in range(TRIES, -1, -1):
        try:
            with _busy:
                made = _compiler(fonts).compile(
                    format="pdf", sys_inputs=inputs, pdf_standards=STANDARD, timestamp=moment
                )
        except typst.TypstError as error:
            papers = _without_unset(inputs["papers"], str(error), is_last=left == 1)
            if papers == inputs["papers"]:
                raise
            inputs["papers"] = papers
        else:
            assert isinstance(made, bytes)
            if left < TRIES:
                log.warning("signs that no font here has are set as %s; fonts can be added to the folder fonts", GETA)
            return made
    raise Refused("这份文书里有服务器上的字体没有的字符，不能生成PDF。请下载docx，用WPS或Word打开后打印。")


def _without_unset(papers: str, error: str, *, is_last: bool) -> str:
    """The documents without what the compiler says it cannot set; at the last try without anything that is rare."""
    found = UNSET.search(error)
    if found is None:
        return papers
    if is_last:
        return RARE.sub(GETA, papers)
    unset = ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1])
    whole = papers.replace(unset, GETA)
    return whole if whole != papers else RARE.sub(GETA, papers)


def fonts_here(folder: Path) -> FontChoice:
    """The fonts that documents are set in here. `Refused` when there is none for Chinese."""
    return choose_fonts(find_fonts(folder).families())


@lru_cache(maxsize=4)
def _compiler(fonts: Path) -> typst.Compiler:
    return typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), font_paths=find_fonts(fonts))


def _entry(paper: Paper, seal: Seal | None) -> Mapping[str, Any]:
    return {"paper": laid_out(paper), "seal": seal.for_print() if seal else None}


def laid_out(paper: Paper) -> Mapping[str, Any]:
    """The document as plain data, with the labels that its headings and clauses are printed with."""
    parts = {"letter": _blocks(paper.letter), "enclosed": _blocks(paper.enclosed)}
    return {name: value for name, value in asdict(paper).items() if name != "body"} | parts


def _blocks(blocks: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [_block(block, following) for block, following in zip_longest(blocks, blocks[1:])]


def _block(block: Any, following: Any) -> Mapping[str, Any]:
    """`heads`: a heading with something below it, from which no page break parts it."""
    more: dict[str, Any] = {"kind": block.KIND}
    if isinstance(block, Heading | Clause):
        more["label"] = block.label
    if isinstance(block, Heading):
        more["heads"] = not isinstance(following, Heading) or following.level > block.level
    if isinstance(block, Table):
        more |= {"has_head": block.has_head, "widths": column_widths(block), "sides": column_sides(block)}
    return asdict(block) | more


def column_widths(table: Table) -> list[float]:
    """In characters, together a line. A short column has the room of its words, long ones share what is left; where it is too
    little, none is so narrow that it breaks a number, and the widest give way first. Facts get all the room.
    """
    columns = [[line for cell in column for line in cell.split("\n")] for column in _columns(table)]
    longest = [max(map(_width, lines)) for lines in columns]
    wanted = [min(max(width + ROOMY, NARROW), WIDE) for width in longest]
    if sum(wanted) > ROOM:
        wanted = [min(width + TIGHT, WIDE) for width in longest]
    least = [min(max(map(_unbroken, lines)) + TIGHT, WIDE) for lines in columns]
    widths = _levelled(wanted, least)
    over = ROOM - sum(widths)
    takers = [len(widths) - 1] if not table.has_head else [n for n, width in enumerate(widths) if width >= LONG]
    takers = takers or list(range(len(widths)))
    share = sum(widths[n] for n in takers)
    return [width + (over * width / share if n in takers else 0) for n, width in enumerate(widths)]


def _levelled(wanted: Sequence[float], least: Sequence[float]) -> list[float]:
    """What each wants, or where that is too much the same for all who want more, never less than its least."""
    low, high = 0.0, WIDE
    if sum(wanted) <= ROOM:
        return list(wanted)
    for _halving in range(30):
        level = (low + high) / 2
        widths = [max(min(want, level), floor) for want, floor in zip(wanted, least, strict=True)]
        low, high = (low, level) if sum(widths) > ROOM else (level, high)
    return widths


def column_sides(table: Table) -> list[str]:
    """Words of one line stand in the middle, what is long begins at the left; so does what a fact says."""
    sides = [
        "left"
        if any(_width(line) > LONG or "\n" in cell for cell in column[1:] for line in cell.split("\n"))
        else "center"
        for column in _columns(table)
    ]
    return sides if table.has_head else [*sides[:-1], "left"]


def _columns(table: Table) -> list[tuple[str, ...]]:
    return list(zip(table.head, *table.rows, strict=True))


def _unbroken(line: str) -> float:
    return max((_width(piece[:ENDLESS]) for piece in WHOLE.findall(line)), default=min(_width(line), 2.0))


def _width(words: str) -> float:
    """In Chinese characters; others count as half of one, and a quarter stands where they meet."""
    return sum(1 if _is_wide(sign) else 0.55 for sign in words) + 0.25 * sum(
        _is_wide(one) != _is_wide(other) for one, other in pairwise(words)
    )


def _is_wide(sign: str) -> bool:
    return ord(sign) > 0x2E7F
