"""How personal data is hidden in a text that hangs where everybody reads it (services §0.2, §H4)."""

import re
from collections.abc import Iterable

from zhijia.lib.masks import mask_id_number, mask_name, mask_phone

ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")


def mask_text(text: str, *, names: Iterable[str] = ()) -> str:
    """The text with numbers of identity cards and mobile phones hidden, and these names; longer names before shorter ones."""
    hidden = ID_NUMBER.sub(lambda found: mask_id_number(found[0]), text)
    hidden = PHONE.sub(lambda found: mask_phone(found[0]), hidden)
    for name in sorted(filter(None, names), key=len, reverse=True):
        hidden = hidden.replace(name, mask_name(name))
    return hidden
