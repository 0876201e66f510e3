"""The review screen through the browser's door: what it shows, every verb, refusals that keep the input, forged forms."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.review.operations import last_seq, load_operations, load_tree
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.tests.conftest import FACTS
from zhijia.services.plans.tests.review.trees import TEXT


def tree_of(plan: PlanDocument, *, by: Figure) -> Tree:
    with scoped(by.actor):
        return load_tree(plan.pk)


def node_with(plan: PlanDocument, words: str, *, by: Figure, kind: str = "task") -> Node:
    return next(node for node in tree_of(plan, by=by).of_kind(kind) if words in node.text)


def post(
    client: Client,
    plan: PlanDocument,
    node: Node,
    verb: str,
    data: Mapping[str, object] | None = None,
    *,
    base: int = 1,
) -> Any:
    return client.post(f"/plans/{plan.pk}/review/{node.id}/", {"verb": verb, "base": base, **(data or {})})


def test_the_screen_shows_source_tree_and_the_first_doubt(city: SmallCity, plan: PlanDocument) -> None:
    page = city.research.client().get(f"/plans/{plan.pk}/review/")

    shown = page.context["page"]
    words = page.content.decode()
    assert shown.selected == shown.progress.doubts[0]
    assert f"已确认 0 / {len(shown.progress.tasks)}，存疑 {len(shown.progress.doubts)}" in words
    assert "read-target" in words
    assert 'id="review-source"' in words


def test_every_span_leads_to_its_row_and_back(city: SmallCity, plan: PlanDocument) -> None:
    target = node_with(plan, "100个", by=city.research, kind="target")

    words = city.research.client().get(f"/plans/{plan.pk}/review/?node={target.id}").content.decode()

    assert f'href="/plans/{plan.pk}/review/?node={target.id}#n{target.id}" id="s{target.id}"' in words
    assert f'id="n{target.id}"' in words
    assert f'href="/plans/{plan.pk}/review/?node={target.id}#s{target.id}"' in words


def test_htmx_gets_the_fragment_only(city: SmallCity, plan: PlanDocument) -> None:
    page = city.research.client().get(
        f"/plans/{plan.pk}/review/", headers={"HX-Request": "true", "HX-Target": "review"}
    )

    assert page.content.decode().lstrip().startswith('<div id="review"')


def test_the_page_stays_within_its_queries(city: SmallCity, plan: PlanDocument) -> None:
    client = city.research.client()
    client.get(f"/plans/{plan.pk}/review/")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(f"/plans/{plan.pk}/review/?do=bind")

    assert len(queries) <= 12 + 2, [query["sql"][:90] for query in queries]  # and the test's own savepoint


VERBS: list[tuple[str, str, dict[str, object]]] = [
    ("accept", "task", {}),
    ("edit", "task", {"text": "改写", "goal": "harmony", "standard": "有名册", "due_on": "2026-11-30"}),
    ("edit", "target", {"text": "3000名", "name": "技能比武", "comparator": ">=", "value": "3000", "unit": "名"}),
    ("split", "task", {"at": 2}),
    ("merge", "task", {}),
    ("move", "task", {"parent": ""}),
    ("down", "task", {}),
    ("delete", "task", {}),
    ("add", "task", {"kind": "owner", "text": "组织部"}),
]


@pytest.mark.parametrize(("verb", "kind", "data"), VERBS, ids=[f"{verb} {kind}" for verb, kind, _ in VERBS])
def test_every_verb_is_one_operation_and_leads_on(
    city: SmallCity, plan: PlanDocument, verb: str, kind: str, data: dict[str, object]
) -> None:
    words = {"target": "3000名", "task": "组织3000名职工"}[kind]
    node = node_with(plan, words, by=city.research, kind=kind)

    answer = post(city.research.client(), plan, node, verb, data)

    with scoped(city.research.actor):
        operations = load_operations(plan.pk)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"/plans/{plan.pk}/review/")
    assert len(operations) == 2


def test_an_edit_is_stored_and_confirmed(city: SmallCity, plan: PlanDocument) -> None:
    node = node_with(plan, "组织3000名职工", by=city.research)

    post(city.research.client(), plan, node, "edit", VERBS[1][2])

    stored = tree_of(plan, by=city.research)[node.id]
    assert (stored.text, stored.is_accepted) == ("改写", True)
    assert stored.attributes["due_on"] == "2026-11-30"
    assert stored.attributes["standard"] == "有名册"


def test_a_form_with_faults_keeps_what_was_typed(city: SmallCity, plan: PlanDocument) -> None:
    node = node_with(plan, "组织3000名职工", by=city.research)

    page = post(
        city.research.client(),
        plan,
        node,
        "edit",
        {"text": "写了很久", "starts_on": "2026-12-01", "due_on": "2026-11-01"},
    )

    assert page.status_code == 422
    assert "完成时限不能早于启动日期。" in page.content.decode()
    assert "写了很久" in page.content.decode()


def test_a_clash_shows_both_texts_and_keeps_mine(city: SmallCity, plan: PlanDocument) -> None:
    node = node_with(plan, "组织3000名职工", by=city.research)
    post(city.leader.client(), plan, node, "edit", {"text": "李的写法"})

    page = post(city.research.client(), plan, node, "edit", {"text": "严的写法"})

    words = page.content.decode()
    assert page.status_code == 409
    assert all(text in words for text in (node.text, "李的写法", "严的写法", "李主席"))
    assert tree_of(plan, by=city.research)[node.id].text == "李的写法"


def test_after_a_clash_the_same_form_may_be_sent_again(city: SmallCity, plan: PlanDocument) -> None:
    node = node_with(plan, "组织3000名职工", by=city.research)
    post(city.leader.client(), plan, node, "edit", {"text": "李的写法"})
    page = post(city.research.client(), plan, node, "edit", {"text": "严的写法"})

    base = page.context["answer"].form["base"].value()
    post(city.research.client(), plan, node, "edit", {"text": "严的写法"}, base=base)

    assert tree_of(plan, by=city.research)[node.id].text == "严的写法"


def test_accepting_goes_on_to_the_next_doubt(city: SmallCity, plan: PlanDocument) -> None:
    first, second = [node for _d, node in tree_of(plan, by=city.research).walk() if node.question][:2]

    answer = post(city.research.client(), plan, first, "accept")

    assert f"node={second.id}" in answer.headers["Location"]


def test_everything_without_doubt_is_accepted_at_once_and_undone(city: SmallCity, plan: PlanDocument) -> None:
    client, url = city.research.client(), f"/plans/{plan.pk}/review/edit/"

    client.post(url, {"verb": "accept_all", "base": 1})
    accepted = [node for node in tree_of(plan, by=city.research).every if node.is_accepted]
    client.post(url, {"verb": "undo"})

    assert len(accepted) > 20
    assert not any(node.question for node in accepted)
    assert not any(node.is_accepted for node in tree_of(plan, by=city.research).every)


def test_undo_with_nothing_to_undo_says_so(city: SmallCity, plan: PlanDocument) -> None:
    page = city.research.client().post(f"/plans/{plan.pk}/review/edit/", {"verb": "undo"})

    assert page.status_code == 422
    assert "没有可以撤回的修改" in page.content.decode()


def test_a_number_set_aside_becomes_a_target_by_editing(city: SmallCity, plan: PlanDocument) -> None:
    with scoped(city.research.actor):
        other = upload_plan(
            "江海市总工会2026年工作要点\n一、服务发展\n实施“百人千企”行动。\n",
            FACTS,
            filename="",
            actor=city.research.actor,
            now=NOW,
        )
    aside = next(node for node in tree_of(other, by=city.research).every if node.is_aside)
    data = {"text": "百人", "name": "结对干部", "comparator": ">=", "value": "100", "unit": "人"}

    post(city.research.client(), other, aside, "edit", data)

    node = tree_of(other, by=city.research)[aside.id]
    assert not node.is_aside
    assert node.attributes["value"] == "100"


FORGERIES: list[tuple[str, dict[str, object], int]] = [
    ("explode", {}, 404),
    ("accept", {"base": "x"}, 422),
    ("accept", {"base": "-1"}, 422),
    ("accept", {"base": "2"}, 422),
    ("split", {"at": "99999"}, 422),
    ("split", {"at": "0"}, 422),
    ("move", {"parent": "999999999"}, 422),
    ("add", {"kind": "task", "text": "任务里的任务"}, 422),
    ("bind", {"indicator": "no.such"}, 422),
    ("edit", {"text": "   "}, 422),
    ("edit", {"text": "甲", "goal": "profit"}, 422),
    ("edit", {"text": "甲", "due_on": "2026-02-30"}, 422),
]


@pytest.mark.parametrize(("verb", "data", "status"), FORGERIES, ids=[f"{v} {d}" for v, d, _ in FORGERIES])
def test_a_forged_form_changes_nothing(
    city: SmallCity, plan: PlanDocument, verb: str, data: dict[str, object], status: int
) -> None:
    node = node_with(plan, "组织3000名职工", by=city.research)

    answer = city.research.client().post(f"/plans/{plan.pk}/review/{node.id}/", {"verb": verb, "base": "1", **data})

    assert answer.status_code == status
    with scoped(city.research.actor):
        assert last_seq(plan.pk) == 1


def test_a_node_of_another_plan_is_not_found_through_this_one(city: SmallCity, plan: PlanDocument) -> None:
    facts = PlanFacts(title="北塘要点", year=2026)
    with scoped(city.county_cadre.actor):
        other = upload_plan(TEXT, facts, filename="", actor=city.county_cadre.actor, now=NOW)
    foreign = node_with(other, "组织3000名职工", by=city.county_cadre)

    answer = post(city.research.client(), plan, foreign, "accept")

    assert answer.status_code == 404


PEOPLE = {
    "research": 200,
    "leader": 200,
    "dept_head": 200,
    "city_cadre": 200,
    "administrator": 403,
    "supervisor": 403,
    "bureau_officer": 404,
    "county_leader": 404,
    "county_cadre": 404,
    "town_cadre": 404,
    "chair": 404,
    "worker": 404,
    "stranger": 404,
    "south_chair": 404,
}
PAGES = ["review/", "facts/", "publish/"]


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_review(city: SmallCity, plan: PlanDocument, name: str) -> None:
    client = getattr(city, name).client()
    node = node_with(plan, "组织3000名职工", by=city.research)

    pages = {client.get(f"/plans/{plan.pk}/{page}").status_code for page in PAGES}
    edit = post(client, plan, node, "accept").status_code
    undo = client.post(f"/plans/{plan.pk}/review/edit/", {"verb": "undo"}).status_code
    discard = client.post(f"/plans/{plan.pk}/discard/").status_code

    expected = PEOPLE[name]
    assert pages == {expected}
    assert (edit, undo, discard) == ((303, 303, 302) if expected == 200 else (expected, expected, expected))


def test_a_visitor_is_asked_to_log_in(city: SmallCity, plan: PlanDocument) -> None:
    answer = Client().get(f"/plans/{plan.pk}/review/")

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_what_the_reading_missed_is_added_at_the_top_also_of_an_empty_one(city: SmallCity) -> None:
    """A text without a heading or a task is no dead end: heading, item and task are written by hand, each where it belongs."""
    with scoped(city.research.actor):
        facts = PlanFacts(title="一份读不出内容的文件", year=2026)
        plan = upload_plan("江海市总工会\n", facts, filename="", actor=city.research.actor, now=NOW)
        assert load_tree(plan.pk).of_kind("task") == []
    client = city.research.client()
    empty = client.get(f"/plans/{plan.pk}/review/?part=1&do=add")
    assert empty.context["is_adding_at_top"]

    seq = empty.context["page"].seq
    nothing = {"verb": "add", "base": seq, "kind": "heading", "text": " "}
    refused = client.post(f"/plans/{plan.pk}/review/edit/", nothing)
    assert (refused.status_code, refused.context["is_adding_at_top"]) == (422, True)
    client.post(f"/plans/{plan.pk}/review/edit/", nothing | {"text": "建设和谐"})
    [heading] = _nodes(city, plan.pk, "heading")
    for n, (kind, words) in enumerate([("item", "预警网络"), ("task", "新建联系点")], 1):
        data = {"verb": "add", "base": seq + n, "kind": kind, "text": words}
        assert client.post(f"/plans/{plan.pk}/review/{heading}/", data).status_code == 303

    with scoped(city.research.actor):
        tree = load_tree(plan.pk)
        assert [(node.kind, node.text, depth) for depth, node in tree.walk()] == [
            ("heading", "建设和谐", 0),
            ("item", "预警网络", 1),
            ("task", "新建联系点", 1),
        ]
        assert "新建联系点" in client.get(f"/plans/{plan.pk}/review/").content.decode()


def _nodes(city: SmallCity, plan: int, kind: str) -> list[int]:
    with scoped(city.research.actor):
        return [node.id for node in load_tree(plan).of_kind(kind)]
