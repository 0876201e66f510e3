"""What a file is, told from its bytes and never from its name. Pure: bytes in, a type or a refusal out."""

import zlib
from typing import IO

from zhijia.engines.documents.archives import LOCAL_HEADER, ends_as_zip, tell_archive
from zhijia.engines.documents.filenames import suffix_of
from zhijia.engines.documents.filetypes import (
    ALLOWED,
    CSV,
    JPEG,
    KNOWN_OTHERS,
    MOST_BYTES,
    PDF,
    PNG,
    TEXT,
    FileType,
)
from zhijia.lib.sentences import Refused, Sentence

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
PDF_TAIL = 2048
MOST_PIXELS = 250_000_000
STANDALONE_MARKERS = {0x01, *range(0xD0, 0xD8)}
FRAME_MARKERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN_MARKER = 0xDA
TEXT_CONTROLS = {"\t", "\n", "\r", "\f"}


class Damaged(Exception):
    """The bytes begin as one kind and do not go on as it."""


def inspect(content: IO[bytes], *, name: str, size: int) -> FileType:
    """The type of a file. Raises `Refused`: empty, too large, damaged, two kinds in one, not allowed, misnamed."""
    values = {"name": name}
    if size == 0:
        raise Refused(Sentence("“{name}”是空文件。", values))
    if size > MOST_BYTES:
        raise Refused(Sentence("“{name}”超过 20 MB，请压缩图片或拆分后再上传。", values))
    try:
        kind = _tell(content, name=name, size=size)
    except Damaged as error:
        raise Refused(Sentence("“{name}”已损坏，打不开。请重新保存或重新扫描后再上传。", values)) from error
    if kind in (PDF, PNG, JPEG, TEXT) and ends_as_zip(content, size):
        raise Refused(Sentence("“{name}”里夹带了另一种文件，不能接收。", values))
    return _agreed(kind, name)


def _tell(content: IO[bytes], *, name: str, size: int) -> FileType:
    content.seek(0)
    head = content.read(16)
    if head.startswith(LOCAL_HEADER):
        return tell_archive(content, size, name=name)
    if head.startswith(PNG_SIGNATURE):
        _check_png(content)
        return PNG
    if head.startswith(JPEG_START):
        _check_jpeg(content)
        return JPEG
    if head.startswith(PDF_START):
        _check_pdf(content, size)
        return PDF
    for signature, at, sentence in KNOWN_OTHERS:
        if head[at:].startswith(signature):
            raise Refused(Sentence(sentence, {"name": name}))
    _check_text(content, name=name)
    return TEXT


def _agreed(kind: FileType, name: str) -> FileType:
    """The type, if the name does not claim another. Text has no signature: there the name chooses between two."""
    suffix = suffix_of(name)
    if kind is TEXT and suffix in CSV.suffixes:
        return CSV
    if not suffix or suffix in kind.suffixes:
        return kind
    claims = next((other for other in ALLOWED if suffix in other.suffixes), None)
    if claims is None and kind is TEXT:
        raise Refused(Sentence("不能接收 {suffix} 文件。", {"suffix": suffix}))
    words = {"name": name, "kind": Sentence(kind.label), "suffix": kind.suffixes[0]}
    raise Refused(Sentence("“{name}”的内容是{kind}，名字却不是 {suffix}。请改成正确的后缀后再上传。", words))


def _check_pdf(content: IO[bytes], size: int) -> None:
    content.seek(max(0, size - PDF_TAIL))
    if PDF_END not in content.read():
        raise Damaged


def _check_png(content: IO[bytes]) -> None:
    """Walk every chunk to the end of the file; each carries its own checksum."""
    content.seek(len(PNG_SIGNATURE))
    is_first = True
    while True:
        length, kind = int.from_bytes(_exactly(content, 4), "big"), _exactly(content, 4)
        if length > MOST_BYTES or is_first != (kind == b"IHDR"):
            raise Damaged
        body = _exactly(content, length)
        if zlib.crc32(kind + body) != int.from_bytes(_exactly(content, 4), "big"):
            raise Damaged
        if is_first:
            _check_pixels(int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))
        is_first = False
        if kind == b"IEND":
            break
    if content.read(1):
        raise Damaged


def _check_jpeg(content: IO[bytes]) -> None:
    """Walk the segments to the first scan, then look for the end mark. Phones add previews after it: those may stay."""
    content.seek(2)
    has_frame = False
    while True:
        fill, marker = _exactly(content, 1)[0], _exactly(content, 1)[0]
        if fill != 0xFF:
            raise Damaged
        while marker == 0xFF:
            marker = _exactly(content, 1)[0]
        if marker in STANDALONE_MARKERS:
            continue
        length = int.from_bytes(_exactly(content, 2), "big")
        if length < 2:
            raise Damaged
        body = _exactly(content, length - 2)
        if marker in FRAME_MARKERS:
            _check_pixels(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
            has_frame = True
        if marker == SCAN_MARKER:
            break
    if not has_frame or JPEG_END not in content.read():
        raise Damaged


def _check_pixels(width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise Damaged
    if width * height > MOST_PIXELS:
        raise Refused("图片的像素过多，请缩小后再上传。")


def _check_text(content: IO[bytes], *, name: str) -> None:
    content.seek(0)
    text = _decoded(content.read())
    if text is None or any(sign < " " and sign not in TEXT_CONTROLS for sign in text):
        raise Refused(Sentence("“{name}”不是可以接收的文件类型。", {"name": name}))


def _decoded(raw: bytes) -> str | None:
    """Text in the encodings that offices write: UTF-8, UTF-16 with its mark, GB 18030."""
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _exactly(content: IO[bytes], count: int) -> bytes:
    found = content.read(count)
    if len(found) != count:
        raise Damaged
    return found
