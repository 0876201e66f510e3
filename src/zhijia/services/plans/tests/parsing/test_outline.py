import pytest

from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.parsing.model import Goal


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(heading.level, heading.marker, heading.text) for heading in parse_plan(text).headings]


@pytest.mark.parametrize(
    ("line", "marker", "title"),
    [
        ("一、总体要求", "一、", "总体要求"),
        ("十一、组织保障", "十一、", "组织保障"),
        ("一. 复工复产", "一.", "复工复产"),
        ("（二）健全制度。完善办法。", "（二）", "健全制度"),
        ("(三)健全制度", "(三)", "健全制度"),
        ("1、摸清底数。逐户走访。", "1、", "摸清底数"),
        ("2．加强宣传，营造氛围。开设专栏。", "2．", "加强宣传，营造氛围"),
        (" 3. 抓好培训", "3.", "抓好培训"),
        ("4.2024年重点项目", "4.", "2024年重点项目"),
        ("第一章 总则", "第一章", "总则"),
        ("第二部分 重点任务", "第二部分", "重点任务"),
        ("第一阶段（3月1日至15日）：动员。召开会议。", "第一阶段", "（3月1日至15日）：动员"),
        ("1.2 指标体系", "1.2", "指标体系"),
    ],
)
def test_a_numbered_line_is_a_heading(line: str, marker: str, title: str) -> None:
    assert outline(line) == [(1, marker, title)]


@pytest.mark.parametrize(
    "line",
    [
        "2024年重点工作",
        "3.5亿元投入到位",
        "2018.09",
        "一二三产业融合",
        "一、二、三产业融合发展",
        "第一，要重视",
        "三农工作",
        "100人参加",
    ],
)
def test_a_number_that_counts_nothing_is_no_heading(line: str) -> None:
    assert outline(line) == []


def test_level_is_depth_in_the_document_and_not_the_style() -> None:
    assert [level for level, _, _ in outline("一、甲\n1、乙\n2、丙\n二、丁\n（一）戊\n1.己\n（二）庚")] == [
        1,
        2,
        2,
        1,
        2,
        3,
        2,
    ]


def test_numbers_may_run_on_across_parents_and_begin_in_the_middle() -> None:
    read = outline("二、甲\n（三）乙\n（四）丙\n三、丁\n（五）戊")

    assert [level for level, _, _ in read] == [1, 2, 2, 1, 2]


def test_an_excerpt_that_begins_low_climbs_back() -> None:
    assert [level for level, _, _ in outline("3.甲\n4.乙\n二、丙\n5.丁")] == [1, 1, 1, 2]


def test_attachments_are_no_headings() -> None:
    assert outline("一、甲\n附件：1.登记表\n2.统计表\n3.汇总表") == [(1, "一、", "甲")]


def test_phases_stand_under_their_heading_and_may_have_points() -> None:
    read = outline("二、步骤\n第一阶段（3月）：动员。\n1.甲\n2.乙\n第二阶段（4月）：实施。\n三、要求")

    assert [level for level, _, _ in read] == [1, 2, 3, 3, 2, 1]


def test_parents_follow_the_levels() -> None:
    headings = parse_plan("一、甲\n（一）乙\n1.丙\n二、丁").headings

    assert [heading.parent for heading in headings] == [None, "h1", "h2", None]
    assert headings[0].extent_end == headings[3].marker_start


@pytest.mark.parametrize(
    ("title", "goal"),
    [
        ("在服务科学发展上创造业绩", Goal.DEVELOPMENT),
        ("在促进社会和谐上取得突破", Goal.HARMONY),
        ("在维护职工权益上取得成效", Goal.PROTECTION),
        ("开展劳动竞赛", Goal.DEVELOPMENT),
        ("完善职代会制度", Goal.PROTECTION),
        ("统筹服务发展、建设和谐、维护职工", None),
        ("加强组织领导", None),
    ],
)
def test_a_heading_serves_the_goal_that_it_names(title: str, goal: Goal | None) -> None:
    (heading,) = parse_plan(f"一、{title}").headings

    assert heading.goal is goal


