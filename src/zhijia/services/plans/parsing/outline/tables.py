"""Rows of a work table: one line with TABs, bars or wide gaps, or pasted with each cell on a line of its own."""

import re
from dataclasses import dataclass
from typing import Final

from zhijia.lib.numerals import read_number
from zhijia.services.plans.parsing.source import Source, Span

COLUMNS: Final = (
    ("index", re.compile("序号|编号|号")),
    (
        "lead",
        re.compile(
            "责任(?:人|单位|部门|部室|科室|领导|岗位|主体)|(?:牵头|负责|主办|承办|主责)(?:单位|部门|部室|科室|领导|人)"
        ),
    ),
    ("support", re.compile("(?:配合|协办|协助|参与|协同|支持)(?:单位|部门|部室|科室|人)")),
    (
        "deadline",
        re.compile(
            "(?:完成|起止|启动|开始|结束|办结|实施|推进)?(?:时限|时间|期限|日期)(?:节点|安排|要求)?|时间节点|进度安排"
        ),
    ),
    (
        "title",
        re.compile(
            "(?:(?:重点|工作|主要|具体|目标|年度|实施)?(?:项目|任务|工作|事项|内容|措施|举措|目标|要求|指标|名称|类别|安排|步骤)[及和与、]?){1,3}"
            "|量化指标|目标值|备注|进展|完成标志|阶段目标"
        ),
    ),
)
_GAPS: Final = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r" {2,}"), re.compile(r" +"))
_OTHER: Final = "other"
_LONGEST_HEAD: Final = 12
_RULE = re.compile(r"[|\-: +—─]+")


@dataclass(frozen=True, slots=True)
class Cell:
    column: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    marker: str
    title: Span
    start: int
    end: int
    cells: tuple[Cell, ...]


def find_rows(source: Source) -> tuple[TableRow, ...]:
    """Every row of every table whose head names at least three columns, and rows that need no head."""
    rows: list[TableRow] = []
    lines, at = source.lines, 0
    while at < len(lines):
        at = next(filter(None, (read(source, at, rows) for read in _READERS)), at + 1)
    return tuple(rows)


def column_named(word: str) -> str | None:
    """The kind of column that a head cell such as 责任人 or 完成时限 announces."""
    plain = re.sub(r"（[^（）]*）|\s", "", word)
    return next((column for column, pattern in COLUMNS if pattern.fullmatch(plain)), None)


def _read_flat(source: Source, at: int, rows: list[TableRow]) -> int | None:
    """Rows of one line each, from a head line on; the index of the first line after them."""
    for gap in _GAPS:
        columns = _head(source, source.lines[at], gap)
        if columns:
            return _take_flat(source, at + 1, rows, columns=columns, gap=gap)
    return None


def _head(source: Source, line: Span, gap: re.Pattern[str]) -> list[str]:
    """The columns of a head line, where at least three are known words and at most two are not; else none."""
    cells = _split(source, line, gap)
    if len(cells) < 3 or any(cell.end - cell.start > _LONGEST_HEAD for cell in cells):
        return []
    columns = [column_named(source.face[cell.start : cell.end]) or _OTHER for cell in cells]
    return columns if len(columns) - columns.count(_OTHER) >= 3 and columns.count(_OTHER) <= 2 else []


def _take_flat(source: Source, at: int, rows: list[TableRow], *, columns: list[str], gap: re.Pattern[str]) -> int:
    """Row by row to the first line of another shape; rules and repeated heads are passed over."""
    while at < len(source.lines):
        line = source.lines[at]
        if not (_RULE.fullmatch(source.face, line.start, line.end) or _head(source, line, gap)):
            cells = _split(source, line, gap)
            if len(cells) < max(2, len(columns) - 2) or len(cells) > len(columns):
                break
            if any(cell.end > cell.start for cell in cells[1:]):
                rows.append(_row(source, cells, columns=columns, number=len(rows) + 1))
        at += 1
    return at


