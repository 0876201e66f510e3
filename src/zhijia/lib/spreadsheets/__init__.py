"""Spreadsheets in and out: .xlsx and .csv to rows of strings under caps, rows to a safe and reproducible .xlsx."""

from zhijia.lib.spreadsheets.errors import (
    EncryptedSpreadsheetError,
    MalformedSpreadsheetError,
    OldSpreadsheetError,
    SpreadsheetError,
    SpreadsheetTooLargeError,
    UnknownSpreadsheetError,
)
from zhijia.lib.spreadsheets.limits import Limits
from zhijia.lib.spreadsheets.reading import Sheet, read_spreadsheet
from zhijia.lib.spreadsheets.writing import Cell, SheetToWrite, write_workbook

__all__ = [
    "Cell",
    "EncryptedSpreadsheetError",
    "Limits",
    "MalformedSpreadsheetError",
    "OldSpreadsheetError",
    "Sheet",
    "SheetToWrite",
    "SpreadsheetError",
    "SpreadsheetTooLargeError",
    "UnknownSpreadsheetError",
    "read_spreadsheet",
    "write_workbook",
]
