"""Publishing a plan: the frozen tree and its digest, targets, tasks. One transaction, once."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from zhijia.lib.digests import digest_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import PLAN_PUBLISHED
from zhijia.services.plans.models import PlanDocument, Target, Task
from zhijia.services.plans.models.documents import PlanState
from zhijia.services.plans.periods import plan_period
from zhijia.services.plans.permissions import check_reviews
from zhijia.services.plans.recording import plan_event
from zhijia.services.plans.review.changes import FIELDS
from zhijia.services.plans.review.facts import committed_targets, goal_of, measure_of, period_of, task_of
from zhijia.services.plans.review.lines import line_of
from zhijia.services.plans.review.operations import load_tree
from zhijia.services.plans.review.quantities import decimal_of
from zhijia.services.plans.review.tree import Node, Tree
from zhijia.services.plans.rules import check_tree
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.trail.record import record

LONGEST_TITLE = 120


def publish_plan(plan_id: int, *, actor: Actor, now: datetime) -> PlanDocument:
    """Freeze the tree, write its targets, open its tasks. A plan that is already published is returned as it is.

    Raises Refused for a post that may not, or while something is missing (`check_tree` lists what).
    """
    with transaction.atomic():
        plan = PlanDocument.objects.select_for_update(of=("self",)).select_related("union").get(pk=plan_id)
        check_reviews(actor, plan)
        if plan.state != PlanState.REVIEW:
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
        "text": digest_of(plan.text),
        "nodes": [_frozen(node) for _depth, node in tree.walk()],
    }
    return digest_of(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def is_as_frozen(plan: PlanDocument) -> bool:
    """Whether the stored content still has the digest that it was published with. Reads the whole tree."""
    return frozen_digest(plan, load_tree(plan.pk)) == plan.frozen_hash


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
        value_max=decimal_of(data.get("value_max")),
        baseline=decimal_of(data.get("baseline")),
        unit=data.get("unit", ""),
        comparator=data.get("comparator") or "=",
        per=data.get("per", ""),
        period_from=min(starts_on, ends_on),
        period_to=ends_on,
    )
