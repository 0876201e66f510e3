"""Lists, clauses, notes and titles carry the marks of the language they are said in."""

from zhijia.lib.phrases import BETWEEN_CLAUSES, BETWEEN_WORDS, NOTED, TITLED, clauses, listed, noted, titled
from zhijia.lib.sentences import gettext_noop

ENGLISH = {BETWEEN_WORDS: ", ", BETWEEN_CLAUSES: "; ", NOTED: "{what} ({note})", TITLED: "{title}: {text}"}


def test_chinese_marks_stand_between_words_that_are_not_translated() -> None:
    assert listed(["领导", "干部"], gettext_noop) == "领导、干部"
    assert clauses(["已接受", "已办结"], gettext_noop) == "已接受；已办结"
    assert clauses(["没有填。", "认不出。"], gettext_noop) == "没有填；认不出。"
    assert clauses([], gettext_noop) == ""
    assert noted("柳湾镇总工会", "代理", gettext_noop) == "柳湾镇总工会（代理）"
    assert titled("时限逾期", "新建联系点", gettext_noop) == "时限逾期：新建联系点"


def test_the_marks_follow_the_language() -> None:
    assert listed(["a", "b"], ENGLISH.__getitem__) == "a, b"
    assert clauses(["a", "b"], ENGLISH.__getitem__) == "a; b"
    assert noted("a", "b", ENGLISH.__getitem__) == "a (b)"
    assert titled("a", "b", ENGLISH.__getitem__) == "a: b"


def test_nothing_to_note_leaves_no_empty_brackets() -> None:
    assert noted("a", "", ENGLISH.__getitem__) == "a"
