"""An upload as rows, one after the other, in a bounded amount of memory; and pieces of rows as bytes that can be sealed."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import polars as pl

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.spreadsheets import Limits, SpreadsheetError
from zhijia.lib.spreadsheets.streaming import stream_spreadsheet
from zhijia.lib.spreadsheets.writing import FORMULA_MARKS
from zhijia.services.organising.intake.columns import find_header, tidy_head

MEBIBYTE = 1024 * 1024
LIMITS = Limits(file_bytes=400 * MEBIBYTE, unpacked_bytes=2500 * MEBIBYTE, rows=1_048_576, columns=200)
PIECE_ROWS = 10_000
MOST_HEADING_ROWS = 20
REASON_HEAD = "退回原因"
ROW = "row_no"
NO_HEAD = gettext_noop("没有找到表头。表头里应有“姓名”和“证件号码”（或“身份证号”等）两列，请对照模板核对。")


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A sheet whose head was found: its cells, where it stands (from 1), and the rows below it with their numbers."""

    header: list[str]
    header_row: int
    rows: Iterator[tuple[int, list[str]]]


def open_sheet(content: bytes, known: dict[str, str]) -> OpenedSheet:
    """The first sheet with a head. Raises `Refused`: what is wrong with the file, no head, nothing below it."""
    try:
        for rows in stream_spreadsheet(content, LIMITS):
            first = list(islice(rows, MOST_HEADING_ROWS))
            at = find_header(first, known)
            if at is not None:
                return _below(first, at, rows)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error
    raise Refused(NO_HEAD)


def pieces_of(sheet: OpenedSheet) -> Iterator[pl.DataFrame]:
    """The rows that hold anything, in frames of `PIECE_ROWS`: column `row_no`, then `c0`, `c1` … as written.

    Raises `Refused` where the file breaks off on the way.
    """
    names = [ROW, *(f"c{at}" for at in range(len(sheet.header)))]
    schema: dict[str, type[pl.DataType]] = {name: pl.Int64 if name == ROW else pl.String for name in names}
    try:
        while found := list(islice(sheet.rows, PIECE_ROWS)):
            columns = zip(*((number, *cells) for number, cells in found), strict=True)
            yield pl.DataFrame(dict(zip(names, map(list, columns), strict=True)), schema=schema)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error


def as_bytes(frame: pl.DataFrame) -> bytes:
    """A frame, packed."""
    packed = io.BytesIO()
    frame.write_ipc(packed, compression="zstd")
    return packed.getvalue()


def as_frame(packed: bytes) -> pl.DataFrame:
    """The reverse of `as_bytes`."""
    return pl.read_ipc(io.BytesIO(packed))


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a .csv that spreadsheets open in the right encoding, and in which no cell is a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(FORMULA_MARKS) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _below(first: list[list[str]], at: int, rest: Iterator[list[str]]) -> OpenedSheet:
    """The column of reasons of an earlier error sheet, and columns without a head or content at the end, are left out."""
    kept = [place for place, head in enumerate(first[at]) if tidy_head(head) != REASON_HEAD]
    while kept and not first[at][kept[-1]].strip():
        kept.pop()
    numbered = enumerate(chain(first[at + 1 :], rest), start=at + 2)
    rows = ((number, _cells(row, kept)) for number, row in numbered if any(map(str.strip, row)))
    found = next(rows, None)
    if found is None:
        raise Refused("表头下面没有数据。")
    return OpenedSheet([first[at][place].strip() for place in kept], at + 1, chain([found], rows))


def _cells(row: list[str], kept: list[int]) -> list[str]:
    if len(row) == len(kept) == kept[-1] + 1:
        return row
    return [row[place] if place < len(row) else "" for place in kept]
