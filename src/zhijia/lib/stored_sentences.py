"""Sentences as JSON, so that a page can say them, and the sentences within them, in its reader's language."""

from collections.abc import Iterable, Mapping, Sequence

from zhijia.lib.sentences import Sentence


def as_stored(sentences: Iterable[Sentence]) -> list[list[object]]:
    return [_stored(sentence) for sentence in sentences]


def as_sentences(stored: Iterable[Sequence[object]]) -> list[Sentence]:
    """The reverse of `as_stored`."""
    return [_sentence(pair) for pair in stored]


def _stored(sentence: Sentence) -> list[object]:
    values = {key: _stored(v) if isinstance(v, Sentence) else str(v) for key, v in sentence.values.items()}
    return [sentence.msgid, values]


def _sentence(stored: Sequence[object]) -> Sentence:
    msgid, values = stored
    found = values if isinstance(values, Mapping) else {}
    return Sentence(str(msgid), {key: _sentence(v) if isinstance(v, list) else v for key, v in found.items()})
