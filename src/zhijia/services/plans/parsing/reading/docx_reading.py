"""Word files: paragraphs with their automatic numbering, and tables, in the order of the document."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from zhijia.lib.sentences import gettext_noop
from zhijia.services.plans.parsing.reading.docx_numbering import Numbering
from zhijia.services.plans.parsing.reading.unreadable import UnreadableDocument

MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_PART: Final = 50 * 1024 * 1024
MAX_PARTS: Final = 5_000
_MAX_TABLE_DEPTH: Final = 4
# What python-docx lets through of a damaged package; lxml's own error for broken XML is a SyntaxError.
_DAMAGE: Final = (
    OpcError,
    SyntaxError,
    KeyError,
    ValueError,
    AttributeError,
    IndexError,
    zipfile.BadZipFile,
    zlib.error,
)


def docx_text(data: bytes) -> str:
    """Paragraphs joined by LF, the cells of a row by TAB; raises UnreadableDocument on anything but a sound .docx."""
    _guard(data)
    try:
        document = Document(io.BytesIO(data))
        numbering = Numbering(document)
        return "\n".join(_blocks(document, numbering))
    except _DAMAGE as error:
        raise UnreadableDocument(
            gettext_noop("这个Word文件已经损坏，请用WPS或Word打开、另存为.docx后再上传。")
        ) from error


def _guard(data: bytes) -> None:
    """Refuse before unpacking: not a zip, no Word body, encrypted, or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(gettext_noop("这不是Word文件（.docx），请用WPS或Word另存为.docx后再上传。")) from error
    if (
        len(parts) > MAX_PARTS
        or any(part.file_size > MAX_PART for part in parts)
        or sum(part.file_size for part in parts) > MAX_UNPACKED
    ):
        raise UnreadableDocument(gettext_noop("这个Word文件解压后过大，不像是一份计划，没有读取。"))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(gettext_noop("这个文件加了密码，请去掉密码后再上传。"))
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnreadableDocument(gettext_noop("这不是Word文件（.docx），请用WPS或Word另存为.docx后再上传。"))


def _blocks(document: DocxDocument, numbering: Numbering) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block, depth=0)
        else:
            yield numbering.label(block) + _paragraph_text(block)


def _paragraph_text(paragraph: Paragraph) -> str:
    """Soft line breaks end a line too; a TAB inside a paragraph is only a gap."""
    return paragraph.text.replace("\t", " ").replace("\r", "\n")


def _rows(table: Table, *, depth: int) -> Iterator[str]:
    for row in table.rows:
        seen: set[int] = set()
        cells = []
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell is listed once for every column it spans
                seen.add(id(cell._tc))
                cells.append(_cell_text(cell, depth=depth))
        yield "\t".join(cells)


def _cell_text(cell: _Cell, *, depth: int) -> str:
    pieces = [" ".join(paragraph.text.split()) for paragraph in cell.paragraphs]
    if depth < _MAX_TABLE_DEPTH:
        pieces += [line.replace("\t", " ") for table in cell.tables for line in _rows(table, depth=depth + 1)]
    return " ".join(piece for piece in pieces if piece)
