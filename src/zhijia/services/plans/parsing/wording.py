"""Word lists as regular expressions."""

from typing import Final

HAN: Final = r"[\u4e00-\u9fff]"
DAY: Final = (
    r"(?P<year>(?:19|20)\d{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}) ?年 ?"
    r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月 ?"
    r"(?P<day>\d{1,2}|[一二三]?十?[一二三四五六七八九]|[二三]?十) ?日"
)
CLAUSE: Final = r"[^，。；]"


def any_of(words: str) -> str:
    """An alternation of the blank-separated words, longest first; each may itself be a pattern such as 位(?!于)."""
    return "(?:" + "|".join(sorted(words.split(), key=lambda word: (-len(word.split("(?")[0]), word))) + ")"
