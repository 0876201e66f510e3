"""Sentences are Chinese first and speak other languages through a gettext function."""

from datetime import UTC, date, datetime

from zhijia.lib.sentences import DAY_FORM, Sentence

ENGLISH = {
    "最迟{day}答复（{unit}）": "reply by {day} ({unit})",
    "工作日": "working day",
    DAY_FORM: "{day} {month} {year}",
    "11月": "Nov",
}


def test_a_sentence_speaks_chinese_by_itself() -> None:
    assert str(Sentence("最迟{day}答复", {"day": date(2026, 11, 3)})) == "最迟2026年11月3日答复"


def test_a_moment_is_told_in_shanghai_time() -> None:
    assert str(Sentence("{at}", {"at": datetime(2026, 12, 31, 16, 5, tzinfo=UTC)})) == "2027年1月1日00:05"


def test_a_sentence_is_translated_with_all_that_stands_in_it() -> None:
    sentence = Sentence("最迟{day}答复（{unit}）", {"day": date(2026, 11, 3), "unit": Sentence("工作日")})

    assert sentence.said_in(lambda msgid: ENGLISH[msgid]) == "reply by 3 Nov 2026 (working day)"


def test_braces_in_a_value_are_not_read_as_places() -> None:
    assert str(Sentence("名称“{name}”", {"name": "{0}厂"})) == "名称“{0}厂”"
