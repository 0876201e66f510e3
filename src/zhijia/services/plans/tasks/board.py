"""The board of tasks: what the list page shows, filters and exports."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.engines.cases.flow import get_flow
from zhijia.law.lights import Light
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument
from zhijia.services.plans.tasks.queries import LitTask, lit_now, tasks_of_plan

MOST_ROWS = 2000


@dataclass(frozen=True)
class BoardFilter:
    """What to leave of the board; empty means everything. `unit` is a union id, `text` part of title or lead."""

    light: str = ""
    state: str = ""
    goal: str = ""
    line: str = ""
    unit: str = ""
    text: str = ""


@dataclass(frozen=True)
class Board:
    """The rows left by the filter, and how many rows of each light there are without the light filter."""

    rows: Sequence[LitTask]
    counts: dict[str, int]
    total: int


def read_board(actor: Actor, plan: PlanDocument, chosen: BoardFilter, *, today: date) -> Board:
    """The visible tasks of one plan with their lights, filtered; late ones first, then by date."""
    tasks = tasks_of_plan(actor, plan)[:MOST_ROWS]
    shining = lit_now(tasks, today=today, place=plan.union.place)
    rows = [row for row in shining if _is_wanted(row, chosen)]
    counts = Counter(row.reading.light.value for row in rows)
    left = [row for row in rows if not chosen.light or row.reading.light == chosen.light]
    return Board(sorted(left, key=_urgency), dict(counts), len(rows))


def state_label(row: LitTask) -> str:
    """The Chinese word for the state of a task's case, a message id."""
    return get_flow(row.task.case.kind).state(row.task.case.state).label


def lights_in_order() -> Iterable[Light]:
    return reversed(Light)


def _is_wanted(row: LitTask, chosen: BoardFilter) -> bool:
    task = row.task
    asked = (
        (chosen.state, task.case.state),
        (chosen.goal, task.goal),
        (chosen.line, task.case.line),
        (chosen.unit, str(task.lead_union_id or "")),
    )
    words = f"{task.case.title} {task.lead_label} {task.lead_person} {task.case.number}"
    return all(not want or want == has for want, has in asked) and chosen.text in words


def _urgency(row: LitTask) -> tuple[bool, int, date, int]:
    is_closed = row.task.case.closed_at is not None
    return (is_closed, -row.reading.light.urgency, row.task.due_on or date.max, row.task.pk)