@pytest.mark.parametrize(
    ("paragraph", "items"),
    [
        ("一是强化学习。学原文。二是强化调研。下基层。", [("一是", "强化学习"), ("二是", "强化调研")]),
        ("一是加强领导；二是落实责任。", [("一是", "加强领导"), ("二是", "落实责任")]),
        ("一要摸清底数，二要建立台账。", [("一要", "摸清底数"), ("二要", "建立台账")]),
        (
            "首先，健全机制。其次，配强队伍。最后，严格考核。",
            [("首先", "健全机制"), ("其次", "配强队伍"), ("最后", "严格考核")],
        ),
        ("（1）甲项。（2）乙项。", [("（1）", "甲项"), ("（2）", "乙项")]),
        ("①甲项；②乙项。", [("①", "甲项"), ("②", "乙项")]),
        ("第一，抓组建。第二，抓换届。", [("第一", "抓组建"), ("第二", "抓换届")]),
        ("首先完成免费部分，再拓展其他。", []),
        ("这还是要坚持，一是一，也是原则。", []),
        ("一是加强领导。", []),
        ("最后报市总工会备案。", []),
    ],
)
def test_a_series_of_two_or_more_is_read_as_items(paragraph: str, items: list[tuple[str, str]]) -> None:
    plan = parse_plan(f"一、任务\n{paragraph}")

    assert [(item.marker, item.text) for item in plan.items] == items
    assert {item.parent for item in plan.items} <= {"h1"}


def test_a_series_restarts_under_the_next_heading() -> None:
    plan = parse_plan("一、甲\n一是学。二是做。\n二、乙\n一是查。二是改。")

    assert [item.parent for item in plan.items] == ["h1", "h1", "h2", "h2"]


HEAD = "序号\t项目\t目标任务\t措施\t责任人\t完成时限"
ROWS = (
    "1\t职工书屋\t新建书屋15家\t统一配书\t宣教部\t2024.09",
    "2\t帮扶\t帮扶率100%\t一户一档\t权益部、办公室\t2024.12",
)


@pytest.mark.parametrize(
    "table",
    [
        "\n".join([HEAD, *ROWS]),
        "\n".join([HEAD, *ROWS]).replace("\t", "\n"),
        "\n".join([HEAD, "---\t---\t---\t---\t---\t---", *ROWS]).replace("\t", " | "),
        "\n".join([HEAD, *ROWS]).replace("\t", "   "),
        "\n".join([HEAD, *ROWS]).replace("\t", " "),
    ],
    ids=["tabs", "a cell a line", "bars", "gaps", "single blanks"],
)
def test_a_table_row_is_one_heading_and_one_task_however_it_was_pasted(table: str) -> None:
    plan = parse_plan(f"2024年任务分解表\n{table}")

    assert [heading.text for heading in plan.headings] == ["职工书屋", "帮扶"]
    assert [(owner.text, owner.form, owner.role) for owner in plan.owners] == [
        ("宣教部", "label", "lead"),
        ("权益部", "label", "lead"),
        ("办公室", "label", "lead"),
    ]
    assert [(task.verb, len(task.targets), len(task.deadlines), len(task.owners)) for task in plan.tasks] == [
        ("新建", 1, 1, 1),
        ("帮扶", 1, 1, 2),
    ]
    assert [str(deadline.to_on) for deadline in plan.deadlines[1:]] == ["2024-09-30", "2024-12-31"]


def test_a_table_without_a_head_is_read_by_its_numbers() -> None:
    plan = parse_plan(
        "2024年任务表\n1\t职工书屋\t新建书屋15家\t责任人：甲某\t9月底\n2\t帮扶\t慰问职工200户\t责任人：乙某\t年底"
    )

    assert [heading.text for heading in plan.headings] == ["职工书屋", "帮扶"]
    assert [(owner.text, owner.form) for owner in plan.owners] == [("甲某", "label"), ("乙某", "label")]
    assert [len(task.deadlines) for task in plan.tasks] == [1, 1]


def test_a_head_repeated_on_the_next_page_is_no_row() -> None:
    plan = parse_plan("\n".join([HEAD, ROWS[0], HEAD, ROWS[1]]))

    assert [heading.text for heading in plan.headings] == ["职工书屋", "帮扶"]


@pytest.mark.parametrize("row", ["\t\t", "1\t。\t", "\t"])
def test_a_row_without_words_does_no_harm(row: str) -> None:
    plan = parse_plan(f"序号\t项目\t责任人\n{row}")

    assert all(task.text for task in plan.tasks)


def test_what_a_bracket_in_a_cell_names_is_named_once() -> None:
    plan = parse_plan("序号\t项目\t责任单位\n1\t书屋\t组织部（责任单位：财务部）")

    assert len({owner.id for owner in plan.owners}) == len(plan.owners)
