"""The task decomposition table 任务分解表 as a sheet: the columns of domain/services §G1, one row a task."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from zhijia.engines.documents.models import Attachment
from zhijia.engines.indicators.reading import Reading, read_many
from zhijia.lib.phrases import clauses, listed, noted, titled
from zhijia.lib.shanghai import local_day
from zhijia.lib.spreadsheets import Cell, SheetToWrite, write_workbook
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.events import TASK_URGED
from zhijia.services.plans.models import PlanDocument, Target, TaskReport, TaskSupport
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.presenting.standing import indicator_names, quantity_of
from zhijia.services.plans.tasks.queries import LitTask, lit_now, tasks_of_plan
from zhijia.trail.models import Event
from zhijia.ui.wording import grouped, percent

MOST_TASKS = 5000
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in other tables about the tasks of one plan, by task or case id: six queries for all of them."""

    targets: Mapping[int, Sequence[Target]]
    readings: Mapping[str, Reading]
    names: Mapping[str, str]
    supports: Mapping[int, Sequence[str]]
    reports: Mapping[int, TaskReport]
    evidence: Mapping[int, int]
    urges: Mapping[int, str]


def decomposition_sheet(actor: Actor, plan: PlanDocument, *, today: date) -> bytes:
    """The bytes of the .xlsx with every task of the plan that the actor may see."""
    rows = lit_now(tasks_of_plan(actor, plan)[:MOST_TASKS], today=today, place=plan.union.place)
    beside = _read_beside(plan, rows, today=today)
    body = (_cells(number, row, beside) for number, row in enumerate(rows, 1))
    return write_workbook([SheetToWrite(_("任务分解表"), _header(), body)])


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
    task, report = row.task, beside.reports.get(row.task.pk)
    targets = beside.targets.get(task.pk, ())
    return [
        number,
        str(Goal(task.goal).label) if task.goal else "",
        task.measure,
        task.requirement,
        clauses((f"{target.name} {quantity_of(target)}" for target in targets), _) or task.standard,
        "",
        task.lead_union.name if task.lead_union else "",
        listed(beside.supports.get(task.pk, ()), _),
        task.lead_label,
        task.lead_person,
        task.starts_on,
        task.due_on,
        _milestones(row),
        report.text if report else "",
        clauses((_reached(target, beside) for target in targets), _),
        beside.evidence.get(task.case_id, 0),
        report.problems if report else "",
        report.next_step if report else "",
        titled(_(row.reading.light.word), row.reading.reason.said_in(_), _),
        beside.urges.get(task.case_id, ""),
    ]


def _milestones(row: LitTask) -> str:
    task = row.task
    reached = (
        (_("接受"), local_day(task.accepted_at) if task.accepted_at else None),
        (_("最近进展"), local_day(task.reported_at) if task.reported_at else None),
        (_("办结"), task.done_on),
    )
    return clauses((f"{label} {day.isoformat()}" for label, day in reached if day), _)


def _reached(target: Target, beside: Beside) -> str:
    """The value and its share of the target, as the product computes it; never typed (TA-03)."""
    reading = beside.readings.get(target.indicator)
    if reading is None or reading.value is None:
        return _("%(name)s未报") % {"name": beside.names[target.indicator]}
    shown = f"{grouped(float(reading.value))} {target.unit}"
    return noted(shown, percent(float(reading.value) / float(target.value)) if target.value else "", _)


def _read_beside(plan: PlanDocument, rows: Iterable[LitTask], *, today: date) -> Beside:
    tasks = [row.task for row in rows]
    task_ids, case_ids = [task.pk for task in tasks], [task.case_id for task in tasks]
    targets = _grouped((target.task_id, target) for target in Target.objects.filter(plan=plan).order_by("pk"))
    codes = {target.indicator for own in targets.values() for target in own}
    names = indicator_names(codes)
    known = [code for code in sorted(codes) if names[code] != code]
    supports = TaskSupport.objects.filter(task_id__in=task_ids).order_by("pk").values_list("task_id", "label")
    reports = TaskReport.objects.filter(task_id__in=task_ids).order_by("reported_at", "pk")
    files = Attachment.objects.filter(case_id__in=case_ids).order_by("pk").values_list("case_id", "pk")
    urged = Event.objects.filter(kind=TASK_URGED.code, subject_type="cases.case", subject_id__in=case_ids)
    return Beside(
        targets=targets,
        readings=read_many(known, path=plan.path, on=today) if known else {},
        names=names,
        supports=_grouped(supports),
        reports={report.task_id: report for report in reports},
        evidence={case: len(own) for case, own in _grouped(files).items()},
        urges={event.subject_id: str(event.data.get("reason", "")) for event in urged.order_by("id")},
    )


def _grouped(pairs: Iterable[tuple[int | None, Value]]) -> dict[int, list[Value]]:
    groups: dict[int, list[Value]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return groups
