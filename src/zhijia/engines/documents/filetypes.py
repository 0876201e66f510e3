"""The kinds of files that may be attached, and the sentences with which others are refused."""

from dataclasses import dataclass

from zhijia.lib.sentences import gettext_noop

MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: how it is served, which suffixes belong to it (the first is its own), what people call it."""

    content_type: str
    suffixes: tuple[str, ...]
    label: str


PDF = FileType("application/pdf", (".pdf",), "PDF")
PNG = FileType("image/png", (".png",), gettext_noop("PNG 图片"))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), gettext_noop("JPEG 图片"))
DOCX = FileType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), gettext_noop("Word 文档")
)
XLSX = FileType(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), gettext_noop("Excel 表格")
)
OFD = FileType("application/ofd", (".ofd",), gettext_noop("OFD 版式文件"))
TEXT = FileType("text/plain", (".txt", ".text", ".md"), gettext_noop("文本"))
CSV = FileType("text/csv", (".csv",), gettext_noop("CSV 表格"))

ALLOWED = (PDF, PNG, JPEG, DOCX, XLSX, OFD, TEXT, CSV)
ACCEPT = ",".join(suffix for kind in ALLOWED for suffix in kind.suffixes)
LIMIT_WORDS = gettext_noop("PDF、OFD、图片（PNG、JPEG）、Word、Excel、文本，每个不超过 20 MB。可以把文件拖到这里。")
PHOTO_WORDS = gettext_noop("照片（JPEG、PNG），每张不超过 20 MB；照片里记录的地点、时间和手机型号会自动去掉。")

# What a clerk meets most often among the rest, by first bytes, with the way out.
KNOWN_OTHERS: tuple[tuple[bytes, int, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0,
        gettext_noop("“{name}”是旧版 Office 文件，请另存为 .docx 或 .xlsx 后再上传。"),
    ),
    (b"ftyphei", 4, gettext_noop("“{name}”是 HEIC 照片，请在手机里转成 JPEG 后再上传。")),
    (b"Rar!", 0, gettext_noop("“{name}”是压缩包，请解压后逐个上传。")),
    (b"7z\xbc\xaf", 0, gettext_noop("“{name}”是压缩包，请解压后逐个上传。")),
    (b"\x1f\x8b", 0, gettext_noop("“{name}”是压缩包，请解压后逐个上传。")),
    (b"MZ", 0, gettext_noop("“{name}”是程序，不能作为附件。")),
    (b"\x7fELF", 0, gettext_noop("“{name}”是程序，不能作为附件。")),
)
