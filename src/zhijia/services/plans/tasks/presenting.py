"""Tasks as rows of a table and of a sheet: plain data in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.organisation.models.posts import FunctionLine
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.tasks.board import Board, BoardFilter, lights_in_order, state_label
from zhijia.services.plans.tasks.queries import LitTask
from zhijia.ui.components import Chip, Column


@dataclass(frozen=True)
class TaskRow:
    """One line of the board."""

    pk: int
    number: str
    title: str
    url: str
    goal: str
    lead: str
    person: str
    due_on: date | None
    state: str
    light: str
    word: str
    reason: str


def present_rows(rows: Sequence[LitTask]) -> list[TaskRow]:
    """The board's rows in words."""
    return [_row(row) for row in rows]


def shown_columns() -> list[Column]:
    return [
        Column(is_check=True, width="check"),
        Column(_("时限"), "date"),
        Column(_("状态灯"), "light"),
        Column(_("任务")),
        Column(_("责任人"), "short"),
        Column(_("牵头岗位"), "long"),
        Column(_("办理状态"), "short"),
    ]


def board_filters(query: QueryDict, board: Board, chosen: BoardFilter) -> list[Chip]:
    """Links that choose a light, each with its count."""
    chips = [Chip(_("全部"), _with(query, light=""), board.total, is_current=not chosen.light)]
    for light in lights_in_order():
        count = board.counts.get(light.value, 0)
        if count or chosen.light == light.value:
            chips.append(Chip(_(light.word), _with(query, light=light.value), count, chosen.light == light.value))
    return chips


@dataclass(frozen=True)
class Select:
    """A filter of the board: its name in the address, its label, value and words of its choices, the chosen value."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str


def board_selects(board: Board, chosen: BoardFilter) -> list[Select]:
    """Function line, unit, state and goal."""
    units = [(str(pk), name) for pk, name in board.units]
    states = [(state.code, _(state.label)) for state in TASK_FLOW.states]
    return [
        Select("line", _("条线"), _worded(FunctionLine), chosen.line),
        Select("unit", _("牵头单位"), units, str(chosen.unit or "")),
        Select("state", _("办理状态"), states, chosen.state),
        Select("goal", _("目标"), _worded(Goal), chosen.goal),
    ]


def _worded(choices: type[TextChoices]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices.choices]


def board_sheet(rows: Sequence[LitTask]) -> bytes:
    """The rows as .xlsx in the columns of a task decomposition table (services §G1)."""
    head = [
        _("序号"),
        _("编号"),
        _("目标"),
        _("措施"),
        _("任务"),
        _("具体要求"),
        _("完成标准"),
        _("牵头岗位"),
        _("责任人"),
        _("启动"),
        _("完成时限"),
        _("办理状态"),
        _("亮灯"),
        _("说明"),
    ]
    body = [[str(n), *_cells(row)] for n, row in enumerate(rows, 1)]
    return write_workbook([SheetToWrite(_("任务分解表"), head, body)])


def _cells(row: LitTask) -> list[str]:
    task, shown = row.task, _row(row)
    return [
        shown.number,
        shown.goal,
        task.measure,
        shown.title,
        task.requirement,
        task.standard,
        shown.lead,
        shown.person,
        task.starts_on.isoformat(),
        task.due_on.isoformat() if task.due_on else "",
        shown.state,
        shown.word,
        shown.reason,
    ]


def _row(row: LitTask) -> TaskRow:
    task = row.task
    return TaskRow(
        pk=task.pk,
        number=task.case.number,
        title=task.case.title,
        url=reverse("cases:case", args=[task.case_id]),
        goal=str(Goal(task.goal).label) if task.goal else "",
        lead=task.lead_label,
        person=task.lead_person,
        due_on=task.due_on,
        state=_(state_label(row)),
        light=row.reading.light.value,
        word=_(row.reading.light.word),
        reason=row.reading.reason.said_in(_),
    )


def _with(query: QueryDict, **changes: str) -> str:
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"
