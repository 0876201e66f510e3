"""The task decomposition table 任务分解表 as a sheet: the columns of domain/services §G1, one row a task."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.documents.models import Attachment
from zhijia.engines.indicators.definitions import find_indicators
from zhijia.engines.indicators.reading import Place, Reading, read_days
from zhijia.lib.phrases import clauses, listed, noted, titled
from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets import Cell, SheetToWrite, write_workbook
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import TASK_URGED
from zhijia.services.plans.models import PlanDocument, Target, Task, TaskReport, TaskStage, TaskSupport
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.presenting.standing import name_of, quantity_of
from zhijia.services.plans.tasks.queries import LitTask, lit_now, tasks_of_plan, with_holders
from zhijia.trail.models import Event
from zhijia.ui.wording import grouped, percent

MOST_TASKS = 5000


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in other tables about the tasks of one plan, by task: four queries for all of them."""

    targets: Mapping[int, Sequence[Target]]
    readings: Mapping[str, Reading]
    names: Mapping[str, str]
    reports: Mapping[int, TaskReport]


def decomposition_sheet(actor: Actor, plan: PlanDocument, *, today: date) -> bytes:
    """The bytes of the .xlsx with every task of the plan that the actor may see."""
    tasks = with_holders(_with_what_hangs_on_them(tasks_of_plan(actor, plan)), on=today)
    found = list(tasks[: MOST_TASKS + 1])
    rows = lit_now(found[:MOST_TASKS], today=today, place=plan.union.place, law=LocalLaw())
    beside = _read_beside(plan, rows, today=today)
    body = [_cells(number, row, beside) for number, row in enumerate(rows, 1)]
    if len(found) > MOST_TASKS:
        body.append([Sentence("任务超过 {most} 项，这里只有前 {most} 项。", {"most": MOST_TASKS}).said_in(_)])
    return write_workbook([SheetToWrite(_("任务分解表"), _header(), body)])


def _with_what_hangs_on_them(tasks: QuerySet[Task]) -> QuerySet[Any]:
    """The same tasks, each knowing who supports it, how many files its case has and why it was last urged."""
    of_case = {"subject_type": "cases.case", "subject_id": OuterRef("case_id")}
    urged = Event.objects.filter(kind=TASK_URGED.code, **of_case).order_by("-id")
    files = Attachment.objects.filter(case=OuterRef("case_id")).order_by().values("case").annotate(files=Count("pk"))
    return tasks.annotate(
        supported_by=ArraySubquery(TaskSupport.objects.filter(task=OuterRef("pk")).order_by("pk").values("label")),
        file_count=Coalesce(Subquery(files.values("files")), 0),
        staged=ArraySubquery(
            TaskStage.objects.filter(task=OuterRef("pk"))
            .order_by("due_on", "pk")
            .values(row=JSONObject(due_on="due_on", name="name", reached_on="reached_on"))
        ),
        urged_for=Subquery(urged.values("data__reason")[:1]),
    )


def _header() -> list[str]:
    return [
        _("序号"),
        _("目标"),
        _("重点任务（措施）"),
        _("具体要求"),
        _("量化指标"),
        _("牵头领导"),
        _("牵头部门"),
        _("配合单位"),
        _("责任岗位"),
        _("责任人"),
        _("启动"),
        _("完成时限"),
        _("阶段节点"),
        _("进展"),
        _("完成值/完成率"),
        _("佐证"),
        _("存在问题"),
        _("下步打算"),
        _("亮灯"),
        _("督查意见"),
    ]


def _cells(number: int, row: LitTask, beside: Beside) -> list[Cell]:
    task: Any = row.task  # with what `_with_what_hangs_on_them` adds
    report = beside.reports.get(task.pk)
    targets = beside.targets.get(task.pk, ())
    return [
        number,
        str(Goal(task.goal).label) if task.goal else "",
        task.measure,
        task.requirement,
        clauses((f"{target.name} {quantity_of(target)}" for target in targets), _) or task.standard,
        task.leading_person,
        task.lead_union.name if task.lead_union else "",
        listed(task.supported_by, _),
        task.lead_label,
        task.lead_person,
        task.starts_on,
        task.due_on,
        _milestones(task),
        report.text if report else "",
        clauses((_reached(target, beside) for target in targets), _),
        task.file_count,
        report.problems if report else "",
        report.next_step if report else "",
        titled(_(row.reading.light.word), row.reading.reason.said_in(_), _),
        task.urged_for or "",
    ]


def _milestones(task: Any) -> str:
    """2026-09-30 完成摸底（2026-09-28完成）."""
    return clauses((_milestone(row) for row in task.staged), _)


def _milestone(row: Mapping[str, Any]) -> str:
    reached = _("%(day)s完成") % {"day": row["reached_on"]} if row["reached_on"] else _("未完成")
    return noted(f"{row['due_on']} {row['name']}", reached, _)


def _reached(target: Target, beside: Beside) -> str:
    """The value and its share of the target, as the product computes it; never typed (TA-03)."""
    reading = beside.readings.get(target.indicator)
    if reading is None or reading.value is None:
        return _("%(name)s未报") % {"name": beside.names[target.indicator]}
    shown = f"{grouped(float(reading.value))} {target.unit}"
    return noted(shown, percent(float(reading.value) / float(target.value)) if target.value else "", _)


def _read_beside(plan: PlanDocument, rows: Iterable[LitTask], *, today: date) -> Beside:
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(plan=plan).order_by("pk"):
        if target.task_id:
            targets[target.task_id].append(target)
    codes = {target.indicator for own in targets.values() for target in own}
    known = find_indicators(sorted(codes))
    found = read_days(known.values(), place=Place(plan.path), days=[today])
    reports = TaskReport.objects.filter(task__in=[row.task for row in rows]).order_by("reported_at", "pk")
    return Beside(
        targets=targets,
        readings={code: days[-1] for code, days in found.items()},
        names={code: name_of(code, known) for code in codes},
        reports={report.task_id: report for report in reports},
    )
