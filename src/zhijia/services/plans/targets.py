"""The targets of a plan for whoever measures them: what is promised, in which period, by whom. Never the value reached."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Target
from zhijia.services.plans.models.documents import Goal, PlanState
from zhijia.services.plans.publishing import plan_period
from zhijia.services.plans.queries import plans_visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class CockpitTarget:
    """One promise. `path` and `union_id` are of the union that made it; `value_max` only of a range.

    `lead_label` names post and union in charge, `person` who held the post when it was assigned; both are empty while
    nobody is. `case_id` opens the task.
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


def list_goals() -> list[tuple[str, str]]:
    """Code and Chinese word of the three goals, in the order of the bulletin."""
    return [(goal.value, str(goal.label)) for goal in Goal]


def published_plans(actor: Actor) -> QuerySet[PlanDocument]:
    """Published plans that the actor may see, the newest period first, those of the upper unions before the lower."""
    return plans_visible_to(actor).filter(state=PlanState.PUBLISHED).order_by("-year", "-half", "path", "-id")


def choose_plan(plans: list[PlanDocument], *, chosen: str, on: date) -> PlanDocument | None:
    """The plan whose id was chosen, else the first whose period holds the day, else the newest; None without plans."""
    by_id = {str(plan.pk): plan for plan in plans}
    if chosen in by_id:
        return by_id[chosen]
    current = (plan for plan in plans if plan_period(plan)[0] <= on <= plan_period(plan)[1])
    return next(current, plans[0] if plans else None)


def targets_for_cockpit(plan: PlanDocument) -> list[CockpitTarget]:
    """The targets of a plan in the order of the document. Whoever sees the plan sees them. One query."""
    rows = Target.objects.filter(plan=plan).select_related("task").order_by("goal", "pk")
    return [_cockpit_target(row) for row in rows]


def targets_of_indicator(actor: Actor, code: str, *, on: date) -> list[CockpitTarget]:
    """Targets in sight that an indicator measures, those whose period holds the day first."""
    rows = Target.objects.filter(indicator=code, plan__in=published_plans(actor)).select_related("task").order_by("pk")
    targets = [_cockpit_target(row) for row in rows]
    return sorted(targets, key=lambda target: not target.period_from <= on <= target.period_to)


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
        person=row.task.lead_person if row.task else "",
        case_id=row.task.case_id if row.task else None,
    )
