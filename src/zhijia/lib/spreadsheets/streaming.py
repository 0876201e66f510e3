"""Reading sheets of a million rows, row after row: the same files, caps and sentences as `read_spreadsheet`."""

import codecs
import csv
import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.archive import inspect_workbook
from zhijia.lib.spreadsheets.cells import Loaded, cell_text, has_lost_digits
from zhijia.lib.spreadsheets.errors import MalformedSpreadsheetError, UnknownSpreadsheetError
from zhijia.lib.spreadsheets.limits import MEBIBYTE, Limits
from zhijia.lib.spreadsheets.reading import (
    DELIMITERS,
    OLE_MAGIC,
    UTF_16_MARKS,
    ZIP_MAGIC,
    refusal_of_ole,
    refusal_of_password,
)

HEADING_LINES = 20
Rows = Iterator[list[str]]
LOST_MARK = "（位数已丢失）"
"""Stands behind a number of which the spreadsheet did not keep the last digits."""


def stream_spreadsheet(content: bytes, limits: Limits) -> Iterator[Rows]:
    """For each visible sheet its rows from the first on. Rows are as long as they are written.

    Raises a SpreadsheetError, also on the way.
    """
    limits.check_file(len(content))
    if content.startswith(ZIP_MAGIC):
        yield from _sheets_of_workbook(content, limits)
    elif content.startswith(OLE_MAGIC):
        raise refusal_of_ole(content)
    else:
        yield _rows_of_text(content, limits)


def _sheets_of_workbook(content: bytes, limits: Limits) -> Iterator[Rows]:
    inspect_workbook(content, limits)
    try:
        workbook = load_workbook(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                yield _rows_of_sheet(workbook.get_sheet_by_name(sheet.name))
    except PasswordError as locked:
        raise refusal_of_password() from locked
    except CalamineError as damage:
        raise MalformedSpreadsheetError(Sentence("文件已损坏，请用Excel或WPS打开后另存一份再上传")) from damage


def _rows_of_sheet(sheet: CalamineSheet) -> Rows:
    above = sheet.start[0] if sheet.start else 0
    yield from ([] for _ in range(above))
    for row in sheet.iter_rows():
        yield [cell if type(cell) is str else _text(cell) for cell in row]


def _text(cell: Loaded) -> str:
    return cell_text(cell) + (LOST_MARK if has_lost_digits(cell) else "")


def _rows_of_text(content: bytes, limits: Limits) -> Rows:
    encoding = encoding_of(content)
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter_of(content, encoding), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if number > limits.rows or len(row) > limits.columns:
                limits.check_sheet(rows=number, columns=len(row))
            yield row
    except csv.Error as damage:
        raise MalformedSpreadsheetError(
            Sentence("第{n}行的引号不成对或内容过长，请改正后再上传", {"n": reader.line_num})
        ) from damage


def delimiter_of(content: bytes, encoding: str) -> str:
    """The separator that the first lines use most: above the head may stand a title without any."""
    text = io.TextIOWrapper(io.BytesIO(content[:MEBIBYTE]), encoding, errors="ignore").read()
    lines = "\n".join(text.splitlines()[:HEADING_LINES])
    return max(DELIMITERS, key=lines.count)


def encoding_of(content: bytes) -> str:
    """The encoding in which a text reads. Raises a SpreadsheetError where there is none, or where it is no text."""
    is_utf_16 = content.startswith(UTF_16_MARKS)
    if b"\0" in content and not is_utf_16:
        raise UnknownSpreadsheetError(Sentence("这个文件不是Excel表格，请上传.xlsx或.csv文件"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "gb18030"):
        if _decodes(content, encoding):
            return encoding
    raise MalformedSpreadsheetError(Sentence("认不出文件的文字编码，请另存为.xlsx再上传"))


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), MEBIBYTE):
            decoder.decode(content[start : start + MEBIBYTE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
