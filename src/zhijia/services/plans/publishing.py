"""Publishing a plan: what is missing, the frozen tree and its digest, targets, tasks. One transaction, once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.db import transaction

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import PLAN_PUBLISHED
from zhijia.services.plans.models import PlanDocument, Target, Task
from zhijia.services.plans.models.documents import PlanHalf, PlanState
from zhijia.services.plans.permissions import check_reviews
from zhijia.services.plans.recording import plan_event
from zhijia.services.plans.review.changes import FIELDS
from zhijia.services.plans.review.facts import committed_targets, goal_of, measure_of, period_of, targets_of, task_of
from zhijia.services.plans.review.lines import line_of
from zhijia.services.plans.review.operations import load_tree
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.trail.record import record

DOUBT_OPEN = gettext_noop("有存疑尚未处理。")
NOT_CONFIRMED = gettext_noop("任务尚未确认。")
NO_GOAL = gettext_noop("下面的任务和目标值没有归到三大目标中的一个。")
NO_INDICATOR = gettext_noop("目标值没有对应的指标。")
NO_NUMBER = gettext_noop("目标值没有数值或单位。")
WRONG_RANGE = gettext_noop("区间的上限小于下限。")
WRONG_DATES = gettext_noop("完成时限早于启动日期。")
TARGET_FAULTS = (NO_INDICATOR, NO_NUMBER, WRONG_RANGE)
NO_TASKS = gettext_noop("没有一项任务，不能发布。")
NO_STANDARD = gettext_noop("没有数量，也没有写明完成标志（TA-02）。")
NO_DATE = gettext_noop("没有完成时限，交办时必须写明（TA-01）。")
PART_OVER_WHOLE = gettext_noop("“其中”的部分大于总数（TA-04）。")
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands against publishing, or (in warnings) that one should know before. `node` None: the plan."""

    sentence: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What stands in the way, and what is only pointed out."""

    missing: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check_tree(tree: Tree) -> Check:
    """Everything that publishing asks of a tree, in the order of the document."""
    tasks, targets = tree.of_kind("task"), committed_targets(tree)
    missing = [Finding(DOUBT_OPEN, node) for _depth, node in tree.walk() if node.question]
    missing += [Finding(NOT_CONFIRMED, task) for task in tasks if not (task.is_accepted or task.question)]
    missing += [Finding(NO_GOAL, node) for node in _without_goal(tree, [*tasks, *targets])]
    missing += [Finding(WRONG_DATES, task) for task in tasks if _has_wrong_dates(tree, task)]
    missing += [Finding(sentence, target) for sentence in TARGET_FAULTS for target in targets if _has(target, sentence)]
    if not tasks:
        missing.append(Finding(NO_TASKS))
    warnings = [Finding(NO_STANDARD, task) for task in tasks if not _is_measured(tree, task)]
    warnings += [Finding(NO_DATE, task) for task in tasks if period_of(tree, task).to_on is None]
    warnings += [Finding(PART_OVER_WHOLE, target) for target in targets if _exceeds_whole(tree, target)]
    return Check(tuple(missing), tuple(warnings))


def publish_plan(plan_id: int, *, actor: Actor, now: datetime) -> PlanDocument:
    """Freeze the tree, write its targets, open its tasks. A plan that is already published is returned as it is.

    Raises Refused for a post that may not, or while something is missing (`check_tree` lists what).
    """
    with transaction.atomic():
        plan = PlanDocument.objects.select_for_update(of=("self",)).select_related("union").get(pk=plan_id)
        check_reviews(actor, plan)
        if plan.state == PlanState.PUBLISHED:
            return plan
        tree = load_tree(plan_id)
        missing = check_tree(tree).missing
        if missing:
            raise Refused(Sentence("还有{count}处没有处理，不能发布。", {"count": len(missing)}))
        _freeze(plan, tree, now=now)
        tasks = _open_tasks(plan, tree, actor=actor, now=now)
        targets = _create_targets(plan, tree, tasks)
        data = {"frozen_hash": plan.frozen_hash, "tasks": len(tasks), "targets": len(targets)}
        states = (PlanState.REVIEW, PlanState.PUBLISHED)
        record(plan_event(PLAN_PUBLISHED, plan, actor=actor, now=now, data=data, states=states))
    return plan


def frozen_digest(plan: PlanDocument, tree: Tree) -> str:
    """SHA-256 of the published content in canonical JSON: the facts, the text's digest, every live node in order."""
    content: dict[str, Any] = {
        "title": plan.title,
        "year": plan.year,
        "half": plan.half,
        "issuer": plan.issuer,
        "doc_number": plan.doc_number,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "distribution": plan.distribution,
        "text": sha256(plan.text.encode()).hexdigest(),
        "nodes": [_frozen(node) for _depth, node in tree.walk()],
    }
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def is_as_frozen(plan: PlanDocument) -> bool:
    """Whether the stored content still has the digest that it was published with. Reads the whole tree."""
    return frozen_digest(plan, load_tree(plan.pk)) == plan.frozen_hash


