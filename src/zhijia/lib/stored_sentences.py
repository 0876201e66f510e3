"""Sentences as JSON, so that a page can say them, and the sentences within them, in its reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from zhijia.lib.sentences import Bilingual, Sentence

DAY = "day"
ZH, EN = "zh", "en"


def as_stored(sentences: Iterable[Sentence]) -> list[list[object]]:
    return [_stored(sentence) for sentence in sentences]


def as_sentences(stored: Iterable[Sequence[object]]) -> list[Sentence]:
    """The reverse of `as_stored`."""
    return [_sentence(pair) for pair in stored]


def _stored(sentence: Sentence) -> list[object]:
    return [sentence.msgid, {key: _value_stored(value) for key, value in sentence.values.items()}]


def _value_stored(value: object) -> object:
    if isinstance(value, Sentence):
        return _stored(value)
    if isinstance(value, Bilingual):
        return {ZH: value.zh, EN: value.en}
    return {DAY: value.isoformat()} if isinstance(value, date) else str(value)


def _sentence(stored: Sequence[object]) -> Sentence:
    msgid, values = stored
    found = values if isinstance(values, Mapping) else {}
    return Sentence(str(msgid), {key: _value(value) for key, value in found.items()})


def _value(stored: object) -> object:
    if isinstance(stored, list):
        return _sentence(stored)
    if isinstance(stored, Mapping):
        return date.fromisoformat(stored[DAY]) if DAY in stored else Bilingual(stored[ZH], stored[EN])
    return stored