def _read_headless(source: Source, at: int, rows: list[TableRow]) -> int | None:
    """A line that begins with a number and has cells, without any head above it."""
    for gap in _GAPS[:2]:
        cells = _split(source, source.lines[at], gap)
        number = source.face[cells[0].start : cells[0].end]
        if len(cells) >= 3 and number.isdecimal() and len(number) <= 3 and cells[1].end > cells[1].start:
            columns = ["index", *("title" for _ in cells[1:])]
            rows.append(_row(source, cells, columns=columns, number=len(rows) + 1))
            return at + 1
    return None


def _split(source: Source, line: Span, gap: re.Pattern[str]) -> list[Span]:
    """Cells of one line, empty ones kept; outer bars of a table drawn with | are dropped."""
    start, end = line.start, line.end
    if "|" in gap.pattern:
        start += source.face.startswith("|", start)
        end -= source.face.endswith("|", start, end)
    cells = []
    for match in gap.finditer(source.face, start, end):
        cells.append(_stripped(source, start, match.start()))
        start = match.end()
    return [*cells, _stripped(source, start, end)]


def _stripped(source: Source, start: int, end: int) -> Span:
    while start < end and source.face[start] == " ":
        start += 1
    while end > start and source.face[end - 1] == " ":
        end -= 1
    return Span(start, end)


def _read_stacked(source: Source, at: int, rows: list[TableRow]) -> int | None:
    """Rows pasted cell by cell under a head pasted cell by cell."""
    columns: list[str] = []
    for line in source.lines[at : at + 12]:
        column = column_named(source.face[line.start : line.end]) if line.end - line.start <= 12 else None
        if not column:
            break
        columns.append(column)
    if len(columns) < 3:
        return None
    return _take_stacked(source, at + len(columns), rows, columns=columns)


def _take_stacked(source: Source, at: int, rows: list[TableRow], *, columns: list[str]) -> int:
    lines, expected = source.lines, 1
    while at < len(lines) and (columns[0] != "index" or _is_number(source, lines[at], expected)):
        size = _stack_size(source, at, expected=expected, columns=columns)
        if size < 2:
            break
        cells = _fit(list(lines[at : at + size]), len(columns))
        rows.append(_row(source, cells, columns=columns, number=len(rows) + 1))
        at, expected = at + size, expected + 1
    return at


def _stack_size(source: Source, at: int, *, expected: int, columns: list[str]) -> int:
    """How many lines the row takes: to the next row's number when there is one near, else one line a column."""
    width = len(columns)
    if columns[0] == "index":
        for ahead in range(2, 2 * width + 1):
            if at + ahead < len(source.lines) and _is_number(source, source.lines[at + ahead], expected + 1):
                return ahead
    return width if at + width <= len(source.lines) else 0


def _fit(cells: list[Span], width: int) -> list[Span]:
    """Give surplus lines to the middle column, so that the first and the last columns keep their places."""
    if len(cells) <= width:
        return cells
    middle = width // 2
    surplus = len(cells) - width
    return [*cells[:middle], Span(cells[middle].start, cells[middle + surplus].end), *cells[middle + surplus + 1 :]]


def _is_number(source: Source, line: Span, number: int) -> bool:
    value = read_number(source.face[line.start : line.end].rstrip(".、 ")) if line.end - line.start <= 5 else None
    return value == number


def _row(source: Source, cells: list[Span], *, columns: list[str], number: int) -> TableRow:
    named = [Cell(column=column, start=cell.start, end=cell.end) for column, cell in zip(columns, cells, strict=False)]
    filled = [cell for cell in named if cell.end > cell.start]
    index = next((cell for cell in filled if cell.column == "index"), None)
    title = next((cell for cell in filled if cell.column == "title"), filled[-1])
    return TableRow(
        number=number,
        marker=source.text[index.start : index.end] if index else "",
        title=Span(title.start, title.end),
        start=cells[0].start,
        end=cells[-1].end,
        cells=tuple(filled),
    )


_READERS: Final = (_read_flat, _read_stacked, _read_headless)
