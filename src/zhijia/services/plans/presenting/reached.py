"""What the targets of a plan have come to: live while it runs, as they were frozen once it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.indicators.definitions import Indicator, Kind
from zhijia.engines.indicators.freezing import read_frozen_on
from zhijia.engines.indicators.reading import Place, Reading, read_days
from zhijia.law.lights import Light
from zhijia.law.target_lights import Comparator, TargetFacts, target_light
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.closing import counted_on, occasion_of
from zhijia.services.plans.models import PlanDocument, Target
from zhijia.ui.wording import grouped


@dataclass(frozen=True, slots=True)
class Reached:
    """The number a target has come to, in words, with its light. `as_of` is the day it was counted on."""

    value: str
    light: str
    word: str
    reason: str
    as_of: date
    is_frozen: bool


def read_reached(
    actor: Actor,
    plan: PlanDocument,
    targets: Sequence[Target],
    *,
    known: Mapping[str, Indicator],
    today: date,
    law: LocalLaw,
) -> Mapping[int, Reached]:
    """By target id; empty for who does not see all of the issuing union, because a part of a number says nothing.

    `known` are the indicators of these targets that may be seen.
    """
    if not actor.covers(plan.path) or not targets:
        return {}
    closed_on = local_day(plan.closed_at) if plan.closed_at else today
    days = {target.pk: counted_on(target, closed_on=closed_on) for target in targets}
    readings = _frozen(plan, targets, days) if plan.closed_at else _live(plan, known, days)
    near, behind = (
        law.rule(f"light.target.{name}", place=plan.union.place, on=closed_on).number for name in ("near", "behind")
    )
    return {
        target.pk: _reached(target, reading, today=closed_on, near=near, behind=behind)
        for target in targets
        if (reading := readings.get((target.indicator, days[target.pk])))
    }


def _live(
    plan: PlanDocument, known: Mapping[str, Indicator], days: Mapping[int, date]
) -> dict[tuple[str, date], Reading]:
    found = read_days(known.values(), place=Place(plan.path), days=sorted(set(days.values())))
    return {(code, reading.as_of): reading for code, readings in found.items() for reading in readings}


def _frozen(plan: PlanDocument, targets: Sequence[Target], days: Mapping[int, date]) -> dict[tuple[str, date], Reading]:
    occasions = {occasion_of(plan.pk, day) for day in days.values()}
    found = read_frozen_on(occasions, codes={target.indicator for target in targets}, path=plan.path)
    return {(code, reading.as_of): reading for (_occasion, code), reading in found.items()}


def _reached(target: Target, reading: Reading, *, today: date, near: int, behind: int) -> Reached:
    facts = TargetFacts(
        value=reading.value,
        target=target.value,
        comparator=Comparator(target.comparator),
        period_from=target.period_from,
        period_to=target.period_to,
        baseline=target.baseline,
    )
    light = target_light(facts, today=today, near_days=near, behind_percent=behind)
    is_silent = light.light is Light.GREY and reading.value is None
    return Reached(
        value=_value_words(reading),
        light=light.light.value,
        word=_("未报送") if is_silent else _(light.light.word),
        reason=light.reason.said_in(_),
        as_of=reading.as_of,
        is_frozen=reading.is_frozen,
    )


def _value_words(reading: Reading) -> str:
    if not reading.is_reported:
        return _("未报")
    if reading.value is None:
        return "—"
    number = round(float(reading.value), 1) if reading.indicator.kind is Kind.RATIO else int(reading.value)
    return grouped(number)
