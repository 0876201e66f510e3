"""Text as people type and paste it, made fit to store and compare: full-width digits, stray and invisible spaces."""

import re

FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
HALF_WIDTH_ALWAYS = {code: half for code, half in FULL_WIDTH.items() if chr(half).isalnum()}
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
SPACES = re.compile(r"[\s\u3000\u00a0]+")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
SPACE_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
MIDDLE_DOT = "·"
DOTS = ".．·•‧∙⋅・･"
"""What stands between the parts of a name, as it is typed; `MIDDLE_DOT` is the one of identity cards."""
_DOT_IN_NAME = re.compile(rf"(?<=[{HAN}]) ?[{DOTS}] ?(?=[{HAN}])")


def half_width(text: str) -> str:
    """Full-width digits and Latin letters as half-width; Chinese punctuation stays."""
    return text.translate(HALF_WIDTH_ALWAYS)


def tidy_text(text: str) -> str:
    """A name or a sentence: half-width, no invisible characters, single spaces, none between two Han characters."""
    single = SPACES.sub(" ", half_width(text).translate(INVISIBLE)).strip()
    return SPACE_BESIDE_HAN.sub("", single)


def tidy_name(text: str) -> str:
    """A person's name: tidy, and with one dot between its parts, whichever was typed."""
    return _DOT_IN_NAME.sub(MIDDLE_DOT, tidy_text(text))


def tidy_code(text: str) -> str:
    """An identifier: all full-width ASCII as half-width, upper case, no space anywhere."""
    return SPACES.sub("", text.translate(FULL_WIDTH).translate(INVISIBLE)).upper()
