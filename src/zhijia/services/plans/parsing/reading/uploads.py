"""An uploaded file as plain text: .txt in the encodings of Chinese offices, .docx with its tables."""

from pathlib import PurePath
from typing import Final

from zhijia.lib.sentences import gettext_noop
from zhijia.services.plans.parsing.reading.docx_reading import docx_text
from zhijia.services.plans.parsing.reading.unreadable import UnreadableDocument

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_CHARACTERS: Final = 2_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0"
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read_document(data: bytes, filename: str) -> str:
    """The text of an upload, paragraphs joined by LF, cells of a table row by TAB.

    Raises UnreadableDocument, whose text is a sentence for the user, when the file is not what its name says, is damaged,
    or would unpack to more than a plan can hold.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(gettext_noop("文件超过20MB，请删去图片或拆分后再上传。"))
    suffix = PurePath(filename).suffix.lower()
    if suffix == ".docx":
        return _bounded(docx_text(data))
    if suffix in (".doc", ".wps") or data.startswith(_OLE):
        raise UnreadableDocument(gettext_noop("这是旧版Word或WPS文件，请用WPS或Word另存为.docx后再上传。"))
    if suffix not in (".txt", ""):
        raise UnreadableDocument(gettext_noop("只能读取.docx和.txt文件，请另存为其中一种后再上传。"))
    return _bounded(_plain_text(data))


def _bounded(text: str) -> str:
    if not text.strip():
        raise UnreadableDocument(gettext_noop("文件里没有文字；如果是扫描件，请先识别成文字再上传。"))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDocument(gettext_noop("文件里的文字超过200万字，请拆分后再上传。"))
    return text


def _plain_text(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableDocument(
            gettext_noop("这个文件的扩展名是.txt，内容却是压缩包或Word文件，请改正扩展名后再上传。")
        )
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableDocument(gettext_noop("这不是文本文件，请另存为.docx或.txt后再上传。"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    """By byte-order mark, else UTF-8, else GB18030 (what older office machines write)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], (encoding,))
    return _strictly(data, ("utf-8", "gb18030"))


def _strictly(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(gettext_noop("看不懂这个文本文件的编码，请另存为UTF-8编码后再上传。"))
