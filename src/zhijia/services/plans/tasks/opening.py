"""From the task nodes of a published plan to cases that await their assignment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models import PlanDocument, Task


@dataclass(frozen=True)
class NewTask:
    """A task as it stands in the frozen tree. `line` is the function line that its words suggest, or empty."""

    node_id: int | None
    title: str
    requirement: str
    goal: str
    measure: str
    starts_on: date
    due_on: date | None
    standard: str = ""
    line: str = ""


def open_tasks(plan: PlanDocument, tasks: Sequence[NewTask], *, actor: Actor, now: datetime) -> list[Task]:
    """Open one case per task, in the order given; returns the tasks. One transaction for all of them."""
    entries = [
        NewCase(
            title=task.title[:300],
            union_id=plan.union_id,
            place=plan.union.place,
            line=task.line,
            due_on=task.due_on,
            data={"plan": plan.pk},
        )
        for task in tasks
    ]
    with transaction.atomic():
        cases = open_cases(TASK_FLOW, entries, actor=actor, now=now)
        rows = [
            Task(
                case=case,
                plan=plan,
                node_id=task.node_id,
                goal=task.goal,
                measure=task.measure[:200],
                requirement=task.requirement,
                standard=task.standard,
                starts_on=task.starts_on,
                planned_due_on=task.due_on,
                due_on=task.due_on,
            )
            for case, task in zip(cases, tasks, strict=True)
        ]
        Task.objects.bulk_create(rows)
        begin(TASK_FLOW, zip(cases, rows, strict=True), now=now)
    return rows
