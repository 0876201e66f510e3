"""The board of tasks: what the list page shows, filters and exports."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import get_flow
from zhijia.law.lights import Light
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.tasks.queries import LitTask, lit_now, tasks_of_plan, units_of, with_holders

MOST_ROWS = 2000


@dataclass(frozen=True)
class BoardFilter:
    """What to leave of the board; empty means everything. `unit` is a union id, `text` part of title, number, lead or
    person."""

    light: str = ""
    state: str = ""
    goal: str = ""
    line: str = ""
    unit: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Board:
    """The rows left by the filter, and how many rows of each light there are without the light filter.

    `units` are the unions that lead tasks of the plan; `is_cut` says that there are more rows than MOST_ROWS.
    """

    rows: Sequence[LitTask]
    counts: dict[str, int]
    total: int
    units: Sequence[tuple[int, str]]
    is_cut: bool


def read_board(actor: Actor, plan: PlanDocument, chosen: BoardFilter, *, today: date) -> Board:
    """The visible tasks of one plan with their lights, filtered; late ones first, then by date."""
    tasks = tasks_of_plan(actor, plan)
    found = list(_wanted(with_holders(tasks, on=today), chosen)[: MOST_ROWS + 1])
    rows = lit_now(found[:MOST_ROWS], today=today, place=plan.union.place, law=LocalLaw())
    counts = Counter(row.reading.light.value for row in rows)
    left = [row for row in rows if not chosen.light or row.reading.light == chosen.light]
    return Board(
        rows=sorted(left, key=_urgency),
        counts=dict(counts),
        total=len(rows),
        units=units_of(tasks),
        is_cut=len(found) > MOST_ROWS,
    )


def state_label(row: LitTask) -> str:
    """The Chinese word for the state of a task's case, a message id."""
    return get_flow(row.task.case.kind).state(row.task.case.state).label


def lights_in_order() -> Iterable[Light]:
    return reversed(Light)


def _wanted(tasks: QuerySet[Task], chosen: BoardFilter) -> QuerySet[Task]:
    asked = {
        "case__state": chosen.state,
        "goal": chosen.goal,
        "case__line": chosen.line,
        "lead_union": chosen.unit,
    }
    tasks = tasks.filter(**{name: value for name, value in asked.items() if value})
    if words := chosen.text.strip():
        named = Q(case__title__icontains=words) | Q(case__number__icontains=words) | Q(lead_label__icontains=words)
        tasks = tasks.filter(named | Q(held_by__icontains=words))
    return tasks


def _urgency(row: LitTask) -> tuple[bool, int, date, int]:
    is_closed = row.task.case.closed_at is not None
    return (is_closed, -row.reading.light.urgency, row.task.due_on or date.max, row.task.pk)
