import pytest

from zhijia.services.plans.parsing import DoubtCode, ParsedPlan, parse_plan


def read(body: str) -> ParsedPlan:
    return parse_plan(f"工作安排\n一、主要任务\n1.推进工作。{body}", year=2024)


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("开展技能竞赛。", [("开展", "技能竞赛")]),
        ("进一步完善制度，加强培训；大力弘扬劳模精神。", [("完善", "制度"), ("加强", "培训"), ("弘扬", "劳模精神")]),
        ("积极稳妥推进换届。", [("推进", "换届")]),
        ("以女职工为重点，健全保护机制。", [("健全", "保护机制")]),
        ("按照上级部署，落实责任。", [("落实", "责任")]),
        ("在全市推行区域性协商。", [("推行", "区域性协商")]),
        ("把任务分解到部室。", [("分解", "到部室")]),
        ("各区要建立台账。", [("建立", "台账")]),
        ("区人社局负责岗位归集。", [("负责", "岗位归集")]),
        ("由组织部牵头，财务部配合，制定办法。", [("制定", "办法")]),
        ("6月底前，摸清底数。", [("摸清", "底数")]),
        ("加大执法力度。", [("加大", "执法力度")]),
        ("通过举办讲座，提高职工素质。", [("举办", "讲座")]),
        ("这项工作意义重大。", []),
        ("会议要求各级工会加强学习。", []),
    ],
)
def test_one_task_a_clause_that_begins_with_an_action(body: str, tasks: list[tuple[str, str]]) -> None:
    assert [(task.verb, task.object) for task in read(body).tasks] == tasks


def test_a_result_behind_its_comma_goes_with_the_task_before() -> None:
    (task,) = read("开展练兵比武，促进职工提高技能，使企业受益。").tasks

    assert task.text == "开展练兵比武，促进职工提高技能，使企业受益"


def test_a_share_without_a_verb_goes_with_the_task_before() -> None:
    (task,) = read("推进集体协商，签订率不低于85%。").tasks

    assert task.targets == ("g1",)


def test_a_sentence_that_only_measures_is_a_task() -> None:
    (task,) = read("集体合同签订率达到90%以上。").tasks

    assert (task.verb, task.targets) == ("达到", ("g1",))


def test_a_task_without_any_verb_is_doubted() -> None:
    (task,) = read("心理讲座4场。").tasks

    assert task.doubts == (DoubtCode.NO_VERB,)


def test_titles_only_announce_when_something_stands_below() -> None:
    plan = parse_plan("一、加强领导\n（一）落实责任\n1.建立台账。\n2.完善制度。逐项销号。")

    assert [(task.text, task.parent) for task in plan.tasks] == [("建立台账", "h3"), ("逐项销号", "h4")]


def test_a_title_with_a_target_is_a_task() -> None:
    plan = parse_plan("一、重点项目\n1、新建户外驿站10个，改造15个\n2、加强宣传。开设专栏。")

    assert [(task.text, task.targets) for task in plan.tasks] == [
        ("新建户外驿站10个", ("g1",)),
        ("改造15个", ("g2",)),
        ("开设专栏", ()),
    ]


def test_the_words_above_subheadings_introduce_and_order_nothing() -> None:
    plan = parse_plan("一、总体安排\n要推进各项工作，落实责任。\n1.组建。摸清底数。")

    assert [task.text for task in plan.tasks] == ["摸清底数"]


def test_tasks_hang_on_the_nearest_item() -> None:
    plan = parse_plan("一、任务\n一是强化学习。组织轮训。二是强化调研。开展走访。")

    assert [(task.text, task.parent) for task in plan.tasks] == [("组织轮训", "i1"), ("开展走访", "i2")]


def test_signatures_and_distribution_are_no_tasks() -> None:
    plan = parse_plan("一、任务\n1.组建。摸清底数。\n青禾县总工会\n2024年1月9日\n本期印发：各乡镇工会、开展试点单位")

    assert [task.text for task in plan.tasks] == ["摸清底数"]
