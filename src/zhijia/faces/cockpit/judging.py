"""A target beside the number reached: its light, its meter, who is in charge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Kind
from zhijia.engines.indicators.reading import Reading
from zhijia.faces.cockpit.wording import LIGHT_CODES, number_of, target_words, unit_words, value_words
from zhijia.law.lights import Light, share_gone
from zhijia.law.lights import Reading as LightReading
from zhijia.law.resolver import Override, parameter
from zhijia.law.target_lights import Comparator, TargetFacts, is_reached, target_light
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.organisation.overrides import law_place
from zhijia.services.plans.targets import CockpitTarget

OTHER_PLACE = gettext_noop("目标值由{union}承诺，这里只看本辖区完成的部分。")


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of target lights: days before the end that count as near, points behind time that count as late."""

    near_days: int
    behind_percent: int


@dataclass(frozen=True, slots=True)
class JudgedTarget:
    """One row of the cockpit. `share_of_time` is how much of the period is gone, 0 to 1."""

    target: CockpitTarget
    history: Sequence[Reading]
    light: LightReading
    is_own: bool
    share_of_time: float

    @property
    def reading(self) -> Reading:
        return self.history[-1]

    @property
    def code(self) -> str:
        return LIGHT_CODES[self.light.light]

    @property
    def words(self) -> str:
        if not self.is_own:
            return _("本辖区")
        if not self.reading.is_reported:
            return _("未报送")
        return _(self.light.light.word)

    @property
    def reason(self) -> str:
        return self.light.reason.said_in(_)

    @property
    def value(self) -> str:
        return value_words(self.reading)

    @property
    def promise(self) -> str:
        return target_words(self.target)

    @property
    def unit(self) -> str:
        return self.target.unit or unit_words(self.reading.indicator)

    @property
    def number(self) -> float | None:
        return number_of(self.reading)

    @property
    def aim(self) -> float:
        return float(self.target.value)

    @property
    def is_over(self) -> bool:
        """Whether the period is past, and the value that of its last day."""
        return self.share_of_time >= 1 and self.reading.as_of == self.target.period_to

    @property
    def is_reached(self) -> bool:
        """Whether what this place promised is there: nothing is left to ask for."""
        return self.is_own and is_reached(_facts(self.target, self.history))

    @property
    def is_frozen(self) -> bool:
        """Whether the value stands as it was when its plan was closed."""
        return self.reading.is_frozen

    @property
    def spark(self) -> list[float | None]:
        return [number_of(reading) for reading in self.history]

    @property
    def who(self) -> str:
        named = " · ".join(part for part in (self.target.lead_label, self.target.person) if part)
        return named or (_("由上级工会交办") if self.target.is_led_elsewhere else _("尚未交办"))


def light_limits(place: str, *, on: date, overrides: Sequence[Override]) -> Limits:
    """The thresholds in force at a place (a six-digit division) on a day."""
    near, behind = (
        parameter(key, place=law_place(place), on=on, overrides=overrides).number
        for key in ("light.target.near", "light.target.behind")
    )
    return Limits(near, behind)


def judge(
    target: CockpitTarget, history: Sequence[Reading], *, at: str, on: date, limits: Limits, names: Mapping[str, str]
) -> JudgedTarget:
    """The row of a target as seen from the node `at`; after its period it keeps the value of the period's last day.

    Only the place that promised a count is measured by it; a ratio holds everywhere. `names` gives the names of unions
    by path.
    """
    history = [reading for reading in history if reading.as_of <= max(target.period_to, history[0].as_of)]
    reading = history[-1]
    is_own = at == target.path or reading.indicator.kind is Kind.RATIO
    return JudgedTarget(
        target=target,
        history=history,
        light=_light(target, history, on=on, limits=limits) if is_own else _of_other_place(target, names),
        is_own=is_own,
        share_of_time=float(share_gone(target.period_from, target.period_to, on)),
    )


def _light(target: CockpitTarget, history: Sequence[Reading], *, on: date, limits: Limits) -> LightReading:
    facts = _facts(target, history)
    return target_light(facts, today=on, near_days=limits.near_days, behind_percent=limits.behind_percent)


def _facts(target: CockpitTarget, history: Sequence[Reading]) -> TargetFacts:
    reported = [reading.as_of for reading in history if reading.is_reported]
    return TargetFacts(
        value=history[-1].value,
        target=target.value,
        comparator=Comparator(target.comparator),
        period_from=target.period_from,
        period_to=target.period_to,
        baseline=target.baseline,
        last_reported_on=reported[-1] if reported and not history[-1].is_reported else None,
    )


def _of_other_place(target: CockpitTarget, names: Mapping[str, str]) -> LightReading:
    return LightReading(Light.GREY, Sentence(OTHER_PLACE, {"union": names.get(target.path, _("上级工会"))}))
