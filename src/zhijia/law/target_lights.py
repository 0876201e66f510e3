"""The light of a target on the cockpit: how far the value has come against how much of its period has gone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zhijia.law.lights import Light, Reading, share_gone
from zhijia.lib.sentences import Sentence

Number = int | Decimal | Fraction


class Comparator(StrEnum):
    """What a plan promises: the sign is the one that the plan parser writes."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EXACTLY = "="
    ABOUT = "~"
    RANGE = "range"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """A target and what is known of it.

    `target` of a range is its lower end, which is what was promised. `value` None = nothing reported; 0 is a value.
    `last_reported_on` is the day of the newest report, None if there never was one.
    """

    value: Number | None
    target: Number
    comparator: Comparator
    period_from: date
    period_to: date
    baseline: Number | None = None
    last_reported_on: date | None = None


def target_light(facts: TargetFacts, *, today: date, near_days: int, behind_percent: int) -> Reading:
    """The light of one target.

    Aims (>=, =, ~, range) and reductions (<= from a higher baseline) are green when reached, red when the period ended
    without; caps (<= without a higher baseline) turn red as soon as they are broken.
    """
    if facts.value is None:
        return Reading(Light.GREY, _not_reported(facts))
    if today < facts.period_from:
        return Reading(Light.GREY, Sentence("{day}开始", {"day": facts.period_from}))
    value, tolerance = Fraction(facts.value), Fraction(behind_percent, 100)
    if is_cap(facts):
        return _judge_cap(facts, value, today=today, tolerance=tolerance)
    return _judge_aim(facts, value, today=today, near_days=near_days, tolerance=tolerance)


def is_cap(facts: TargetFacts) -> bool:
    """Whether the target is a ceiling to stay under, rather than a level to reach or to come down to."""
    starts_above = facts.baseline is not None and facts.baseline > facts.target
    return facts.comparator is Comparator.AT_MOST and not starts_above


def share_done(facts: TargetFacts) -> Fraction:
    """(value − baseline) / (target − baseline), not below 0; the baseline counts as 0 where there is none.

    A target equal to its baseline is done when kept. ValueError when nothing is reported.
    """
    if facts.value is None:
        raise ValueError("nothing reported: there is no share")
    baseline = Fraction(facts.baseline or 0)
    way = Fraction(facts.target) - baseline
    if not way:
        return Fraction(int(_is_reached(facts, Fraction(facts.value))))
    return max(Fraction(0), (Fraction(facts.value) - baseline) / way)


def is_reached(facts: TargetFacts) -> bool:
    """Whether a level was asked for and is there; a ceiling can still be broken and is never reached."""
    return facts.value is not None and not is_cap(facts) and _is_reached(facts, Fraction(facts.value))


def _is_reached(facts: TargetFacts, value: Fraction) -> bool:
    return value <= facts.target if facts.comparator is Comparator.AT_MOST else value >= facts.target


def _judge_aim(facts: TargetFacts, value: Fraction, *, today: date, near_days: int, tolerance: Fraction) -> Reading:
    if _is_reached(facts, value):
        return Reading(Light.GREEN, Sentence("已达到目标值"))
    left = (facts.period_to - today).days
    if left < 0:
        return Reading(Light.RED, Sentence("{day}到期，没有达到目标值", {"day": facts.period_to}))
    done, gone = share_done(facts), share_gone(facts.period_from, facts.period_to, today)
    values = {"gone": int(gone * 100), "done": int(done * 100)}
    if gone - done > tolerance:
        return Reading(Light.YELLOW, Sentence("时间已过{gone}%，完成{done}%", values))
    if left <= near_days:
        return Reading(Light.BLUE, Sentence("离{day}还有{n}天", {"day": facts.period_to, "n": left}))
    return Reading(Light.GREEN, Sentence("时间已过{gone}%，完成{done}%", values))


def _judge_cap(facts: TargetFacts, value: Fraction, *, today: date, tolerance: Fraction) -> Reading:
    if value > facts.target:
        return Reading(Light.RED, Sentence("已超过上限"))
    gone = share_gone(facts.period_from, facts.period_to, today)
    used = value / Fraction(facts.target) if facts.target else Fraction(0)
    values = {"gone": int(gone * 100), "used": int(used * 100)}
    if used - gone > tolerance:
        return Reading(Light.YELLOW, Sentence("时间才过{gone}%，上限已用{used}%", values))
    return Reading(Light.GREEN, Sentence("没有超过上限"))


def _not_reported(facts: TargetFacts) -> Sentence:
    if facts.last_reported_on:
        return Sentence("{day}以后没有报送", {"day": facts.last_reported_on})
    return Sentence("从{day}起没有报送", {"day": facts.period_from})
