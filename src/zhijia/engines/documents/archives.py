"""Files that are ZIP archives inside: .docx, .xlsx, .ofd. Bombs, path tricks, macros and passwords are refused. Pure."""

import zlib
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from zhijia.engines.documents.filetypes import DOCX, OFD, XLSX, FileType
from zhijia.lib.sentences import Refused, Sentence

MOST_ENTRIES = 5000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_CONTENT_TYPES = 1024 * 1024
END_RECORD = b"PK\x05\x06"
END_LENGTH = 22
LONGEST_TAIL = END_LENGTH + 65535
LOCAL_HEADER = b"PK\x03\x04"
ENCRYPTED = 1


def ends_as_zip(content: IO[bytes], size: int) -> bool:
    """Whether a ZIP archive ends exactly where the file ends: then some programs will read it as one."""
    content.seek(max(0, size - LONGEST_TAIL))
    tail = content.read()
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < END_LENGTH:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return len(tail) - at == END_LENGTH + comment


def tell_archive(content: IO[bytes], size: int, *, name: str) -> FileType:
    """Which of our kinds an archive is. Raises `Refused` for any other, and for one that is broken or hostile."""
    try:
        with ZipFile(content) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            if min(entry.header_offset for entry in entries) != 0 or not ends_as_zip(content, size):
                raise Refused(Sentence("“{name}”里夹带了另一种文件，不能接收。", {"name": name}))
            kind = _kind_of(archive, name)
            broken = archive.testzip()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise _broken(name) from error
    if broken is not None:
        raise _broken(name)
    return kind


def _broken(name: str) -> Refused:
    return Refused(Sentence("“{name}”已损坏，打不开。请重新保存或重新扫描后再上传。", {"name": name}))


def _check_entries(entries: list[ZipInfo], name: str) -> None:
    values = {"name": name}
    if not entries:
        raise _broken(name)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(Sentence("“{name}”解开后过大，不能接收。", values))
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused(Sentence("“{name}”设了密码，请去掉密码后再上传。", values))
    if any(_leaves_the_archive(entry.orig_filename) for entry in entries):
        raise Refused(Sentence("“{name}”里有越界的路径，不能接收。", values))
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused(Sentence("“{name}”带有宏，请另存为不带宏的 .docx 或 .xlsx 后再上传。", values))


def _leaves_the_archive(path: str) -> bool:
    return path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/")


def _kind_of(archive: ZipFile, name: str) -> FileType:
    names = set(archive.namelist())
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as part:
            types = part.read(MOST_CONTENT_TYPES)
        if b"wordprocessingml.document.main+xml" in types:
            return DOCX
        if b"spreadsheetml.sheet.main+xml" in types:
            return XLSX
    raise Refused(Sentence("“{name}”是压缩包，请解压后逐个上传。", {"name": name}))
