import pytest

from zhijia.services.plans.parsing import DoubtCode, parse_plan
from zhijia.services.plans.parsing.actors.unit_names import split_units


def owners_of(sentence: str, *, form: str | None = None) -> list[tuple[str, str, str]]:
    plan = parse_plan(f"工作安排\n一、主要任务\n1.推进工作。{sentence}", year=2024)
    return [(owner.text, owner.role, owner.form) for owner in plan.owners if form in (None, owner.form)]


LEAD, SUPPORT = "lead", "support"


@pytest.mark.parametrize(
    ("bracket", "owners"),
    [
        ("（责任单位：组织部）", [("组织部", LEAD)]),
        (
            "（牵头单位：组织部，配合单位：财务部、办公室）",
            [("组织部", LEAD), ("财务部", SUPPORT), ("办公室", SUPPORT)],
        ),
        ("(牵头单位:组织部；责任单位:财务部)", [("组织部", LEAD), ("财务部", LEAD)]),
        ("（责任单位：基层部、各区（县、市）总工会）", [("基层部", LEAD), ("各区（县、市）总工会", LEAD)]),
        ("（责任单位：市农业局，各区、县级市政府）", [("市农业局", LEAD), ("各区、县级市政府", LEAD)]),
        ("（市人社局、市财政局负责）", [("市人社局", LEAD), ("市财政局", LEAD)]),
        ("（市人社局等有关部门按职责分工负责）", [("市人社局", LEAD)]),
        ("（市人社局牵头，市教育局、市妇联配合）", [("市人社局", LEAD), ("市教育局", SUPPORT), ("市妇联", SUPPORT)]),
        ("（市人社局牵头，市教育局等部门按职责分工负责）", [("市人社局", LEAD), ("市教育局", SUPPORT)]),
        ("（市总工会会同市司法局负责）", [("市司法局", SUPPORT), ("市总工会", LEAD)]),
        ("（负责部门：市住房和城乡建设局；适用范围：全市）", [("市住房和城乡建设局", LEAD)]),
        ("（商务部等部门和各省级人民政府负责）", [("商务部", LEAD), ("各省级人民政府", LEAD)]),
        ("（市教育局指导，各县教育局负责）", [("各县教育局", LEAD)]),
        ("（市教育局指导）", []),
        ("（含助理人员）", []),
        ("（由主要负责人签字）", []),
        ("（对安全不负责的）", []),
    ],
)
def test_a_bracket_names_its_owners(bracket: str, owners: list[tuple[str, str]]) -> None:
    read = owners_of(f"抓好落实。{bracket}")

    assert sorted(read) == sorted((text, role, "bracket") for text, role in owners)


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("责任单位：组织部、财务部", [("组织部", LEAD), ("财务部", LEAD)]),
        ("抓好落实。牵头单位：组织部；配合单位：财务部。", [("组织部", LEAD), ("财务部", SUPPORT)]),
        ("抓好落实。\n牵头部门：组织部\n协办单位：财务部", [("组织部", LEAD), ("财务部", SUPPORT)]),
        ("责任人：甲某 完成时限：6月底", [("甲某", LEAD)]),
    ],
)
def test_a_label_names_its_owners(sentence: str, owners: list[tuple[str, str]]) -> None:
    assert owners_of(sentence) == [(text, role, "label") for text, role in owners]


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        (
            "市总工会负责编制规划，各县（市、区）总工会负责组织实施。",
            [("市总工会", LEAD), ("各县（市、区）总工会", LEAD)],
        ),
        ("市人社局、市工商联予以配合。", [("市人社局", SUPPORT), ("市工商联", SUPPORT)]),
        ("由市总工会权益部牵头，市司法局配合，建立会商机制。", [("市总工会权益部", LEAD), ("市司法局", SUPPORT)]),
        ("落实主要负责人责任。", []),
        ("健全部门配合机制。", []),
        ("加强负责制建设。", []),
    ],
)
def test_running_text_names_who_is_responsible(sentence: str, owners: list[tuple[str, str]]) -> None:
    assert owners_of(sentence, form="sentence") == [(text, role, "sentence") for text, role in owners]


def test_who_merely_acts_is_a_guess() -> None:
    plan = parse_plan("一、任务\n1.协商。由企业工会代表职工提出要约，会同市人社局督促整改。")

    assert [(owner.text, owner.role, owner.form) for owner in plan.owners] == [
        ("企业工会", LEAD, "implicit"),
        ("市人社局", SUPPORT, "implicit"),
    ]
    assert all(DoubtCode.IMPLICIT_OWNER in owner.doubts for owner in plan.owners)


def test_once_declared_the_first_listed_leads_to_the_end_of_the_document() -> None:
    plan = parse_plan(
        "一、任务\n1.甲。推进甲。（组织部、财务部负责）\n"
        "2.乙。推进乙。（组织部、财务部负责。列第一位者为牵头单位，下同）\n3.丙。推进丙。（办公室、网络部负责）"
    )

    assert [owner.role for owner in plan.owners] == [LEAD, LEAD, LEAD, SUPPORT, LEAD, SUPPORT]


def test_each_group_answers_for_the_tasks_since_the_group_before() -> None:
    plan = parse_plan("一、任务\n1.建设。建立台账。（组织部负责）完善制度。加强培训。（教育部负责）")

    names = {owner.id: owner.text for owner in plan.owners}
    assert [[names[owner] for owner in task.owners] for task in plan.tasks] == [["组织部"], ["教育部"], ["教育部"]]


def test_an_open_list_is_doubted() -> None:
    plan = parse_plan("一、任务\n1.建设。建立台账。（组织部等有关部门负责）")

    assert [owner.doubts for owner in plan.owners] == [(DoubtCode.OPEN_LIST,)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("各区（县、市）总工会", ["各区（县、市）总工会"]),
        ("各市（县）、区、局（公司）工会、各部门", ["各市（县）、区、局（公司）工会", "各部门"]),
        ("各地区、各有关部门", ["各地区", "各有关部门"]),
        ("市人力资源和社会保障局、市文化和旅游局", ["市人力资源和社会保障局", "市文化和旅游局"]),
        ("市交通局和市公安局", ["市交通局", "市公安局"]),
        ("组织部/财务部", ["组织部", "财务部"]),
    ],
)
def test_units_are_split_where_a_reader_would(text: str, units: list[str]) -> None:
    assert [text[unit.start : unit.end] for unit in split_units(text)] == units


def test_a_group_in_a_title_answers_for_everything_below() -> None:
    plan = parse_plan(
        "一、健全网络（责任部门：保障部）\n1.建站。摸清底数。\n2.建档。建立台账。（财务部负责）\n二、宣传\n1.宣讲。组织宣讲。"
    )

    names = {owner.id: owner.text for owner in plan.owners}
    assert [[names[owner] for owner in task.owners] for task in plan.tasks] == [["保障部"], ["财务部"], []]


@pytest.mark.parametrize(
    ("bracket", "owners"),
    [
        ("（财政部负责，9月底前完成）", [("财政部", LEAD)]),
        ("（牵头：组织部；配合：财务部）", [("组织部", LEAD), ("财务部", SUPPORT)]),
        (
            "（市监局牵头，各有关部门及各地区按职责分别负责）",
            [("市监局", LEAD), ("各有关部门", SUPPORT), ("各地区", SUPPORT)],
        ),
    ],
)
def test_looser_brackets_are_read_too(bracket: str, owners: list[tuple[str, str]]) -> None:
    assert owners_of(f"抓好落实。{bracket}") == [(text, role, "bracket") for text, role in owners]
