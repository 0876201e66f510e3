"""The plan of the demo city: our own text, read by the real parser, confirmed, bound, published."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

from zhijia.demo.timeline import Timeline
from zhijia.engines.indicators.declaring import Definition
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.parsing import DoubtCode
from zhijia.services.plans.publishing import publish_plan
from zhijia.services.plans.review.binding import declare_for
from zhijia.services.plans.review.edits import accept, accept_all, delete
from zhijia.services.plans.review.facts import committed_targets, goal_of
from zhijia.services.plans.review.operations import Desk, last_seq, load_tree, operate
from zhijia.services.plans.review.tree import Node, Tree

NAMES = {
    "练兵职工": "大练兵参加职工",
    "企业工会": "挂钩联系企业工会",
    "行业工会联合会": "新组建行业工会联合会",
    "换届率": "基层工会按期换届率",
    "采纳率": "合理化建议采纳率",
    "发出工资集体协商": "工资集体协商要约",
    "意见书": "限期整改意见书",
}
"""What the research office calls a target whose name in the text is too short to stand alone."""
SCALE_IN_NAME = DoubtCode.IN_NAME_SCALE.value
COMPUTED = {
    "建会率": "organising.coverage",
    "工资集体协商要约": "bargaining.offers.wage",
    "应约率": "bargaining.reply_rate",
    "集体合同签订率": "bargaining.contract_rate",
    "限期整改意见书": "supervision.opinions",
    "整改率": "supervision.rectification",
}
"""Words before a target that name a number the product computes itself; every other target is declared."""
WITHIN = 24
"""So many signs before a target may its name stand."""


def plan_text(timeline: Timeline) -> str:
    """The demo plan with months around the day of the city, so that part of it is always late and part still ahead."""
    months = {
        "month_a": timeline.month_of_plan(-2),
        "month_b": timeline.month_of_plan(-1),
        "month_c": timeline.month_of_plan(1),
        "month_d": timeline.month_of_plan(0),
    }
    issued = issued_on(timeline)
    text = (files("zhijia.demo") / "data" / "plan.txt").read_text(encoding="utf-8")
    return text.format(year=timeline.plan_year, issued=f"{issued.year}年{issued.month}月{issued.day}日", **months)


def issued_on(timeline: Timeline) -> date:
    """The day of issue: well before the day of the city, but within the plan year where that is possible."""
    return timeline.day(plan_age(timeline) + 2)


def plan_age(timeline: Timeline) -> int:
    """How many days ago the plan was uploaded."""
    return max(16, min(140, (timeline.as_of - date(timeline.plan_year, 1, 10)).days))


def publish_demo_plan(timeline: Timeline, *, research: Actor) -> PlanDocument:
    """Upload, settle every doubt, bind every target, confirm, publish: what a research office does in an afternoon."""
    now = timeline.ago(plan_age(timeline))
    facts = PlanFacts(
        title=f"{timeline.plan_year}年工会重点工作计划",
        year=timeline.plan_year,
        issuer="演示市总工会",
        doc_number=f"演示工发〔{timeline.plan_year}〕6号",
        issued_on=issued_on(timeline),
    )
    with scoped(research):
        plan = upload_plan(plan_text(timeline), facts, filename="重点工作计划.txt", actor=research, now=now)
        _settle_doubts(plan, actor=research, timeline=timeline)
        _bind_targets(plan, actor=research, timeline=timeline)
        base = last_seq(plan.pk)
        operate(plan.pk, "accept", lambda desk: accept_all(desk.tree, base=base), actor=research, base=base, now=now)
        return publish_plan(plan.pk, actor=research, now=timeline.ago(plan_age(timeline), hour=15))


def _settle_doubts(plan: PlanDocument, *, actor: Actor, timeline: Timeline) -> None:
    now = timeline.ago(plan_age(timeline), hour=11)
    doubtful = [node.id for _depth, node in load_tree(plan.pk).walk() if node.question]
    for node_id in doubtful:

        def settle(desk: Desk, node_id: int = node_id) -> list[Node]:
            return _settled(desk.tree, desk.node(node_id))

        operate(plan.pk, "accept", settle, actor=actor, base=last_seq(plan.pk), now=now)


def _settled(tree: Tree, node: Node) -> list[Node]:
    """A scale that is only part of an activity's name goes: the number beside it is the target. The rest is right."""
    return delete(tree, node) if SCALE_IN_NAME in node.doubts else accept(tree, node)


def _bind_targets(plan: PlanDocument, *, actor: Actor, timeline: Timeline) -> None:
    now = timeline.ago(plan_age(timeline), hour=14)
    tree = load_tree(plan.pk)
    for target in committed_targets(tree):
        code = _indicator_of(plan, tree, target, actor=actor, timeline=timeline)

        def bind(desk: Desk, node_id: int = target.id, code: str = code) -> list[Node]:
            node = desk.node(node_id)
            attributes = {**node.attributes, "indicator": code, "name": _name_of(node)}
            return [replace(node, attributes=attributes, is_accepted=True)]

        operate(plan.pk, "edit", bind, actor=actor, base=last_seq(plan.pk), now=now)


def _indicator_of(plan: PlanDocument, tree: Tree, target: Node, *, actor: Actor, timeline: Timeline) -> str:
    name = _name_of(target)
    before = plan.text[max(0, target.start - WITHIN) : target.start]
    nearest = max(COMPUTED, key=before.rfind)
    if nearest in before:
        return COMPUTED[nearest]
    unit = str(target.attributes.get("unit") or "项")
    definition = Definition(
        name=name[:60],
        definition=f"各级工会按月申报，附佐证材料。目标原文：{target.text}。",
        unit=unit,
        goal=goal_of(tree, target),
        is_ratio=unit == "%",
    )
    return declare_for(plan, definition, actor=actor, now=timeline.ago(plan_age(timeline), hour=14))


def _name_of(target: Node) -> str:
    name = str(target.attributes.get("name") or target.text)
    return NAMES.get(name, name)