def plan_period(plan: PlanDocument) -> tuple[date, date]:
    """The year or half-year of a plan, both days inclusive."""
    first = date(plan.year, 7 if plan.half == PlanHalf.SECOND else 1, 1)
    last = date(plan.year, 6, 30) if plan.half == PlanHalf.FIRST else date(plan.year, 12, 31)
    return first, last


def _frozen(node: Node) -> Mapping[str, Any]:
    return {"id": node.id, **{name: getattr(node, name) for name in FIELDS}, "version": node.version}


def _freeze(plan: PlanDocument, tree: Tree, *, now: datetime) -> None:
    plan.state, plan.published_at, plan.frozen_hash = PlanState.PUBLISHED, now, frozen_digest(plan, tree)
    plan.save(update_fields=["state", "published_at", "frozen_hash"])


def _open_tasks(plan: PlanDocument, tree: Tree, *, actor: Actor, now: datetime) -> dict[int, Task]:
    nodes = tree.of_kind("task")
    tasks = open_tasks(plan, [_new_task(plan, tree, node) for node in nodes], actor=actor, now=now)
    return {node.id: task for node, task in zip(nodes, tasks, strict=True)}


def _new_task(plan: PlanDocument, tree: Tree, node: Node) -> NewTask:
    starts_on, due_on = task_dates(plan, tree, node)
    measure = measure_of(tree, node)
    return NewTask(
        node_id=node.id,
        title=node.text[:LONGEST_TITLE],
        requirement=node.text,
        goal=goal_of(tree, node),
        measure=measure,
        starts_on=starts_on,
        due_on=due_on,
        standard=str(node.attributes.get("standard", "")),
        line=line_of(node.text) or line_of(measure),
    )


def task_dates(plan: PlanDocument, tree: Tree, node: Node) -> tuple[date, date | None]:
    """When a task starts (the plan's own begin where nothing is said) and by when it is due, if anything says so."""
    first, _last = plan_period(plan)
    period = period_of(tree, node)
    starts_on = period.from_on or first
    return (min(starts_on, period.to_on) if period.to_on else starts_on), period.to_on


def _create_targets(plan: PlanDocument, tree: Tree, tasks: Mapping[int, Task]) -> Sequence[Target]:
    return Target.objects.bulk_create(_target(plan, tree, node, tasks) for node in committed_targets(tree))


def _target(plan: PlanDocument, tree: Tree, node: Node, tasks: Mapping[int, Task]) -> Target:
    data, first_last = node.attributes, plan_period(plan)
    period, task = period_of(tree, node), task_of(tree, node)
    starts_on, ends_on = period.from_on or first_last[0], period.to_on or first_last[1]
    return Target(
        plan=plan,
        node_id=node.id,
        task=tasks[task.id] if task else None,
        union_id=plan.union_id,
        goal=goal_of(tree, node),
        name=str(data.get("name") or node.text)[:LONGEST_TITLE],
        indicator=data["indicator"],
        value=Decimal(data["value"]),
        value_max=_number(data.get("value_max")),
        baseline=_number(data.get("baseline")),
        unit=data.get("unit", ""),
        comparator=data.get("comparator") or "=",
        per=data.get("per", ""),
        period_from=min(starts_on, ends_on),
        period_to=ends_on,
    )


def _without_goal(tree: Tree, nodes: Iterable[Node]) -> list[Node]:
    """Where goals have to be set: for each node without one the nearest heading above it, else the node itself; once."""
    places: dict[int, Node] = {}
    for node in nodes:
        if not goal_of(tree, node):
            place = next((above for above in tree.ancestors(node) if above.kind == "heading"), node)
            places.setdefault(place.id, place)
    return list(places.values())


def _has_wrong_dates(tree: Tree, task: Node) -> bool:
    period = period_of(tree, task)
    return period.from_on is not None and period.to_on is not None and period.from_on > period.to_on


def _has(target: Node, fault: str) -> bool:
    data = target.attributes
    value, value_max = _number(data.get("value")), _number(data.get("value_max"))
    faults = {
        NO_INDICATOR: not data.get("indicator"),
        NO_NUMBER: value is None or not data.get("unit"),
        WRONG_RANGE: value is not None and value_max is not None and value_max < value,
    }
    return faults[fault]


def _is_measured(tree: Tree, task: Node) -> bool:
    return bool(targets_of(tree, task) or task.attributes.get("standard"))


def _exceeds_whole(tree: Tree, target: Node) -> bool:
    whole = tree.live(target.attributes.get("part_of"))
    part_value = _number(target.attributes.get("value"))
    whole_value = _number(whole.attributes.get("value")) if whole else None
    return part_value is not None and whole_value is not None and part_value > whole_value


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
