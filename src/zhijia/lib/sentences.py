"""Sentences for people, said on floors that know no translation.

The Chinese source text is the message id. A floor without Django only names it; the page translates it when it is
shown. Extraction looks for the literal first argument of `Sentence` and of `gettext_noop`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(msgid: str) -> str:
    """Mark a Chinese source text for extraction and return it unchanged."""
    return msgid


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id with `{name}` places and the values that fill them; values may be sentences themselves."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.said_in(gettext_noop)

    def said_in(self, translate: Callable[[str], str]) -> str:
        """The finished sentence in the language of `translate` (a gettext function)."""
        filled = {
            name: value.said_in(translate) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return translate(self.msgid).format(**filled)
