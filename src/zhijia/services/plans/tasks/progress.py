"""How far tasks have come, by the numbers of the targets that measure them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from zhijia.engines.indicators.definitions import find_indicators
from zhijia.engines.indicators.reading import Place, read_days
from zhijia.law.target_lights import Comparator, TargetFacts, is_cap, share_done
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Target


def progress_of(actor: Actor, plan: PlanDocument, *, on: date) -> Mapping[int, Fraction]:
    """Done over promised, 0 to 1, by task id; of several targets the slowest counts (TA-03, TA-05). At most three queries.

    A task is left out when nothing measures it: no target, a ceiling, a promise per month or quarter, nothing reported.
    Empty for who does not see all of the issuing union: a part of a number says nothing about the whole promise.
    """
    if not actor.covers(plan.path):
        return {}
    targets = list(Target.objects.filter(plan=plan, task__isnull=False, per="").order_by("pk"))
    indicators = find_indicators(target.indicator for target in targets).values()
    readings = read_days(indicators, place=Place(plan.path), days=[on]) if targets else {}
    slowest: dict[int, Fraction] = {}
    for target in targets:
        facts = _facts(target, value=readings[target.indicator][-1].value if target.indicator in readings else None)
        if target.task_id is None or facts.value is None or is_cap(facts):
            continue
        slowest[target.task_id] = min(slowest.get(target.task_id, Fraction(1)), share_done(facts))
    return slowest


def _facts(target: Target, *, value: int | Fraction | None) -> TargetFacts:
    return TargetFacts(
        value=value,
        target=target.value,
        comparator=Comparator(target.comparator),
        period_from=target.period_from,
        period_to=target.period_to,
        baseline=target.baseline,
    )
