"""Whatever is pasted: the parser answers, points into the text, and says the same again."""

from collections.abc import Iterable
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.services.plans.parsing import ParsedPlan, parse_plan
from zhijia.services.plans.parsing.model import Node

FRAGMENTS = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "①",
        "第一阶段",
        "一是",
        "二是",
        "首先",
        "其次",
        "最后",
        "一要",
        "二要",
        "年内",
        "6月底前",
        "2024年",
        "2018.09",
        "每季度末",
        "3月至5月",
        "1月1日至",
        "到2026年\n",
        "",
        "",
        "",
        "（责任单位：组织部，配合单位：财务部）",
        "（组织部负责）",
        "市总工会负责",
        "牵头单位：",
        "各区（县、市）总工会",
        "其中",
        "至少100个",
        "2到3家",
        "95%以上",
        "三成\n",
        "",
        "",
        "",
        "从77%提高到80%",
        "十万职工大练兵",
        "“六小”",
        "《规划》",
        "全覆盖",
        "全部",
        "百家",
        "加强",
        "开展竞赛",
        "完善制度",
        "以…为重点",
        "各区要",
        "序号\t项目\t责任人\n",
        "",
        "",
        "",
        "序号\n项目\n责任人\n1\n",
        "（",
        "）",
        "“",
        "”",
        "。",
        "；",
        "，",
        "、",
        "：",
        "\n",
        "\t",
        "|",
        "附件：1.甲",
        "2024年1月9日",
        "本期印发：",
        "〔2024〕3号",
        "第3期",
        "０１２",
        "％",
        "亿",
        "万",
        "\r",
        "\u2028",
    ]
)
TEXTS = st.one_of(
    st.lists(FRAGMENTS, max_size=40).map("".join),
    st.text(max_size=200),
    st.text(alphabet="一二三十百千万0123456789年月日、。，；（）：前底至到%个家是要负责牵头\n\t", max_size=200),
)


def nodes_of(plan: ParsedPlan) -> Iterable[Node]:
    return chain(plan.headings, plan.items, plan.targets, plan.deadlines, plan.owners, plan.tasks, plan.set_aside)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_node_is_a_piece_of_the_text_under_an_existing_parent(text: str) -> None:
    plan = parse_plan(text)
    ids = {node.id for node in nodes_of(plan)}

    for node in nodes_of(plan):
        assert 0 <= node.start < node.end <= len(text)
        assert text[node.start : node.end] == node.text
        assert node.parent is None or node.parent in ids
    assert len(ids) == sum(1 for _ in nodes_of(plan))
    assert text[plan.document.title_start : plan.document.title_end].strip().startswith(plan.document.title[:1])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_a_task_names_exists_and_parents_come_before(text: str) -> None:
    plan = parse_plan(text)
    known = {node.id: node for node in nodes_of(plan)}

    for task in plan.tasks:
        assert set(task.targets) <= {target.id for target in plan.targets}
        assert set(task.deadlines) <= {deadline.id for deadline in plan.deadlines}
        assert set(task.owners) <= {owner.id for owner in plan.owners}
    for heading in plan.headings:
        assert heading.level == (1 if heading.parent is None else known[heading.parent].level + 1)  # type: ignore[attr-defined]
        assert heading.end <= heading.extent_end <= len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert parse_plan(text) == parse_plan(text)
    assert parse_plan(text).to_json() == parse_plan(text).to_json()
