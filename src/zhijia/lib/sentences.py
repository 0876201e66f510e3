"""Sentences for people, said on floors that know no translation.

The Chinese source text is the message id. A floor without Django only names it; the page translates it when it is
shown. Extraction looks for the literal first argument of `Sentence` and of `gettext_noop`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from zhijia.lib.shanghai import SHANGHAI


def gettext_noop(msgid: str) -> str:
    """Mark a Chinese source text for extraction and return it unchanged."""
    return msgid


DAY_FORM = gettext_noop("{year}年{month}{day}日")
MOMENT_FORM = gettext_noop("{year}年{month}{day}日{hour:02d}:{minute:02d}")
MONTHS = (
    gettext_noop("1月"),
    gettext_noop("2月"),
    gettext_noop("3月"),
    gettext_noop("4月"),
    gettext_noop("5月"),
    gettext_noop("6月"),
    gettext_noop("7月"),
    gettext_noop("8月"),
    gettext_noop("9月"),
    gettext_noop("10月"),
    gettext_noop("11月"),
    gettext_noop("12月"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id with `{name}` places and the values that fill them.

    Values may be sentences themselves; dates and moments are written in the form of the language.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said_in(gettext_noop)

    def said_in(self, translate: Callable[[str], str]) -> str:
        """The finished sentence in the language of `translate` (a gettext function)."""
        filled = {name: _said(value, translate) for name, value in self.values.items()}
        return translate(self.msgid).format(**filled)


LANGUAGE = gettext_noop("中文")
"""What the language of the sentences calls itself: whoever keeps a name in two languages chooses by it."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name that a file keeps in both languages, as part of a sentence."""

    zh: str
    en: str

    def said_in(self, translate: Callable[[str], str]) -> str:
        """The name in the language of `translate`."""
        return self.zh if translate(LANGUAGE) == LANGUAGE else self.en


def _said(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Sentence | Bilingual):
        return value.said_in(translate)
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI)
        return translate(MOMENT_FORM).format(**_parts(local, translate), hour=local.hour, minute=local.minute)
    if isinstance(value, date):
        return translate(DAY_FORM).format(**_parts(value, translate))
    return value


def _parts(day: date, translate: Callable[[str], str]) -> dict[str, object]:
    """Year and day in figures, the month as the language names it: 11月, Nov."""
    return {"year": day.year, "month": translate(MONTHS[day.month - 1]), "day": day.day}


class Refused(Exception):
    """An act that is not allowed, with the sentence for the user: why, and what to do. `field` names the input at fault,
    `rule` the rule of law that forbids it.

    The page translates and shows the sentence; `str()` gives the Chinese.
    """

    def __init__(self, sentence: Sentence | str, *, field: str = "", rule: str = "") -> None:
        self.sentence = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
        self.field, self.rule = field, rule
        super().__init__(str(self.sentence))


class NotYours(Refused):
    """Refused because of who asks. It comes before every other refusal, so that it tells nothing of the record."""
