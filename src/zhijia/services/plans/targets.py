"""The targets of a plan for whoever measures them: what is promised, in which period, by whom. Never the value reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.closing import counted_on, occasion_of
from zhijia.services.plans.models import PlanDocument, Target
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.periods import plan_period
from zhijia.services.plans.queries import ISSUED, plans_visible_to
from zhijia.services.plans.tasks.queries import lead_person, tasks_of_unit, with_holders


@dataclass(frozen=True, slots=True, kw_only=True)
class CockpitTarget:
    """One promise. `path` and `union_id` are of the union that made it; `value_max` only of a range.

    `lead_label` names post and union in charge, `person` who holds the post on the day asked for; both are empty while
    nobody is, and for a reader who may not see the task (`is_led_elsewhere`). `case_id` opens the task. `frozen_as` is
    the occasion that its number was frozen on, empty while the plan runs.
    """

    pk: int
    plan_id: int
    union_id: int
    goal: str
    name: str
    indicator: str
    value: Decimal
    value_max: Decimal | None
    baseline: Decimal | None
    comparator: str
    unit: str
    per: str
    period_from: date
    period_to: date
    path: str
    lead_label: str
    person: str
    case_id: int | None
    is_led_elsewhere: bool
    frozen_as: str


def list_goals() -> list[tuple[str, str]]:
    """Code and Chinese word of the three goals, in the order of the bulletin."""
    return [(goal.value, str(goal.label)) for goal in Goal]


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A published plan: its title, whose it is (`path`, `issuer`), its first and last day."""

    pk: int
    title: str
    issuer: str
    path: str
    period_from: date
    period_to: date

    def holds(self, day: date) -> bool:
        return self.period_from <= day <= self.period_to


@dataclass(frozen=True, slots=True)
class Promises:
    """The published plans that have targets, the one chosen, and its targets in the order of the document."""

    plans: Sequence[PlanChoice]
    plan: PlanChoice | None
    targets: Sequence[CockpitTarget]


def read_promises(actor: Actor, *, chosen: str, on: date) -> Promises:
    """The plan whose id was chosen (else the first whose period holds the day, else the newest) and its targets.

    Plans of upper unions stand before those of lower ones. One query.
    """
    rows = list(
        _targets_visible_to(actor, on=on).order_by("-plan__year", "-plan__half", "plan__path", "-plan_id", "pk")
    )
    plans = list(dict.fromkeys(_choice(row.plan) for row in rows))
    plan = _chosen(plans, chosen=chosen, on=on)
    targets = [_cockpit_target(row) for row in rows if plan and row.plan_id == plan.pk]
    return Promises(plans, plan, targets)


def targets_of_indicator(actor: Actor, code: str, *, on: date) -> list[CockpitTarget]:
    """Targets in sight that an indicator measures, those whose period holds the day first. One query."""
    targets = [
        _cockpit_target(row)
        for row in _targets_visible_to(actor, on=on).filter(indicator=code).order_by("-plan_id", "pk")
    ]
    return sorted(targets, key=lambda target: not target.period_from <= on <= target.period_to)


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task past its due date: what, whose, since how many days. `case_id` opens it."""

    title: str
    case_id: int
    lead_label: str
    person: str
    due_on: date
    days_late: int


def late_tasks(actor: Actor, *, at: str, on: date, most: int, without: Collection[int | None] = ()) -> list[LateTask]:
    """Tasks led by posts at or below a node that were due before a day and are not done, the longest late first.

    `without` names cases to leave out: those whose promise is reached.
    """
    rows = (
        with_holders(tasks_of_unit(actor, at), on=on)
        .select_related(None)
        .select_related("case")
        .filter(due_on__lt=on, case__closed_at=None)
        .exclude(case_id__in=[pk for pk in without if pk is not None])
        .filter(Q(done_on=None) | Q(done_on__gt=on))
        .order_by("due_on", "pk")[:most]
    )
    return [
        LateTask(row.case.title, row.case_id, row.lead_label, row.lead_person, row.due_on, (on - row.due_on).days)
        for row in rows
        if row.due_on
    ]


def _targets_visible_to(actor: Actor, *, on: date) -> QuerySet[Target]:
    plans = plans_visible_to(actor).filter(state__in=ISSUED).order_by()
    return (
        Target.objects.filter(plan__in=plans.values("pk"))
        .select_related("plan__union", "task")
        .defer("plan__text", "plan__distribution")
        .annotate(held_by=lead_person("task_id", on=on))
    )


def _choice(plan: PlanDocument) -> PlanChoice:
    return PlanChoice(plan.pk, plan.title, plan.issuer or plan.union.name, plan.path, *plan_period(plan))


def _chosen(plans: Sequence[PlanChoice], *, chosen: str, on: date) -> PlanChoice | None:
    by_id = next((plan for plan in plans if str(plan.pk) == chosen), None)
    return by_id or next((plan for plan in plans if plan.holds(on)), plans[0] if plans else None)


def _cockpit_target(row: Target) -> CockpitTarget:
    return CockpitTarget(
        pk=row.pk,
        plan_id=row.plan_id,
        union_id=row.union_id,
        goal=row.goal,
        name=row.name,
        indicator=row.indicator,
        value=row.value,
        value_max=row.value_max,
        baseline=row.baseline,
        comparator=row.comparator,
        unit=row.unit,
        per=row.per,
        period_from=row.period_from,
        period_to=row.period_to,
        path=row.path,
        lead_label=row.task.lead_label if row.task else "",
        person=str(vars(row)["held_by"]),
        case_id=row.task.case_id if row.task else None,
        is_led_elsewhere=row.task_id is not None and row.task is None,
        frozen_as=_frozen_as(row),
    )


def _frozen_as(row: Target) -> str:
    if row.plan.closed_at is None:
        return ""
    return occasion_of(row.plan_id, counted_on(row, closed_on=local_day(row.plan.closed_at)))
