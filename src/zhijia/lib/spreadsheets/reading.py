"""Reading what a cadre uploads: the kind is told by the content, never by the file's name."""

import csv
import io
from dataclasses import dataclass

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.archive import inspect_workbook
from zhijia.lib.spreadsheets.cells import Loaded, cell_text, has_lost_digits
from zhijia.lib.spreadsheets.errors import (
    EncryptedSpreadsheetError,
    MalformedSpreadsheetError,
    OldSpreadsheetError,
    UnknownSpreadsheetError,
)
from zhijia.lib.spreadsheets.limits import Limits

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (",", "\t", ";", "，")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of strings, all of one length, numbered as the user sees them: `rows[0]` is row 1.

    `lost_digits` are (row, column), counted from 1, of numbers whose last digits the spreadsheet did not keep.
    """

    name: str
    rows: list[list[str]]
    lost_digits: frozenset[tuple[int, int]] = frozenset()


def read_spreadsheet(content: bytes, limits: Limits | None = None) -> list[Sheet]:
    """The visible sheets of an .xlsx, or the one nameless sheet of a .csv (UTF-8, UTF-16 with mark, or GB18030).

    Raises a SpreadsheetError whose sentence tells the user what is wrong and what to do.
    """
    caps = limits or Limits()
    caps.check_file(len(content))
    if content.startswith(ZIP_MAGIC):
        return _read_workbook(content, caps)
    if content.startswith(OLE_MAGIC):
        raise refusal_of_ole(content)
    return [Sheet("", _read_csv(_decoded(content), caps))]


def _read_workbook(content: bytes, limits: Limits) -> list[Sheet]:
    inspect_workbook(content, limits)
    try:
        workbook = load_workbook(io.BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        loaded = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except PasswordError as locked:
        raise refusal_of_password() from locked
    except CalamineError as damage:
        raise MalformedSpreadsheetError(Sentence("文件已损坏，请用Excel或WPS打开后另存一份再上传")) from damage
    return [_sheet(name, rows) for name, rows in loaded]


def _sheet(name: str, loaded: list[list[Loaded]]) -> Sheet:
    lost = frozenset(
        (row_number, column_number)
        for row_number, row in enumerate(loaded, start=1)
        for column_number, value in enumerate(row, start=1)
        if has_lost_digits(value)
    )
    return Sheet(name, _squared([[cell_text(value) for value in row] for row in loaded]), lost)


def _read_csv(text: str, limits: Limits) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    try:
        for row in reader:
            rows.append(row)
            limits.check_sheet(rows=len(rows), columns=len(row))
    except csv.Error as damage:
        raise MalformedSpreadsheetError(
            Sentence("第{n}行的引号不成对或内容过长，请改正后再上传", {"n": reader.line_num})
        ) from damage
    return _squared(rows)


def _decoded(content: bytes) -> str:
    is_utf_16 = content.startswith(UTF_16_MARKS)
    if b"\0" in content and not is_utf_16:
        raise UnknownSpreadsheetError(Sentence("这个文件不是Excel表格，请上传.xlsx或.csv文件"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MalformedSpreadsheetError(Sentence("认不出文件的文字编码，请另存为.xlsx再上传"))


def _delimiter_of(text: str) -> str:
    """The separator that the first line with any content uses most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows padded to one length, without the empty rows at the end."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def refusal_of_ole(content: bytes) -> EncryptedSpreadsheetError | OldSpreadsheetError:
    if ENCRYPTED_STREAM in content:
        return refusal_of_password()
    return OldSpreadsheetError(Sentence("这是旧版Excel文件（.xls），请另存为.xlsx再上传"))


def refusal_of_password() -> EncryptedSpreadsheetError:
    return EncryptedSpreadsheetError(Sentence("文件设有打开密码，请取消密码后再上传"))
