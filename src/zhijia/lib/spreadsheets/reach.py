"""How far the cells of a sheet reach, read part by part before anything is built of them.

The loader takes more than what is written well: comments that look like tags, `>` within an attribute, an attribute twice.
A sheet is therefore either written plainly, as nearly every program does, and measured in bulk; or a parser that forgives
nothing measures it, and what that one cannot read is refused.
"""

import re
from collections.abc import Iterable
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.errors import MalformedSpreadsheetError
from zhijia.lib.spreadsheets.limits import MEBIBYTE, Limits

SHEET = b"sheetData"
"""Without this element the loader finds no cell."""
PLAIN = re.compile(rb'<(?:row r="|c r="([A-Z]{1,3}))([0-9]{1,7})"')
OPENER = re.compile(rb"<(?:row|c)[\s/>]")
PREFIXED = re.compile(rb":(?:row|c)[\s/>]")
PLACED = re.compile(rb"r(?<![\w:.-]r)\s*=")
"""Where a place may be said: one for each plain tag, and nowhere else."""
REFERENCE = re.compile(r"\s*([A-Za-z]{0,9})([0-9]{0,20})\s*")


def damaged() -> MalformedSpreadsheetError:
    return MalformedSpreadsheetError(Sentence("文件已损坏，请用Excel或WPS打开后另存一份再上传"))


class PlainReach:
    """What can be told of an entry in bulk: whether it holds cells, whether all are written plainly, and how far they reach."""

    def __init__(self) -> None:
        self.is_sheet = False
        self.is_plain = True
        self.rows = 0
        self.columns = 0
        self._rest = b""

    def read(self, part: bytes) -> None:
        """Take in the next part. A plain tag holds no `>` before its place: none is cut in two."""
        text = self._rest + part
        end = text.rfind(b">") + 1
        self._rest = text[end:]
        self.is_sheet = self.is_sheet or SHEET in text
        self._measure(text[:end])
        if len(self._rest) > MEBIBYTE:
            self.is_plain, self._rest = False, self._rest[-len(SHEET) :]

    def check(self, limits: Limits) -> None:
        """SpreadsheetTooLargeError when a cell lies too far out."""
        limits.check_sheet(rows=self.rows, columns=self.columns)

    def _measure(self, text: bytes) -> None:
        found = PLAIN.findall(text)
        if not len(found) == len(OPENER.findall(text)) == len(PLACED.findall(text)) or PREFIXED.search(text):
            self.is_plain = False
        if found:
            columns, rows = ({place[at] for place in found} for at in (0, 1))
            self.rows = max(self.rows, *map(int, rows))
            self.columns = max(self.columns, *(_column_number(letters.decode()) for letters in columns))


def check_strictly(parts: Iterable[bytes], limits: Limits) -> None:
    """Measure a sheet that is not written plainly. Raises what is too far out, what is not well-formed, what declares entities."""
    parser = ParserCreate()
    reach = _StrictReach(limits)
    parser.StartElementHandler = reach.open_element
    parser.StartDoctypeDeclHandler = _refuse_type
    try:
        for part in parts:
            parser.Parse(part, False)
        parser.Parse(b"", True)
    except ExpatError as damage:
        raise damaged() from damage


class _StrictReach:
    """The place of the last cell; one without a reference stands behind the one before."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._row = 0
        self._column = 0

    def open_element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row, self._column = self._row + 1, 0
        elif kind == "c":
            self._column += 1
        else:
            return
        if "r" in attributes:
            self._place(attributes["r"], is_row=kind == "row")
        self._limits.check_sheet(rows=self._row, columns=self._column)

    def _place(self, said: str, *, is_row: bool) -> None:
        reference = REFERENCE.fullmatch(said)
        if reference is None or not reference[2]:
            raise damaged()
        self._row = int(reference[2])
        if not is_row:
            self._column = _column_number(reference[1])


def _refuse_type(*_declared: object) -> NoReturn:
    raise damaged()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
