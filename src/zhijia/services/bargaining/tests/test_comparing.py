"""Two texts of a contract clause by clause."""

from collections.abc import Sequence

from zhijia.services.bargaining.rules.comparing import BLANK, Fate, Op, Passage, Run, compare, word_runs
from zhijia.services.bargaining.rules.wording import FIELDS, LABELS, from_words, in_words


def text(*clauses: tuple[str, str, str]) -> list[Passage]:
    return [Passage(code, n, chapter, code, words) for n, (code, chapter, words) in enumerate(clauses, 1)]


def told(runs: Sequence[Run]) -> str:
    marks = {Op.KEPT: "{}", Op.ADDED: "+{}+", Op.REMOVED: "-{}-"}
    return "".join(marks[run.op].format(run.text) for run in runs)


def test_within_a_clause_characters_change_and_figures_change_as_a_whole() -> None:
    before = "本年度职工工资在上年基础上增长3%，自4月起执行。"

    assert told(word_runs(before, "本年度职工工资在上年基础上增长5.5%，自1月起执行。")) == (
        "本年度职工工资在上年基础上增长-3%-+5.5%+，自-4-+1+月起执行。"
    )
    assert told(word_runs(before, before)) == before
    assert told(word_runs("分别为1、2、3元。", "分别为4、5、6元。")) == "分别为-1-+4+、-2-+5+、-3-+6+元。"


def test_a_single_kept_character_between_two_changes_is_read_with_them() -> None:
    assert told(word_runs("每月五日发放工资", "每周的日子发放工资")).count("+") == 2


def test_clauses_are_added_removed_moved_and_recognised_under_another_code() -> None:
    before = text(
        ("basis", "总则", "依照劳动法订立本合同。"),
        ("pay", "工资", "工资按月支付，每月十五日前足额发放。"),
        ("rest", "休息", "每周至少休息一天。"),
        ("gone", "休息", "厂庆放假半天。"),
    )
    after = text(
        ("rest", "总则", "每周至少休息一天。"),
        ("basis", "总则", "依照劳动法订立本合同。"),
        ("own_1", "工资", "工资按月支付，每月十日前足额发放。"),
        ("own_2", "附则", "本合同一式四份。"),
    )

    pairs = compare(before, after)

    assert [(pair.fate, pair.is_moved, (pair.after or pair.before).code) for pair in pairs] == [  # type: ignore[union-attr]
        (Fate.SAME, True, "rest"),
        (Fate.REMOVED, False, "gone"),
        (Fate.SAME, False, "basis"),
        (Fate.CHANGED, False, "own_1"),
        (Fate.ADDED, False, "own_2"),
    ]


def test_what_was_only_filled_in_is_no_change() -> None:
    before = text(("pay", "工资", f"月工资不低于{BLANK}，按{BLANK}支付。"))

    (pair,) = compare(before, text(("pay", "工资", "月工资不低于2800元，按月支付。")))

    assert pair.fate == Fate.FILLED
    assert told(pair.runs) == "月工资不低于+2800元+，按+月+支付。"
    assert compare(before, text(("pay", "工资", "月工资为2800元，按月支付。")))[0].fate == Fate.CHANGED


def test_each_placeholder_has_words_of_its_own() -> None:
    """What people write in braces leads back to one term."""
    assert len(FIELDS) == len(LABELS)
    assert all(from_words(in_words(f"{{{field}}}")) == f"{{{field}}}" for field in LABELS)
