"""How a published plan stands: goals, their measures and tasks with lights, targets, facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.indicators.definitions import Indicator, find_indicators
from zhijia.lib.phrases import listed
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Target
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.presenting.listing import period_label
from zhijia.services.plans.presenting.reached import Reached, read_reached
from zhijia.services.plans.tasks.board import state_label
from zhijia.services.plans.tasks.queries import LitTask, lit_now, tasks_of_plan, with_holders
from zhijia.ui.components import Column, Fact
from zhijia.ui.reader import day_read
from zhijia.ui.wording import grouped, short_date

MOST_TASKS = 2000


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in words."""

    title: str
    url: str
    lead: str
    person: str
    due_on: date | None
    state: str
    light: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureLines:
    measure: str
    tasks: Sequence[TaskLine]


@dataclass(frozen=True, slots=True)
class GoalLines:
    """One goal: how many tasks it has, how many are done, its measures in the order of the document."""

    label: str
    done: int
    total: int
    measures: Sequence[MeasureLines]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in words. `indicator` is the name of what measures it, `url` leads to its task where that is in sight."""

    name: str
    goal: str
    quantity: str
    period: str
    indicator: str
    url: str
    reached: Reached | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page of a plan shows. `is_cut` says that it has more than MOST_TASKS tasks and shows the first of them."""

    facts: Sequence[Fact]
    goals: Sequence[GoalLines]
    targets: Sequence[TargetLine]
    columns: Sequence[Column]
    target_columns: Sequence[Column]
    is_cut: bool


def read_standing(actor: Actor, plan: PlanDocument, *, today: date) -> Standing:
    """Everything the page of a plan shows, bound to what the actor may see."""
    law = LocalLaw()
    found = list(with_holders(tasks_of_plan(actor, plan), on=today)[: MOST_TASKS + 1])
    tasks = lit_now(found[:MOST_TASKS], today=today, place=plan.union.place, law=law)
    targets = present_targets(actor, plan, today=today, law=law)
    return Standing(
        facts=_facts(plan),
        goals=[_goal(goal, [row for row in tasks if row.task.goal == goal]) for goal in Goal],
        targets=targets,
        columns=_task_columns(),
        target_columns=target_columns(targets),
        is_cut=len(found) > MOST_TASKS,
    )


def quantity_of(target: Target) -> str:
    """≥ 90 %, 2 – 3 个, 每季度 1 次."""
    signs = {">=": "≥ ", "<=": "≤ ", "~": "≈ "}
    value = grouped(target.value)
    if target.value_max is not None:
        value = f"{value} – {grouped(target.value_max)}"
    words = f"{signs.get(target.comparator, '')}{value} {target.unit}"
    return f"{words} / {target.per}" if target.per else words


def _day(day: date | None) -> str:
    return day_read(day) if day else _("未写明")


def _facts(plan: PlanDocument) -> list[Fact]:
    return [
        Fact(_("期间"), period_label(plan)),
        Fact(_("发文单位"), plan.issuer or plan.union.name),
        Fact(_("文号"), plan.doc_number or _("未写明")),
        Fact(_("印发日期"), _day(plan.issued_on)),
        Fact(_("印发范围"), listed(plan.distribution, _) or _("未写明")),
    ]


def _goal(goal: Goal, rows: Sequence[LitTask]) -> GoalLines:
    grouped_rows = groupby(rows, key=lambda row: row.task.measure)
    return GoalLines(
        label=str(goal.label),
        done=sum(1 for row in rows if row.task.done_on),
        total=len(rows),
        measures=[MeasureLines(measure, [_line(row) for row in own]) for measure, own in grouped_rows],
    )


def _line(row: LitTask) -> TaskLine:
    task = row.task
    return TaskLine(
        title=task.case.title,
        url=reverse("cases:case", args=[task.case_id]),
        lead=task.lead_label,
        person=task.lead_person,
        due_on=task.due_on,
        state=_(state_label(row)),
        light=row.reading.light.value,
        word=_(row.reading.light.word),
        reason=row.reading.reason.said_in(_),
    )


def present_targets(actor: Actor, plan: PlanDocument, *, today: date, law: LocalLaw) -> list[TargetLine]:
    """The targets in words, with what they have come to where the reader sees the whole of it."""
    rows = list(Target.objects.filter(plan=plan).select_related("task").order_by("goal", "id"))
    known = find_indicators(row.indicator for row in rows)
    reached = read_reached(actor, plan, rows, known=known, today=today, law=law)
    return [
        TargetLine(
            name=row.name,
            goal=str(Goal(row.goal).label),
            quantity=quantity_of(row),
            period=_period(plan, row),
            indicator=name_of(row.indicator, known),
            url=reverse("cases:case", args=[row.task.case_id]) if row.task else "",
            reached=reached.get(row.pk),
        )
        for row in rows
    ]


def _period(plan: PlanDocument, target: Target) -> str:
    """1月1日 – 9月30日; with the year where it is not the plan's."""
    language = get_language() or "zh-hans"
    days = (target.period_from, target.period_to)
    in_plan_year = date(plan.year, 1, 1) if all(day.year == plan.year for day in days) else None
    return " – ".join(short_date(day, language=language, today=in_plan_year) for day in days)


def name_of(code: str, known: Mapping[str, Indicator]) -> str:
    """The name of an indicator; a declared one that the reader may not see is called by its code."""
    return _(known[code].name) if code in known else code


def _task_columns() -> list[Column]:
    return [
        Column(_("任务")),
        Column(_("牵头岗位"), "name"),
        Column(_("责任人"), "short"),
        Column(_("完成时限"), "date"),
        Column(_("状态灯"), "light"),
        Column(_("办理状态"), "short"),
    ]


def target_columns(lines: Sequence[TargetLine]) -> list[Column]:
    """The columns of the targets; the number reached only where somebody sees it."""
    known = [line.reached for line in lines if line.reached]
    value = _("封存值") if any(reached.is_frozen for reached in known) else _("完成值")
    reached = [Column(value, "num", is_number=True), Column(_("状态灯"), "mid")] if known else []
    return [
        Column(_("目标值")),
        Column(_("数量"), "mid"),
        *reached,
        Column(_("所属目标"), "mid"),
        Column(_("考核期"), "name"),
        Column(_("对应指标"), "name"),
    ]
