"""Marks of state secrets. The product is no place for them: what bears one is refused (services §J, DO-06)."""

import re

_MARK = re.compile(
    r"^[ \t　]*(?:密[ \t　]*级[ \t　]*[：:][ \t　]*)?(?P<mark>绝[ \t　]*密|机[ \t　]*密|秘[ \t　]*密)[ \t　]*"
    r"(?:[★☆*][ \t　]*(?:\d{1,2}[ \t　]*(?:年|个月|月|天)|长[ \t　]*期)?)?[ \t　]*\r?$",
    re.MULTILINE,
)


def find_classified_mark(text: str) -> str:
    """绝密, 机密 or 秘密 where it stands on a line of its own, with or without a term (机密★1年); else empty.

    The words within a sentence, such as 商业秘密, are no mark.
    """
    found = _MARK.search(text)
    return re.sub(r"[ \t　]", "", found["mark"]) if found else ""
