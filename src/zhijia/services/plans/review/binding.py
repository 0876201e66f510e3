"""Which indicator a target is measured by: what there is to choose from, what its words suggest, declaring a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijia.engines.indicators.declaring import Definition, declare
from zhijia.engines.indicators.definitions import Indicator, as_indicator, list_indicators
from zhijia.engines.indicators.models import Declared
from zhijia.lib.likeness import containment, likeness
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument

LEAST_SCORE = 0.2
MOST_SUGGESTED = 5
SAME_UNIT = 0.15
NO_SUCH_INDICATOR = gettext_noop("没有这个指标，或已停用。请从列表中选择，或新设一个申报指标。")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator and how well its words fit, 0 to 1."""

    indicator: Indicator
    score: float


def list_choices() -> list[Indicator]:
    """What a target may be bound to: computed indicators, then the declared ones in sight that are still in use."""
    in_use = Declared.objects.filter(closed_on=None).order_by("name", "pk")
    return [*list_indicators(), *map(as_indicator, in_use)]


def suggest(name: str, context: str, unit: str, choices: Iterable[Indicator]) -> list[Suggestion]:
    """The best fitting indicators first, those below a least fit left out.

    `name` is what the target counts, `context` the sentence around it. A shared unit (家 of 家工会 too) helps, it is never enough.
    """
    scored = [Suggestion(choice, _score(name, context, unit, choice)) for choice in choices]
    fitting = [entry for entry in scored if entry.score >= LEAST_SCORE]
    return sorted(fitting, key=lambda entry: (-entry.score, entry.indicator.code))[:MOST_SUGGESTED]


def _score(name: str, context: str, unit: str, choice: Indicator) -> float:
    by_name = likeness(name, choice.name)
    by_definition = containment(name, choice.definition) * 0.6
    by_context = containment(choice.name, context) * 0.8
    words = max(by_name, by_definition, by_context)
    if not words:
        return 0.0
    return min(1.0, words + (SAME_UNIT if unit and choice.unit.startswith(unit) else 0.0))


def check_code(code: str, choices: Sequence[Indicator]) -> Indicator:
    """The chosen indicator. Raises Refused for a code that is not to be chosen."""
    chosen = next((choice for choice in choices if choice.code == code), None)
    if chosen is None:
        raise Refused(NO_SUCH_INDICATOR, field="indicator")
    return chosen


def declare_for(plan: PlanDocument, definition: Definition, *, actor: Actor, now: datetime) -> str:
    """Set up a declared indicator at the union that issues the plan; returns its code. Raises Refused."""
    return as_indicator(declare(actor, union=plan.union, definition=definition, now=now)).code
