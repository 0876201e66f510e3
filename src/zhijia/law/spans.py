"""The words of day counting: units, terms, pauses, extensions, and the due date with its explanation."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.lib.shanghai import local_day

Instant = date | datetime
"""A day, or an aware moment. Terms of hours need a moment; all others look only at its day in Shanghai."""


class Unit(StrEnum):
    """What a term is counted in."""

    NATURAL_DAY = "natural_day"
    WORKING_DAY = "working_day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"

    def amount(self, n: int) -> Sentence:
        """So many of them, in words."""
        return Sentence(ONE_OF[self]) if n == 1 else Sentence(UNIT_WORDS[self], {"n": n})


UNIT_WORDS = {
    Unit.NATURAL_DAY: gettext_noop("{n}个自然日"),
    Unit.WORKING_DAY: gettext_noop("{n}个工作日"),
    Unit.HOUR: gettext_noop("{n}小时"),
    Unit.MONTH: gettext_noop("{n}个月"),
    Unit.YEAR: gettext_noop("{n}年"),
}
ONE_OF = {
    Unit.NATURAL_DAY: gettext_noop("1个自然日"),
    Unit.WORKING_DAY: gettext_noop("1个工作日"),
    Unit.HOUR: gettext_noop("1小时"),
    Unit.MONTH: gettext_noop("1个月"),
    Unit.YEAR: gettext_noop("1年"),
}
"""The same words of one: many languages have a singular."""


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time given by a rule.

    `is_backward`: "not later than n before" the trigger. `rolls`: a last day of rest moves to a workday (forward terms
    later, backward terms earlier); a term of office does not roll. Hours never do. `opens`: what the term leads to begins
    with its last day (a window in which something may be demanded), so the term is over as that day begins.
    """

    amount: int
    unit: Unit
    is_backward: bool = False
    rolls: bool = True
    opens: bool = False

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a term cannot be negative: {self.amount}")


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension that has ended. The day of the pause still counts, the day of resumption does not (art. 201)."""

    paused_at: Instant
    resumed_at: Instant
    reason: str

    def __post_init__(self) -> None:
        if as_day(self.resumed_at) < as_day(self.paused_at):
            raise ValueError(f"resumed on {self.resumed_at} before the pause on {self.paused_at}")


@dataclass(frozen=True, slots=True)
class Extension:
    """An approved lengthening. In the unit of the term it adds to the term; in another it runs from the due day."""

    amount: int
    unit: Unit
    reason: str

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError(f"an extension lengthens: {self.amount}")


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was not counted, and why."""

    day: date
    why: Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything "why this date" shows. `made_up` are Saturdays and Sundays that counted as workdays."""

    trigger: Instant
    rule: Sentence
    steps: tuple[Sentence, ...]
    skipped: tuple[SkippedDay, ...]
    made_up: tuple[SkippedDay, ...]
    raw_due: date
    rolled_due: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term, and the last moment in it (UTC): overdue means `now > due_at`."""

    due_on: date
    due_at: datetime
    explanation: Explanation


def as_day(instant: Instant) -> date:
    """The day in Shanghai of a day or of an aware moment."""
    return local_day(instant) if isinstance(instant, datetime) else instant


def as_moment(instant: Instant) -> datetime:
    """An aware moment as it is; a bare day is refused, for hours cannot be counted from it."""
    if not isinstance(instant, datetime):
        raise ValueError(f"hours are counted from a moment, not from the day {instant}")
    if instant.tzinfo is None:
        raise ValueError(f"naive moment {instant!r}")
    return instant
