"""How far tasks have come, by the numbers of the targets that measure them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import connection

from zhijia.engines.indicators.definitions import Kind, find_indicators
from zhijia.law.target_lights import Comparator, TargetFacts, is_cap, share_done


@dataclass(frozen=True, slots=True)
class Measured:
    """A target of a task in sight with the number reached on a day, the whole of it. `is_ratio` None: computed by us."""

    task_id: int
    indicator: str
    comparator: str
    value: Decimal
    baseline: Decimal | None
    period_from: date
    period_to: date
    is_ratio: bool | None
    numerator: int
    denominator: int
    reports: int

    @property
    def reached(self) -> int | Fraction | None:
        """The value as the cockpit shows it; None when nothing is reported or there is nothing to divide by."""
        if self.is_ratio is not None and not self.reports:
            return None
        if not self._is_ratio:
            return self.numerator
        return Fraction(100 * self.numerator, self.denominator) if self.denominator else None

    @property
    def facts(self) -> TargetFacts:
        return TargetFacts(
            value=self.reached,
            target=self.value,
            comparator=Comparator(self.comparator),
            period_from=self.period_from,
            period_to=self.period_to,
            baseline=self.baseline,
        )

    @property
    def _is_ratio(self) -> bool:
        if self.is_ratio is not None:
            return self.is_ratio
        known = find_indicators([self.indicator])
        return bool(known) and known[self.indicator].kind is Kind.RATIO


def progress_of(case_ids: Iterable[int], *, on: date) -> Mapping[int, Fraction]:
    """Done over promised, 0 to 1, by task id, of the tasks behind these cases; of several targets the slowest counts.

    (TA-03, TA-05.) One query. The whole number counts also for a reader who sees a part of it (migration 0006). A task is
    left out when nothing measures it: no target, a ceiling, a promise per month or quarter, nothing reported.
    """
    slowest: dict[int, Fraction] = {}
    for target in _measured(case_ids, on=on):
        facts = target.facts
        if facts.value is not None and not is_cap(facts):
            slowest[target.task_id] = min(slowest.get(target.task_id, Fraction(1)), share_done(facts))
    return slowest


def _measured(case_ids: Iterable[int], *, on: date) -> list[Measured]:
    wanted = list(case_ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plans_measured(%s, %s)", [wanted, on])
        return [Measured(*row) for row in cursor.fetchall()]
