"""What the screen is made of: parts, passages, rows, suggestions, lines, clauses, facts."""

from datetime import date
from itertools import pairwise

import pytest

from zhijia.engines.indicators.definitions import Indicator
from zhijia.lib.likeness import containment, likeness
from zhijia.services.plans.review.binding import suggest
from zhijia.services.plans.review.facts import goal_of, measure_of, owners_of, period_of, targets_of
from zhijia.services.plans.review.lines import line_of
from zhijia.services.plans.review.parts import LONGEST, cut_into_parts, part_of
from zhijia.services.plans.review.passages import read_passages
from zhijia.services.plans.review.progress import Progress
from zhijia.services.plans.review.quantities import quantity_in
from zhijia.services.plans.review.rows import read_rows
from zhijia.services.plans.review.splitting import clauses_of
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.tests.review.trees import TEXT, first_nodes

TREE = Tree(first_nodes())


def task_with(words: str) -> Node:
    return next(node for node in TREE.of_kind("task") if words in node.text)


def test_a_short_plan_is_one_part() -> None:
    assert [(part.start, part.end) for part in cut_into_parts(TEXT, TREE)] == [(0, len(TEXT) + 1)]


def test_parts_cover_the_text_and_begin_at_headings() -> None:
    block = f"一、标题\n{'内容。' * 900}\n"
    text = block * 5
    headings = [
        Node(
            id=n, parent=None, kind="heading", position=n, start=n * len(block) + 2, end=n * len(block) + 4, text="标题"
        )
        for n in range(5)
    ]

    parts = cut_into_parts(text, Tree(headings))

    assert parts[0].start == 0
    assert parts[-1].end == len(text) + 1
    assert all(one.end == two.start for one, two in pairwise(parts))
    assert all(text.startswith("一、", part.start) for part in parts)
    assert all(part.end - part.start <= LONGEST + 1 for part in parts)
    assert part_of(parts, len(text)).number == len(parts)


def test_a_text_without_headings_or_line_ends_is_cut_all_the_same() -> None:
    parts = cut_into_parts("字" * (LONGEST * 3), Tree([]))

    assert [part.end - part.start for part in parts] == [LONGEST, LONGEST, LONGEST + 1]


def test_passages_give_the_text_back_without_loss() -> None:
    [part] = cut_into_parts(TEXT, TREE)

    paragraphs = read_passages(TEXT, TREE, part, lit=None)

    shown = ["".join(segment.text for segment in paragraph.segments) for paragraph in paragraphs]
    assert shown == [line for line in TEXT.split("\n") if line.strip()]


def test_each_node_has_one_anchor_and_its_kind() -> None:
    [part] = cut_into_parts(TEXT, TREE)
    target = next(node for node in TREE.of_kind("target") if node.text == "100个")

    segments = [s for p in read_passages(TEXT, TREE, part, lit=target.id) for s in p.segments]

    anchored = [segment.node for segment in segments if segment.anchor]
    assert len(anchored) == len(set(anchored))
    [lit] = [segment for segment in segments if segment.is_lit]
    assert (lit.text, lit.kind) == ("100个", "target")
    assert "read-task" in lit.classes


def test_rows_follow_the_tree_and_mark_the_selected() -> None:
    [part] = cut_into_parts(TEXT, TREE)
    task = task_with("联系点100个")

    rows = read_rows(TREE, part, selected=task.id)

    assert [row.node.id for row in rows] == [node.id for _depth, node in TREE.walk()]
    assert [row.node.id for row in rows if row.is_selected] == [task.id]


def test_a_task_inherits_goal_and_measure_from_above() -> None:
    task = task_with("技能比武")

    assert goal_of(TREE, task) == "development"
    assert measure_of(TREE, task) == "推进技能提升"


def test_a_deadline_at_the_head_of_a_sentence_holds_for_the_tasks_after_it() -> None:
    assert period_of(TREE, task_with("推广先进操作法")).to_on == date(2026, 12, 31)
    assert period_of(TREE, task_with("职工之家15个")).to_on == date(2026, 9, 30)


