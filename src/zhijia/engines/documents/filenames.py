"""Names of uploaded files: what is kept of them, and which are refused. Pure."""

import unicodedata
from pathlib import PurePosixPath

from zhijia.lib.sentences import Refused, Sentence

MOST_CHARACTERS = 200
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_filename(given: str) -> str:
    """The name to keep, in composed form and cut to 200 characters before its suffix.

    Refused: no name, a path, characters that cannot be seen (among them those that turn the reading direction).
    """
    name = unicodedata.normalize("NFC", given).strip()
    if not name or name.strip(".") == "":
        raise Refused("文件没有名字，请改名后再上传。")
    if "/" in name or "\\" in name or any(unicodedata.category(sign) in HIDDEN_CATEGORIES for sign in name):
        shown = "".join(sign if unicodedata.category(sign) not in HIDDEN_CATEGORIES else "?" for sign in name)
        raise Refused(Sentence("文件名“{name}”里有路径或看不见的字符，请改名后再上传。", {"name": shown[:80]}))
    suffix = suffix_of(name)
    return name if len(name) <= MOST_CHARACTERS else name[: MOST_CHARACTERS - len(suffix)] + suffix


def suffix_of(name: str) -> str:
    """`.pdf` of `报告.PDF`; empty when there is none or it is no suffix at all."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if 1 < len(suffix) <= 6 and suffix.isascii() else ""
