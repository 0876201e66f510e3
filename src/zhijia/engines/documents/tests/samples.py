"""Files of every kind, made byte by byte."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    pixels = zlib.compress(b"\x00\xff\xff" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2, *, trailer: bytes = b"") -> bytes:
    frame = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00"
    segments = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    segments += b"\xff\xc0" + (len(frame) + 2).to_bytes(2, "big") + frame
    return b"\xff\xd8" + segments + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9" + trailer


def archive(parts: dict[str, bytes], *, prefix: bytes = b"") -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as writer:
        for name, body in parts.items():
            writer.writestr(name, body)
    return prefix + buffer.getvalue()


def docx(**parts: bytes) -> bytes:
    return archive({"[Content_Types].xml": WORD, "word/document.xml": b"<w/>", **parts})


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": SHEET, "xl/workbook.xml": b"<x/>"})


def ofd() -> bytes:
    return archive({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})


def with_password(content: bytes) -> bytes:
    """The same archive, its entries marked as encrypted."""
    marked = bytearray(content)
    for signature, flags_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + flags_at] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)
