"""What a declaration must say, and what is drawn and written from it."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from zhijia.engines.cases.diagram import flow_mermaid, moves_in_words, place, plate_of
from zhijia.engines.cases.flow import Flow, State, list_flows
from zhijia.engines.cases.reference import (
    clocks_page,
    events_page,
    moves_page,
    permissions_page,
    states_page,
    who_may,
)
from zhijia.engines.cases.tests.supply import EVENTS, Supply, make_flow
from zhijia.organisation.models.posts import Role

FLOW = make_flow(Supply(1, 1, 2, 2))
SVG = "{http://www.w3.org/2000/svg}"


def test_the_test_flow_is_not_among_the_products_flows() -> None:
    assert "tests.supply" not in {flow.code for flow in list_flows()}


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (replace(FLOW, states=(*FLOW.states, State("lost", "丢失"))), "undeclared or unreachable"),
        (replace(FLOW, states=FLOW.states[:-1]), "undeclared or unreachable"),
        (replace(FLOW, initial="nowhere"), "undeclared or unreachable"),
        (replace(FLOW, moves=(*FLOW.moves, FLOW.moves[0])), "twice"),
        (replace(FLOW, states=(*FLOW.states, FLOW.states[0])), "twice"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(broken: Flow, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        broken.check()


def test_boxes_never_overlap() -> None:
    boxes = list(place(FLOW).boxes.values())

    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart_x = one.right < other.x or other.right < one.x
            apart_y = one.bottom < other.y or other.bottom < one.y
            assert apart_x or apart_y, (one, other)


@pytest.mark.parametrize("translate", [lambda msgid: msgid, lambda msgid: f"{msgid} and whatever it takes to say it"])
def test_everything_drawn_lies_on_the_drawing(translate: Callable[[str], str]) -> None:
    """Words of lanes too: a short lane has a long name in another language."""
    drawing = place(FLOW, translate)
    words = [*(lane.word for lane in drawing.lanes), *(word for words in drawing.curves.values() for word in words)]

    assert len(words) > 3
    assert all(drawing.left <= box.x and box.right <= drawing.right for box in drawing.boxes.values())
    assert all(box.y >= 0 and box.bottom <= drawing.height for box in drawing.boxes.values())
    assert all(drawing.left <= word.x - word.half and word.x + word.half <= drawing.right for word in words)


def test_the_present_state_is_lit_and_passed_ones_are_shaded() -> None:
    root = ElementTree.fromstring(plate_of(FLOW).lit(now="review", past={"draft"}))

    classes = [rect.get("class") for rect in root.iter("rect")]
    assert classes.count("state state-now") == 1
    assert classes.count("state state-past") == 1
    assert len(classes) == len(FLOW.states)


def test_the_drawing_carries_its_words_and_no_style() -> None:
    svg = plate_of(FLOW).lit(now="review", past=())

    assert "<title" in svg
    assert "起草：提交，成为审核中" in svg
    assert re.search(r"\sstyle=|\son\w+=|<script", svg) is None


def test_labels_are_escaped() -> None:
    hostile = replace(FLOW, label="<b>", states=(replace(FLOW.states[0], label="a&b<i>"), *FLOW.states[1:]))

    root = ElementTree.fromstring(plate_of(hostile).lit(now="", past=()))

    assert "a&b<i>" in {text.text for text in root.iter("text")}


def test_the_drawing_speaks_the_readers_language() -> None:
    words = {"起草": "Draft", "审核中": "Under review", "提交": "Submit"}

    svg = plate_of(FLOW, lambda msgid: words.get(msgid, msgid)).lit(now="", past=())

    assert ">Draft<" in svg
    assert ">Submit<" in svg


def test_every_move_is_said_in_words() -> None:
    assert moves_in_words(FLOW) == [
        "起草：提交，成为审核中",
        "审核中：退回，成为起草",
        "审核中：批准，成为已批准",
        "审核中：驳回，成为已驳回",
        "已批准：报告进展，状态不变",
        "已批准：发放，成为已发放",
    ]


def test_mermaid_names_every_state_and_move() -> None:
    text = flow_mermaid(FLOW)

    assert "    draft --> review: 提交" in text
    assert "    approved --> approved: 报告进展" in text
    assert "    delivered --> [*]" in text
    assert "    review --> [*]" not in text


def test_who_may_names_the_roles() -> None:
    assert who_may(FLOW.move("approve")) == "审核岗位（工会干部）"
    assert who_may(replace(FLOW.move("approve"), who="", roles=frozenset())) == "参与该事项的岗位"
    assert "领导" in who_may(replace(FLOW.move("approve"), roles=frozenset({Role.LEADER})))


def test_reference_pages_hold_every_declaration() -> None:
    assert "| `review` | 审核中 |  |" in states_page([FLOW])
    assert "| `send_back` | 退回 | 审核中 | 起草 | 理由 | `tests.supply.sent_back` |  |" in moves_page([FLOW])
    assert "| 批准 | 审核中 | 审核岗位（工会干部） |" in permissions_page([FLOW])
    assert "| 审核期限 | 提交 | 退回、批准 | `supervise.reply.urgent_note` |" in clocks_page([FLOW])
    assert "| 发放期限 | 批准 | 发放 | 约定日期 |" in clocks_page([FLOW])
    assert "| `tests.supply.opened` | 申领立项 |" in events_page(EVENTS.values())
