"""The five lights. Pure functions: what is known, today's date and the thresholds in; a light and its reason out.

Rule TA-05: a light follows from facts and is never set by hand. Thresholds come from `law/parameters/lights.yaml`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from zhijia.lib.sentences import Sentence, gettext_noop


class Light(StrEnum):
    """A colour that always comes with a word and a shape. The value is the code that components of the page take."""

    GREY = "none"
    GREEN = "ok"
    BLUE = "near"
    YELLOW = "behind"
    RED = "late"

    @property
    def word(self) -> str:
        """The Chinese word, a message id."""
        return WORDS[self]

    @property
    def shape(self) -> str:
        return SHAPES[self]

    @property
    def urgency(self) -> int:
        """0 for grey to 4 for red, for sorting and for the worst of many."""
        return list(Light).index(self)


WORDS = {
    Light.GREY: gettext_noop("未开始"),
    Light.GREEN: gettext_noop("按期"),
    Light.BLUE: gettext_noop("临近"),
    Light.YELLOW: gettext_noop("滞后"),
    Light.RED: gettext_noop("逾期"),
}
SHAPES = {Light.GREY: "○", Light.GREEN: "●", Light.BLUE: "◆", Light.YELLOW: "▲", Light.RED: "■"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A light and the sentence that says why it shines."""

    light: Light
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What the light of a task depends on. `progress` is done/target from 0 to 1, None when nothing is counted.

    `missed_node_on` is the day of the earliest stage that should have been reached and was not.
    """

    starts_on: date
    due_on: date
    is_started: bool
    progress: Fraction | None = None
    missed_node_on: date | None = None
    completed_on: date | None = None


def share_gone(period_from: date, period_to: date, today: date) -> Fraction:
    """How much of a period lies behind when today begins: 0 on its first day, 1 from the day after its last."""
    length = max(1, (period_to - period_from).days + 1)
    return Fraction(max(0, min((today - period_from).days, length)), length)


def task_light(facts: TaskFacts, *, today: date, near_days: int, behind_percent: int) -> Reading:
    """The light of a task (services.md G2). A completed task keeps the light of the day it finished."""
    day = min(today, facts.completed_on) if facts.completed_on else today
    left = (facts.due_on - day).days
    if left < 0:
        return Reading(Light.RED, Sentence("应在{day}前完成，已超过{n}天", {"day": facts.due_on, "n": -left}))
    if facts.missed_node_on and facts.missed_node_on < day:
        return Reading(Light.YELLOW, Sentence("{day}的阶段节点没有完成", {"day": facts.missed_node_on}))
    gone = share_gone(facts.starts_on, facts.due_on, day)
    if facts.progress is not None and not facts.completed_on and gone - facts.progress > Fraction(behind_percent, 100):
        return Reading(Light.YELLOW, _behind(facts.progress, gone))
    if day < facts.starts_on and not facts.is_started and not facts.completed_on:
        return Reading(Light.GREY, Sentence("{day}开始", {"day": facts.starts_on}))
    if left <= near_days:
        return Reading(Light.BLUE, Sentence("离完成时限{day}还有{n}天", {"day": facts.due_on, "n": left}))
    if not facts.is_started and not facts.completed_on:
        return Reading(Light.GREY, Sentence("尚未开始办理"))
    return Reading(Light.GREEN, Sentence("进度正常，完成时限{day}", {"day": facts.due_on}))


def clock_light(
    *, start_on: date, due_on: date, today: date, near_days: int, met_on: date | None = None, is_paused: bool = False
) -> Reading:
    """The light of a statutory clock or a term of office: it has no progress, so it is never yellow."""
    day = min(today, met_on) if met_on else today
    left = (due_on - day).days
    if is_paused and not met_on:
        return Reading(Light.GREY, Sentence("时限已暂停"))
    if left < 0:
        return Reading(Light.RED, Sentence("时限{day}已过{n}天", {"day": due_on, "n": -left}))
    if day < start_on:
        return Reading(Light.GREY, Sentence("{day}起算", {"day": start_on}))
    if left <= near_days:
        return Reading(Light.BLUE, Sentence("离时限{day}还有{n}天", {"day": due_on, "n": left}))
    return Reading(Light.GREEN, Sentence("时限{day}", {"day": due_on}))


def _behind(progress: Fraction, gone: Fraction) -> Sentence:
    return Sentence("时间已过{gone}%，进度{done}%", {"gone": int(gone * 100), "done": int(progress * 100)})
