"""An upload as rows, one after the other, in a bounded amount of memory; and pieces of rows as bytes that can be sealed."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import polars as pl

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.spreadsheets import Limits, SpreadsheetError
from zhijia.lib.spreadsheets.plain import PlainText, plain_text
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
    """A sheet whose head was found: its cells, where it stands (from 1), and the rows below it that hold anything, in frames
    of `PIECE_ROWS`: column `row_no`, then `c0`, `c1` … as written. They raise `Refused` where the file breaks off.
    """

    header: list[str]
    header_row: int
    pieces: Iterator[pl.DataFrame]


def open_sheet(content: bytes, known: dict[str, str]) -> OpenedSheet:
    """The first sheet with a head. Raises `Refused`: what is wrong with the file, no head, nothing below it."""
    try:
        plain = plain_text(content, LIMITS)
        for rows in stream_spreadsheet(content, LIMITS):
            first = list(islice(rows, MOST_HEADING_ROWS))
            at = find_header(first, known)
            if at is not None:
                places = _places(first[at])
                frames = _below(plain, at, places) if plain else _framed(chain(first[at + 1 :], rows), at, places)
                return _opened(first[at], at, places, frames)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error
    raise Refused(NO_HEAD)


def _places(head: list[str]) -> list[int]:
    """The columns that are read: not that of reasons of an earlier error sheet, none without a head at the end."""
    places = [place for place, cell in enumerate(head) if tidy_head(cell) != REASON_HEAD]
    while places and not head[places[-1]].strip():
        places.pop()
    return places


def _opened(head: list[str], at: int, places: list[int], frames: Iterator[pl.DataFrame]) -> OpenedSheet:
    pieces = _cut(frames)
    first = next(pieces, None)
    if first is None:
        raise Refused("表头下面没有数据。")
    return OpenedSheet([head[place].strip() for place in places], at + 1, chain([first], pieces))


def _cut(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in frames of `PIECE_ROWS`."""
    rest = pl.DataFrame()
    try:
        for frame in frames:
            rest = pl.concat([rest, frame]) if rest.height else frame
            while rest.height >= PIECE_ROWS:
                yield rest.head(PIECE_ROWS)
                rest = rest.slice(PIECE_ROWS)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error
    if rest.height:
        yield rest


def _below(plain: PlainText, at: int, places: list[int]) -> Iterator[pl.DataFrame]:
    """The rows below the head of a plain text."""
    for frame in plain.frames(ROW, places):
        yield frame.filter(pl.col(ROW) > at + 1)


def _framed(rows: Iterator[list[str]], at: int, places: list[int]) -> Iterator[pl.DataFrame]:
    """Rows of any other sheet, which come one after the other."""
    names = [ROW, *(f"c{place}" for place in range(len(places)))]
    schema: dict[str, type[pl.DataType]] = {name: pl.Int64 if name == ROW else pl.String for name in names}
    numbered = enumerate(rows, start=at + 2)
    filled = ((number, _cells(row, places)) for number, row in numbered if any(map(str.strip, row)))
    while found := list(islice(filled, PIECE_ROWS)):
        columns = zip(*((number, *cells) for number, cells in found), strict=True)
        yield pl.DataFrame(dict(zip(names, map(list, columns), strict=True)), schema=schema)


def _cells(row: list[str], places: list[int]) -> list[str]:
    if len(row) == len(places) == places[-1] + 1:
        return row
    return [row[place] if place < len(row) else "" for place in places]


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
