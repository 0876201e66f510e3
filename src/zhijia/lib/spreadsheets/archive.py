"""A look into an .xlsx before it is loaded: real sizes after decompression, and how far its cells reach.

The loader builds each sheet as a full rectangle, so a single cell in XFD1048576 would ask for 17 thousand million
cells; and the sizes that an archive declares may lie. Both are therefore measured here, in one bounded pass.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.errors import MalformedSpreadsheetError, UnknownSpreadsheetError
from zhijia.lib.spreadsheets.limits import MEBIBYTE, Limits

MOST_ENTRIES = 2_000
LOCAL_HEADER = struct.Struct("<4s22xHH")
TAG = re.compile(rb"""<(?:[A-Za-z_][\w.-]*:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)""")
REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,3})([0-9]{1,9})""")
PLAIN = re.compile(rb'<(?:row r="|c r="([A-Z]{1,3}))([0-9]{1,7})"')
PREFIXED = re.compile(rb":(?:row|c)[\s/>]")
"""Tags as nearly every program writes them, and tags that look otherwise."""


def inspect_workbook(content: bytes, limits: Limits) -> None:
    """Raise what forbids loading the workbook; return nothing when it is safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as damage:
        raise _damaged() from damage
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnknownSpreadsheetError(Sentence("这个文件不是Excel表格，请上传.xlsx或.csv文件"))
    if len(entries) > MOST_ENTRIES:
        raise _damaged()
    unpacked = 0
    for entry in entries:
        extent = _Extent(limits)
        for part in _unpacked(content, entry):
            unpacked += len(part)
            limits.check_unpacked(unpacked)
            extent.read(part)


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real bytes of an entry in parts of at most a mebibyte, whatever size the archive declares."""
    packed = memoryview(content)[_data_offset(content, entry) :][: entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise _damaged()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = packed
    while not inflater.eof:
        try:
            part = inflater.decompress(pending, MEBIBYTE)
        except zlib.error as damage:
            raise _damaged() from damage
        if not part:
            break
        yield part
        pending = inflater.unconsumed_tail


def _data_offset(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the data of an entry begin: after the local header, whose length only the header itself knows."""
    try:
        signature, name_length, extra_length = LOCAL_HEADER.unpack_from(content, entry.header_offset)
    except struct.error as damage:
        raise _damaged() from damage
    if signature != b"PK\x03\x04":
        raise _damaged()
    return entry.header_offset + LOCAL_HEADER.size + int(name_length) + int(extra_length)


class _Extent:
    """How far the cells of one entry reach, read part by part."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rest = b""
        self._row = 0
        self._column = 0

    def read(self, part: bytes) -> None:
        """Take in the next part; SpreadsheetTooLargeError as soon as a cell lies too far out."""
        text = self._rest + part
        end = text.rfind(b">") + 1
        self._rest = text[end:][-MEBIBYTE:]
        if not self._is_plain(text[:end]):
            for tag in TAG.finditer(text, 0, end):
                self._place(tag[1] == b"row", REFERENCE.search(tag[2]))

    def _is_plain(self, text: bytes) -> bool:
        """Whether every row and cell is written in the plain way; then they are read, in a fifth of the time."""
        found = PLAIN.findall(text)
        if len(found) != text.count(b"<row") + text.count(b"<c") or PREFIXED.search(text):
            return False
        if found:
            columns, rows = ({place[at] for place in found} for at in (0, 1))
            self._limits.check_sheet(rows=max(map(int, rows)), columns=max(map(_column_number, columns)))
            self._row, self._column = int(found[-1][1]), _column_number(found[-1][0])
        return True

    def _place(self, is_row: bool, reference: re.Match[bytes] | None) -> None:
        if is_row:
            self._row, self._column = int(reference[2]) if reference else self._row + 1, 0
        elif reference:
            self._row, self._column = int(reference[2]), _column_number(reference[1])
        else:
            self._column += 1
        self._limits.check_sheet(rows=self._row, columns=self._column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged() -> MalformedSpreadsheetError:
    return MalformedSpreadsheetError(Sentence("文件已损坏，请用Excel或WPS打开后另存一份再上传"))