JULY, OCTOBER, YEAR_END = date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "said", "above", "expected"),
    [
        pytest.param({}, [(None, YEAR_END)], [], (None, YEAR_END), id="what is read"),
        pytest.param({"starts_on": OCTOBER}, [(None, YEAR_END)], [], (OCTOBER, YEAR_END), id="a typed start"),
        pytest.param({"due_on": OCTOBER}, [(JULY, YEAR_END)], [], (JULY, OCTOBER), id="a typed end"),
        pytest.param({"starts_on": OCTOBER}, [], [(JULY, YEAR_END)], (OCTOBER, YEAR_END), id="the rest from above"),
        pytest.param({"due_on": JULY}, [(OCTOBER, YEAR_END)], [], (None, JULY), id="no start after the typed end"),
        pytest.param({}, [(JULY, None), (None, YEAR_END)], [], (JULY, YEAR_END), id="two deadlines, one end each"),
        pytest.param({}, [(None, JULY), (OCTOBER, YEAR_END)], [], (None, JULY), id="the first of two periods"),
        pytest.param({}, [(None, OCTOBER)], [(JULY, YEAR_END)], (None, OCTOBER), id="own words before those above"),
    ],
)
def test_dates_are_put_together_end_by_end(
    typed: dict[str, date],
    said: list[tuple[date | None, date | None]],
    above: list[tuple[date | None, date | None]],
    expected: tuple[date | None, date | None],
) -> None:
    """What a person typed wins for that end only; the other end is still what the text says."""
    heading = Node(id=1, parent=None, kind="heading", position=1, start=0, end=1, text="章")
    attributes = {name: day.isoformat() for name, day in typed.items()}
    task = Node(id=2, parent=1, kind="task", position=2, start=1, end=2, text="事", attributes=attributes)
    tree = Tree([heading, task, *_deadlines(2, said), *_deadlines(1, above)])

    period = period_of(tree, task)

    assert (period.from_on, period.to_on) == expected


def _deadlines(parent: int, days: list[tuple[date | None, date | None]]) -> list[Node]:
    named = ({"from_on": one and one.isoformat(), "to_on": two and two.isoformat()} for one, two in days)
    return [
        Node(id=10 * parent + n, parent=parent, kind="deadline", position=n, start=1, end=2, text="期", attributes=said)
        for n, said in enumerate(named)
    ]


def test_owners_in_brackets_hold_for_their_article() -> None:
    owners = owners_of(TREE, task_with("联系点100个"))

    assert [(owner.text, owner.attributes["role"]) for owner in owners] == [
        ("权益保障部", "lead"),
        ("组织部", "support"),
    ]


def test_numbers_set_aside_are_no_targets_of_their_task() -> None:
    quoted = Node(id=900, parent=task_with("技能比武").id, kind="target", position=1, start=0, end=0, text="两个",
                  attributes={"is_aside": True})  # fmt: skip
    tree = TREE.with_nodes([quoted])

    assert quoted not in targets_of(tree, task_with("技能比武"))


def test_after_the_last_doubt_comes_the_first_again() -> None:
    progress = Progress(TREE)

    last = progress.doubts[-1]

    assert progress.after(last.id) == progress.doubts[0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("广泛开展冬送温暖活动", "welfare"),
        ("开展工资集体协商要约行动", "rights"),
        ("组织技能比武和劳动竞赛", "economic"),
        ("推动女职工之家建设", "women"),
        ("加快行业工会组建", "organising"),
        ("改进机关作风", "conduct"),
        ("天气很好", ""),
    ],
)
def test_words_point_to_a_function_line(words: str, line: str) -> None:
    assert line_of(words) == line


def make_indicator(name: str, definition: str = "", unit: str = "个") -> Indicator:
    return Indicator(code=f"x.{name}", name=name, definition=definition, unit=unit, family="x", subject="x")


def test_the_indicator_that_shares_most_words_comes_first() -> None:
    choices = [make_indicator("预警联系点数"), make_indicator("职工之家数"), make_indicator("企业建会率", unit="%")]

    found = suggest("劳动关系预警联系点", "新建劳动关系预警联系点100个", "个", choices)

    assert found[0].indicator.name == "预警联系点数"
    assert "企业建会率" not in [entry.indicator.name for entry in found]


def test_a_shared_unit_alone_suggests_nothing() -> None:
    assert suggest("立功竞赛项目", "开展竞赛", "个", [make_indicator("职工之家数")]) == []


def test_likeness_is_between_nothing_and_all() -> None:
    assert likeness("职工之家", "职工之家") == 1
    assert likeness("职工之家", "预警") == 0
    assert 0 < likeness("区域性职工之家", "职工之家数") < 1
    assert containment("预警", "预警联系点") == 1
    assert likeness("，。", "职工") == 0


def test_clauses_end_with_their_stops() -> None:
    clauses = clauses_of("建机制，强队伍；抓落实")

    assert [(clause.text, clause.at, clause.is_last) for clause in clauses] == [
        ("建机制，", 4, False),
        ("强队伍；", 8, False),
        ("抓落实", 11, True),
    ]


def test_a_quantity_is_guessed_for_the_form() -> None:
    assert quantity_in("两个") == {"value": "2", "unit": "个", "comparator": "="}
    assert quantity_in("六小") == {"value": "6", "unit": "小", "comparator": "="}
    assert quantity_in("若干") == {}
