"""The first page: three goals, their targets, and what asks for the leader's attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import find_indicators
from zhijia.engines.indicators.freezing import read_frozen_on
from zhijia.engines.indicators.reading import Place, Reading, read_days, trend_days
from zhijia.faces.cockpit.judging import JudgedTarget, judge, light_limits
from zhijia.faces.cockpit.looking import Look
from zhijia.law.lights import Light
from zhijia.organisation.overrides import parameter_overrides
from zhijia.services.plans.targets import CockpitTarget, LateTask, PlanChoice, late_tasks, list_goals, read_promises
from zhijia.ui.components import Column

MONTHS = 11
MOST_ASKED = 5
USUAL_MAP = "organising.coverage"


@dataclass(frozen=True, slots=True)
class Row:
    """A judged target and the page about its number on the day that the number is of."""

    judged: JudgedTarget
    url: str


@dataclass(frozen=True, slots=True)
class Goal:
    """One column."""

    name: str
    rows: tuple[Row, ...]

    @property
    def on_time(self) -> int:
        """How many targets are reached or in step with time."""
        return sum(row.judged.light.light in (Light.GREEN, Light.BLUE) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the first page but the map. `plan` None: nothing was published yet."""

    plan: PlanChoice | None
    plans: Sequence[PlanChoice]
    goals: tuple[Goal, ...]
    behind: tuple[Row, ...]
    late: Sequence[LateTask]
    mapped: str
    columns: tuple[Column, ...]
    caption: str


def read_board(look: Look, *, plan: str = "") -> Board:
    """The board of the chosen plan (else of the one whose period holds the day) at a node on a day."""
    promises = read_promises(look.actor, chosen=plan, on=look.on)
    histories = _histories(promises.targets, look)
    rows = _rows(promises.targets, histories, look, names={choice.path: choice.issuer for choice in promises.plans})
    reached = {row.judged.target.case_id for row in rows if row.judged.is_reached}
    open_still = {row.judged.target.case_id for row in rows if not row.judged.is_reached}
    asking = [row for row in rows if row.judged.light.light in (Light.RED, Light.YELLOW)]
    asking.sort(key=lambda row: -row.judged.light.light.urgency)
    return Board(
        plan=promises.plan,
        plans=promises.plans,
        goals=tuple(
            Goal(name, tuple(row for row in rows if row.judged.target.goal == goal)) for goal, name in list_goals()
        ),
        behind=tuple(asking[:MOST_ASKED]),
        late=late_tasks(look.actor, at=look.at, on=look.on, most=MOST_ASKED, without=reached - open_still),
        mapped=_mapped(rows),
        columns=(Column(_("事项")), Column(_("责任"), "name"), Column(_("期限"), "date"), Column(_("状态灯"), "date")),
        caption=_("需要您过问的"),
    )


def _histories(targets: Sequence[CockpitTarget], look: Look) -> dict[str, list[Reading]]:
    indicators = find_indicators(sorted({target.indicator for target in targets})).values()
    return read_days(indicators, place=Place(look.at), days=days_to_read(targets, on=look.on))


def days_to_read(targets: Sequence[CockpitTarget], *, on: date) -> list[date]:
    """The last year by month, the day itself, and the last days of periods that are over: those targets stay judged."""
    ended = {target.period_to for target in targets if target.period_to < on}
    return sorted({*trend_days(on, months=MONTHS), *ended})


def _rows(
    targets: Sequence[CockpitTarget], histories: Mapping[str, list[Reading]], look: Look, *, names: Mapping[str, str]
) -> list[Row]:
    place = look.actor.post.place if look.actor.post else ""
    limits = light_limits(place, on=look.on, overrides=parameter_overrides())
    frozen = read_frozen_targets(targets, at=look.at)
    judged = [
        judge(
            target,
            as_frozen(histories[target.indicator], frozen.get(target.pk), on=look.on),
            at=look.at,
            on=look.on,
            limits=limits,
            names=names,
        )
        for target in targets
        if target.indicator in histories
    ]
    return [Row(row, look.on_day(row.reading.as_of).number_url(row.target.indicator)) for row in judged]


def read_frozen_targets(targets: Sequence[CockpitTarget], *, at: str) -> dict[int, Reading]:
    """What was kept of the targets of closed plans at a node, by target id. One query, none while all plans run."""
    closed = [target for target in targets if target.frozen_as]
    if not closed:
        return {}
    found = read_frozen_on(
        {target.frozen_as for target in closed}, codes={target.indicator for target in closed}, path=at
    )
    keys = {target.pk: (target.frozen_as, target.indicator) for target in closed}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def as_frozen(history: list[Reading], frozen: Reading | None, *, on: date) -> list[Reading]:
    """A history that ends with the frozen value, looked at on a day when it was frozen already; else as it is."""
    if frozen is None or on < frozen.as_of:
        return history
    return [*(reading for reading in history if reading.as_of < frozen.as_of), frozen]


def _mapped(rows: Sequence[Row]) -> str:
    """The number that the map shows: a computed ratio, because places of any size compare by it; else the first."""
    best = sorted(
        rows, key=lambda row: (row.judged.reading.denominator is None, row.judged.reading.reports is not None)
    )
    return best[0].judged.target.indicator if best else USUAL_MAP
