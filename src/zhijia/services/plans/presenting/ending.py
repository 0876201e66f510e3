"""What the page that closes a plan shows: the tasks that stand in the way, and the numbers that will be frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import get_flow
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.closing import open_tasks_of
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.periods import plan_period
from zhijia.services.plans.presenting.standing import TargetLine, present_targets, target_columns
from zhijia.ui.components import Column


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is neither done nor withdrawn."""

    title: str
    url: str
    lead: str
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Ending:
    """`ends_on` is the last day of the plan's period; `is_early` says that it has not passed."""

    tasks: Sequence[OpenTask]
    task_columns: Sequence[Column]
    targets: Sequence[TargetLine]
    target_columns: Sequence[Column]
    ends_on: date
    is_early: bool


def read_ending(actor: Actor, plan: PlanDocument, *, today: date) -> Ending:
    ends_on = plan_period(plan)[1]
    targets = present_targets(actor, plan, today=today, law=LocalLaw())
    return Ending(
        tasks=[_open_task(task) for task in open_tasks_of(plan)],
        task_columns=[
            Column(_("任务")),
            Column(_("牵头岗位"), "long"),
            Column(_("完成时限"), "date"),
            Column(_("办理状态"), "short"),
        ],
        targets=targets,
        target_columns=target_columns(targets),
        ends_on=ends_on,
        is_early=today <= ends_on,
    )


def _open_task(task: Task) -> OpenTask:
    return OpenTask(
        title=task.case.title,
        url=reverse("cases:case", args=[task.case_id]),
        lead=task.lead_label or _("未交办"),
        due_on=task.due_on,
        state=_(get_flow(task.case.kind).state(task.case.state).label),
    )
