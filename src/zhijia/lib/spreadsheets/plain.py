"""Text without quotes, as most programs write it: its cells are cut by the column, which takes a fifth of cutting them row by row.

Whatever stands here is read as `stream_spreadsheet` reads it; a test holds the two together.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.errors import MalformedSpreadsheetError
from zhijia.lib.spreadsheets.limits import MEBIBYTE, Limits
from zhijia.lib.spreadsheets.reading import OLE_MAGIC, UTF_16_MARKS, ZIP_MAGIC
from zhijia.lib.spreadsheets.streaming import delimiter_of, encoding_of

BLOCK = 4 * MEBIBYTE
LINE = "line"
EMPTY = r"^[\s\u001c-\u001f{delimiter}]*$"
"""A line in which nothing stands, as `str.strip` sees it."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A sheet whose lines are its rows, and whose cells hold no separator."""

    content: bytes
    encoding: str
    delimiter: str
    limits: Limits

    def frames(self, row: str, places: Sequence[int]) -> Iterator[pl.DataFrame]:
        """The lines that hold anything, some thousands at a time: column `row` with their numbers, from 1, then `c0`, `c1` …,
        the cells at these places, empty where the line ends before. Raises a SpreadsheetError on the way.
        """
        names = [f"c{at}" for at in range(len(places))]
        width, number = max(places) + 1, 1
        empty = EMPTY.format(delimiter=self.delimiter)
        for text in self._blocks():
            lines = pl.Series(LINE, [text]).str.split("\n").explode().str.strip_suffix("\r").to_frame()
            self._check(lines[LINE], above=number - 1)
            numbered = lines.with_row_index(row, offset=number).filter(~pl.col(LINE).str.contains(empty))
            number += lines.height
            cells = numbered[LINE].str.split_exact(self.delimiter, width - 1).struct.unnest()
            kept = cells.select(
                pl.nth(place).fill_null("").alias(name) for place, name in zip(places, names, strict=True)
            )
            yield kept.insert_column(0, numbered[row].cast(pl.Int64))

    def _blocks(self) -> Iterator[str]:
        """Whole lines, without the end of the last one."""
        is_marked = self.encoding == "utf-8" and self.content.startswith(codecs.BOM_UTF8)
        at = len(codecs.BOM_UTF8) if is_marked else 0
        while at < len(self.content):
            end = self.content.rfind(b"\n", at, at + BLOCK)
            if end < 0:
                end = self.content.find(b"\n", at + BLOCK)
            end = len(self.content) if end < 0 else end
            yield self.content[at:end].decode(self.encoding)
            at = end + 1

    def _check(self, lines: pl.Series, *, above: int) -> None:
        columns = lines.str.count_matches(self.delimiter, literal=True).max()
        self.limits.check_sheet(rows=above + len(lines), columns=int(str(columns)) + 1)
        longest = csv.field_size_limit()
        for at in lines.str.len_chars().gt(longest).arg_true():
            if max(map(len, lines[at].split(self.delimiter))) > longest:
                raise MalformedSpreadsheetError(
                    Sentence("第{n}行的引号不成对或内容过长，请改正后再上传", {"n": above + at + 1})
                )


def plain_text(content: bytes, limits: Limits) -> PlainText | None:
    """None for a workbook, and for text with quotes or odd ends of lines. Raises a SpreadsheetError: size, no known encoding."""
    limits.check_file(len(content))
    is_odd = content.startswith((ZIP_MAGIC, OLE_MAGIC, *UTF_16_MARKS)) or b'"' in content
    if is_odd or content.count(b"\r") != content.count(b"\r\n"):
        return None
    encoding = encoding_of(content).removesuffix("-sig")
    return PlainText(content, encoding, delimiter_of(content, encoding), limits)
