"""Stages of a task (services §G1, §G2): written down when it is assigned, reached by what its lead reports."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.plans.models import Task, TaskStage

LINE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?[\s，,：:]*(\S.{0,119})")
MOST = 20


@dataclass(frozen=True, slots=True)
class Stage:
    due_on: date
    name: str


def read_stages(text: str) -> list[Stage]:
    """One stage a line: 2026-09-30 完成摸底. Raises Refused, naming the first line that is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise Refused(Sentence("一项任务最多写{most}个阶段节点。", {"most": MOST}))
    return sorted(map(_read_line, lines), key=lambda stage: (stage.due_on, stage.name))


def _read_line(line: str) -> Stage:
    found = LINE.fullmatch(line)
    try:
        return Stage(date(*(int(found[n]) for n in (1, 2, 3))), found[4].strip()) if found else _refuse(line)
    except ValueError:
        return _refuse(line)


def _refuse(line: str) -> Stage:
    raise Refused(
        Sentence("“{line}”没有读出日期。每行写一个节点，日期在前，例如：2026-09-30 完成摸底。", {"line": line[:40]})
    )


def write_stages(stages: Iterable[Stage]) -> str:
    """The text that `read_stages` reads."""
    return "\n".join(f"{stage.due_on.isoformat()} {stage.name}" for stage in stages)


def check_stages(stages: Sequence[Stage], *, first: date, last: date) -> None:
    """Stages lie between the start of a task and its completion date."""
    for stage in stages:
        if not first <= stage.due_on <= last:
            words = {"name": stage.name, "first": first, "last": last}
            raise Refused(Sentence("阶段节点“{name}”的日期要在{first}到{last}之间。", words))


def set_stages(task: Task, stages: Iterable[Stage]) -> None:
    """The stages of a fresh assignment; what was already reached stays reached."""
    reached = dict(TaskStage.objects.filter(task=task).values_list("name", "reached_on"))
    TaskStage.objects.filter(task=task).delete()
    TaskStage.objects.bulk_create(
        TaskStage(task=task, name=stage.name, due_on=stage.due_on, reached_on=reached.get(stage.name))
        for stage in dict.fromkeys(stages)
    )


def open_stages(task: Task) -> list[TaskStage]:
    """Those not reached yet, the next first."""
    return list(TaskStage.objects.filter(task=task, reached_on=None).order_by("due_on", "pk"))


def reach_stages(task: Task, stages: Iterable[int], *, on: date) -> list[str]:
    """Mark these stages as reached on a day; returns their names."""
    rows = TaskStage.objects.filter(task=task, pk__in=list(stages), reached_on=None).order_by("due_on", "pk")
    names = list(rows.values_list("name", flat=True))
    TaskStage.objects.filter(task=task, pk__in=list(stages), reached_on=None).update(reached_on=on)
    return names
