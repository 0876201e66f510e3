"""Writing a workbook that is safe to open and the same byte for byte for the same rows."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter  # type: ignore[import-untyped]

from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import SHANGHAI
from zhijia.lib.spreadsheets.cells import EXACT_DIGITS

Cell = str | int | float | Decimal | date | datetime | bool | None

FIXED_CREATION = datetime(2000, 1, 1)  # noqa: DTZ001  (xlsxwriter takes naive UTC; a fixed one keeps the bytes equal)
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_767
CUT_MARK = gettext_noop("……（内容过长，已截断）")
ROWS_MEASURED = 200
NARROWEST, WIDEST = 8, 60


@dataclass(frozen=True, slots=True)
class SheetToWrite:
    """A sheet with a header row. `widths` are columns' widths in characters; absent, they follow the content."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] | None = None
    footer: str = ""
    """Printed at the foot of every page."""


LONGEST_FOOTER = 200
"""Excel keeps 255 characters of a footer, with its own marks."""


def write_workbook(sheets: Sequence[SheetToWrite]) -> bytes:
    """The bytes of an .xlsx; rows are written as they come, so that long lists cost no memory.

    No text is ever a formula: what begins like one is stored as quoted text. Numbers of more than fifteen digits
    become text, moments are shown in Shanghai time, text over a cell's capacity is cut with a visible mark.
    ValueError for a naive moment.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"created": FIXED_CREATION})
        styles = _Styles(workbook)
        for sheet in sheets:
            _write_sheet(workbook.add_worksheet(sheet.name), sheet, styles)
    return target.getvalue()


class _Styles:
    """The few formats that all sheets share."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        look = {"bold": True, "bg_color": "#E4E1DA", "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.header = workbook.add_format(look)
        self.quoted = workbook.add_format({"quote_prefix": True})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


def _write_sheet(worksheet: xlsxwriter.worksheet.Worksheet, sheet: SheetToWrite, styles: _Styles) -> None:
    if sheet.footer:
        worksheet.set_footer(f"&L{sheet.footer.replace('&', '&&')[:LONGEST_FOOTER]}")
    for column, title in enumerate(sheet.header):
        worksheet.write_string(0, column, title, styles.header)
    widths = [_shown_width(title) for title in sheet.header]
    last_row = 0
    for last_row, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(worksheet, (last_row, column), value, styles)
        if last_row <= ROWS_MEASURED:
            widths = _widened(widths, row)
    for column, width in enumerate(sheet.widths or widths):
        worksheet.set_column(column, column, max(NARROWEST, min(width + 2, WIDEST)))
    worksheet.freeze_panes(1, 0)
    if last_row and sheet.header:
        worksheet.autofilter(0, 0, last_row, len(sheet.header) - 1)


def _write_cell(
    worksheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], value: Cell, styles: _Styles
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        worksheet.write_boolean(*place, value)
    elif isinstance(value, int | float | Decimal) and abs(value) < 10**EXACT_DIGITS:
        worksheet.write_number(*place, value)
    elif isinstance(value, datetime):
        worksheet.write_datetime(*place, _in_shanghai(value), styles.moment)
    elif isinstance(value, date):
        worksheet.write_datetime(*place, value, styles.day)
    else:
        text = _fitted(str(value))
        worksheet.write_string(*place, text, styles.quoted if text.startswith(FORMULA_MARKS) else None)


def _in_shanghai(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"naive moment {moment!r}")
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def _fitted(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT_MARK)] + CUT_MARK


def _widened(widths: list[int], row: Sequence[Cell]) -> list[int]:
    shown = [0 if value is None else _shown_width(str(value)) for value in row]
    shown += [0] * (len(widths) - len(shown))
    widths = widths + [0] * (len(shown) - len(widths))
    return [max(pair) for pair in zip(widths, shown, strict=True)]


def _shown_width(text: str) -> int:
    """Width in Latin characters of the longest line: a Chinese character takes two."""
    return max((sum(1 if character < "\u2e80" else 2 for character in line) for line in text.splitlines()), default=0)
