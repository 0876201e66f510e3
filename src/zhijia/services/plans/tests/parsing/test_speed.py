"""Linear time, also on text made to be slow; measured in processor time, with room for a busy machine."""

import time

import pytest

from zhijia.services.plans.parsing import parse_plan

PLAN = "云栖市总工会2024年工作要点\n" + "\n".join(
    f"{chapter}、重点任务\n（一）抓好组建。6月底前新建企业工会{number}家，签订率达到90%以上。（责任单位：组织部、各区（县、市）总工会）\n"
    "1.抓好培训。全年举办培训班12期，培训骨干不少于800人次；以女职工为重点，完善“五项”机制。（权益部牵头，财务部配合）\n"
    "一是强化调研。组织干部走访企业。二是强化考核。每季度通报一次，从77%提高到85%。"
    for number, chapter in enumerate("一二三四五六七八九十" * 60, 1)
)
HOSTILE = """
    1 一 （ ） （1） （） ① 一是 一是一 首先 、 ， ； 。 \\n \\t | “ 《 百分之 2018年 12月 1月1日至 从1提高到2 负责
    责任单位： 牵头单位：A， 市局、 各区、 要 由 全部 每 不低于 1. 一、 一、\\n （一）甲\\n 1\\n 1- 1, 2018. 至少1个、
    年内 5年内 五一、 坚定不移地 进一步 更好地 100人以上企业 附件：1.甲\\n2.乙\\n 序号\\t项目\\t责任人\\n
    序号\\n项目\\n责任人\\n 第一阶段
"""


def seconds_to_read(text: str) -> float:
    begun = time.process_time()
    parse_plan(text)
    return time.process_time() - begun


def test_a_plan_of_five_thousand_characters_is_read_at_once() -> None:
    parse_plan(PLAN[:5000])

    assert min(seconds_to_read(PLAN[:5000]) for _ in range(5)) <= 0.15


def test_a_hundred_thousand_characters_take_a_moment() -> None:
    assert len(PLAN) >= 100_000
    assert seconds_to_read(PLAN[:100_000]) <= 4


@pytest.mark.parametrize("piece", [*HOSTILE.split(), " "])
def test_text_made_to_be_slow_is_not(piece: str) -> None:
    text = (piece.replace("\\n", "\n").replace("\\t", "\t") * 20_000)[:20_000]

    assert seconds_to_read(text) <= 3
