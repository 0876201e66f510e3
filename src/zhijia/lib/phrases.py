"""Words put together with the marks of the language: 甲、乙 is "A, B" in English, 甲（乙） is "A (B)"."""

from collections.abc import Callable, Iterable

from zhijia.lib.sentences import gettext_noop

Translate = Callable[[str], str]
BETWEEN_WORDS = gettext_noop("、")
BETWEEN_CLAUSES = gettext_noop("；")
FULL_STOPS = "。."
NOTED = gettext_noop("{what}（{note}）")
TITLED = gettext_noop("{title}：{text}")


def listed(words: Iterable[str], translate: Translate) -> str:
    """Words one after the other."""
    return translate(BETWEEN_WORDS).join(words)


def clauses(texts: Iterable[str], translate: Translate) -> str:
    """Texts that may hold commas themselves; of whole sentences the last keeps its full stop."""
    *first, last = list(texts) or [""]
    return translate(BETWEEN_CLAUSES).join([*(text.rstrip(FULL_STOPS) for text in first), last])


def noted(what: str, note: str, translate: Translate) -> str:
    """Something with a note in brackets; without brackets where there is no note."""
    return translate(NOTED).format(what=what, note=note) if note else what


def titled(title: str, text: str, translate: Translate) -> str:
    """A text under its short title."""
    return translate(TITLED).format(title=title, text=text)
