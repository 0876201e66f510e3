"""A stored sentence says the same as before it was stored, in either language."""

import json
from datetime import date

from zhijia.lib.sentences import LANGUAGE, Bilingual, Sentence
from zhijia.lib.stored_sentences import as_sentences, as_stored

ENGLISH = {
    LANGUAGE: "English",
    "{day}起，{rule}：{formula}": "From {day}, {rule}: {formula}",
    "赞成{yes}": "in favour {yes}",
}


def _in_english(words: str) -> str:
    return ENGLISH.get(words, words)


def test_what_stands_in_a_sentence_comes_back_as_it_was() -> None:
    values = {
        "day": date(2026, 11, 27),
        "rule": Bilingual("通过的比例", "share to pass"),
        "formula": Sentence("赞成{yes}", {"yes": 51}),
    }
    said = Sentence("{day}起，{rule}：{formula}", values)

    (read,) = as_sentences(json.loads(json.dumps(as_stored([said]))))

    assert str(read) == str(said)
    assert read.said_in(_in_english) == said.said_in(_in_english)
    assert "share to pass: in favour 51" in read.said_in(_in_english)
