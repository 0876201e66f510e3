"""Closing a plan: every task settled, the numbers of its targets kept as they stand, and from then on shown as frozen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.indicators.definitions import find_indicators
from zhijia.engines.indicators.freezing import freeze
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import PLAN_CLOSED
from zhijia.services.plans.models import PlanDocument, Target, Task
from zhijia.services.plans.models.documents import PlanState
from zhijia.services.plans.recording import SUBJECT, plan_event
from zhijia.trail.record import Subject, record

CLOSING_ROLES = (Role.RESEARCH, Role.DEPT_HEAD, Role.LEADER)
WHO_CLOSES = gettext_noop("结束计划要用发文工会的研究室、部门负责人或领导岗位。")
MOST_NAMED = 3


def can_close(actor: Actor, plan: PlanDocument) -> bool:
    """Whether the acting post may close plans of this union."""
    return actor.post is not None and actor.post.union_id == plan.union_id and actor.has_role(*CLOSING_ROLES)


def open_tasks_of(plan: PlanDocument) -> Sequence[Task]:
    """The tasks of a plan that are neither done nor withdrawn, the next due first. They stand in the way."""
    rows = Task.objects.filter(plan=plan, case__closed_at=None).select_related("case")
    return list(rows.order_by("due_on", "pk"))


def close_plan(plan_id: int, *, actor: Actor, now: datetime) -> PlanDocument:
    """Freeze the numbers and close; a closed plan is returned as it is.

    Raises Refused for a post that may not, for a plan under review, and while a task is open (it names them).
    """
    with transaction.atomic():
        plan = PlanDocument.objects.select_for_update(of=("self",)).select_related("union").get(pk=plan_id)
        if not can_close(actor, plan):
            raise Refused(WHO_CLOSES)
        if plan.state == PlanState.CLOSED:
            return plan
        if plan.state == PlanState.REVIEW:
            raise Refused("这份计划还没有发布，谈不上结束。")
        check_settled(open_tasks_of(plan))
        days = _freeze(plan, actor=actor, now=now)
        plan.state, plan.closed_at = PlanState.CLOSED, now
        plan.save(update_fields=["state", "closed_at"])
        data = {"frozen": {day.isoformat(): codes for day, codes in days.items()}}
        states = (PlanState.PUBLISHED, PlanState.CLOSED)
        record(plan_event(PLAN_CLOSED, plan, actor=actor, now=now, data=data, states=states))
    return plan


def check_settled(tasks: Sequence[Task]) -> None:
    """Refuse while tasks are open, naming the first of them."""
    if tasks:
        named = "、".join(f"“{task.case.title}”" for task in tasks[:MOST_NAMED])
        words = {"count": len(tasks), "titles": named}
        raise Refused(Sentence("还有{count}项任务没有办结：{titles}。请先核验办结或撤销，再结束计划。", words))


def counted_on(target: Target, *, closed_on: date) -> date:
    """The day that a target is measured on: the last of its period, or that of closing where this comes first."""
    return min(target.period_to, closed_on)


def occasion_of(plan_id: int, day: date) -> str:
    """Under which name the numbers of a plan were frozen that were counted on a day."""
    return f"{SUBJECT}:{plan_id}:{day.isoformat()}"


def _freeze(plan: PlanDocument, *, actor: Actor, now: datetime) -> Mapping[date, list[str]]:
    """Keep every target's number as of its own day; returns which numbers were kept as of which day."""
    days = _codes_by_day(Target.objects.filter(plan=plan).order_by("pk"), closed_on=local_day(now))
    for day, codes in days.items():
        freeze(
            actor,
            occasion=occasion_of(plan.pk, day),
            subject=Subject(SUBJECT, plan.pk, plan.title),
            codes=codes,
            path=plan.path,
            on=day,
            now=now,
        )
    return days


def _codes_by_day(targets: Iterable[Target], *, closed_on: date) -> dict[date, list[str]]:
    days: dict[date, set[str]] = {}
    for target in targets:
        days.setdefault(counted_on(target, closed_on=closed_on), set()).add(target.indicator)
    known = find_indicators(code for codes in days.values() for code in codes)
    return {day: sorted(codes & set(known)) for day, codes in sorted(days.items())}
