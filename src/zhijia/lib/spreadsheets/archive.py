"""A look into an .xlsx before it is loaded: real sizes after decompression, and how far its cells reach.

The loader builds each sheet as a full rectangle, so a single cell in XFD1048576 would ask for 17 thousand million
cells; and the sizes that an archive declares may lie. Both are therefore measured here, in one bounded pass.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.errors import UnknownSpreadsheetError
from zhijia.lib.spreadsheets.limits import MEBIBYTE, Limits
from zhijia.lib.spreadsheets.reach import PlainReach, check_strictly, damaged

MOST_ENTRIES = 2_000
LOCAL_HEADER = struct.Struct("<4s22xHH")


def inspect_workbook(content: bytes, limits: Limits) -> None:
    """Raise what forbids loading the workbook; return nothing when it is safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as damage:
        raise damaged() from damage
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnknownSpreadsheetError(Sentence("这个文件不是Excel表格，请上传.xlsx或.csv文件"))
    if len(entries) > MOST_ENTRIES:
        raise damaged()
    unpacked = 0
    for entry in entries:
        reach = PlainReach()
        for part in _unpacked(content, entry):
            unpacked += len(part)
            limits.check_unpacked(unpacked)
            reach.read(part)
        if reach.is_sheet and reach.is_plain:
            reach.check(limits)
        elif reach.is_sheet:
            check_strictly(_unpacked(content, entry), limits)


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real bytes of an entry in parts of at most a mebibyte, whatever size the archive declares."""
    packed = memoryview(content)[_data_offset(content, entry) :][: entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged()
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = packed
    while not inflater.eof:
        try:
            part = inflater.decompress(pending, MEBIBYTE)
        except zlib.error as damage:
            raise damaged() from damage
        if not part:
            break
        yield part
        pending = inflater.unconsumed_tail


def _data_offset(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the data of an entry begin: after the local header, whose length only the header itself knows."""
    try:
        signature, name_length, extra_length = LOCAL_HEADER.unpack_from(content, entry.header_offset)
    except struct.error as damage:
        raise damaged() from damage
    if signature != b"PK\x03\x04":
        raise damaged()
    return entry.header_offset + LOCAL_HEADER.size + int(name_length) + int(extra_length)
