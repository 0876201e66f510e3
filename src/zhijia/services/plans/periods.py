"""Within which days a plan and its tasks move."""

from datetime import date

from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.models.documents import PlanHalf


def plan_period(plan: PlanDocument) -> tuple[date, date]:
    """The year or half-year of a plan, both days inclusive."""
    first = date(plan.year, 7 if plan.half == PlanHalf.SECOND else 1, 1)
    last = date(plan.year, 6, 30) if plan.half == PlanHalf.FIRST else date(plan.year, 12, 31)
    return first, last


def last_day_of(task: Task) -> date:
    """The last day that a task may be given: the end of the plan's period, or the later day that the plan itself names."""
    ends_on = plan_period(task.plan)[1]
    return max(ends_on, task.planned_due_on or ends_on)


def last_day_extended(task: Task) -> date:
    """The last day that a task may be extended to: within the plan year, also of a half-year's plan."""
    return max(last_day_of(task), date(task.plan.year, 12, 31))
