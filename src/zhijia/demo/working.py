"""The demo plan under way: tasks assigned, most accepted, part done, some late, numbers reported month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.people import DemoPeople
from zhijia.demo.planning import plan_age
from zhijia.demo.timeline import Timeline
from zhijia.engines.cases.advance import advance
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.tasks.queries import tasks_of_plan

CITY_LEAD = {
    FunctionLine.ORGANISING: "organising",
    FunctionLine.ECONOMIC: "economic",
    FunctionLine.RIGHTS: "rights",
    FunctionLine.WELFARE: "welfare",
    FunctionLine.PUBLICITY: "publicity",
    FunctionLine.WOMEN: "women",
    FunctionLine.OFFICE: "office",
}
COUNTY_LINES = ("organising", "rights", "welfare", "economic")
SHARE_OF_COUNTIES = 0.4
FIRST_DAY_LEAD = "c7.organising"  # whom docs/first-day.md follows: something to accept, something to ask about
LEFT_UNASSIGNED = 13  # one task in so many still waits for the research office
SHARE_ACCEPTED = 0.9
SHARE_RETURNED = 0.04
SHARE_DONE_WHEN_DUE = 0.7


@dataclass
class DemoDesk:
    """Who makes the moves, with chance and time at hand."""

    people: DemoPeople
    timeline: Timeline
    rng: Random
    research: Actor

    def actor(self, key: str) -> Actor:
        return load_actor(self.people.staff[key].user, today=self.timeline.as_of)

    def post(self, key: str) -> Post:
        return self.people.staff[key].post

    def move(self, actor: Actor, task: Task, verb: str, data: Mapping[str, Any], *, now: datetime) -> None:
        """One move, with evidence where the verb reports something."""
        proof = MultiValueDict({"evidence": [_proof(task, verb, now)]} if verb in ("report", "report_done") else {})
        key = UUID(int=self.rng.getrandbits(128), version=4)
        with scoped(actor):
            advance(task.case_id, verb, actor=actor, key=key, now=now, data=data, files=proof)


def work_on_plan(desk: DemoDesk, plan: PlanDocument) -> None:
    """Assign the tasks of the plan and let their posts work on them until the day of the city."""
    with scoped(desk.research):
        tasks = list(tasks_of_plan(desk.research, plan))
    begun = plan_age(desk.timeline) - 1
    first_day = _tasks_of_the_first_day(desk, tasks)
    for number, task in enumerate(tasks):
        if task in first_day:
            continue
        if number % LEFT_UNASSIGNED == LEFT_UNASSIGNED - 1:
            continue
        lead = _lead_of(desk, task, number)
        desk.move(
            desk.research,
            task,
            "assign",
            _assignment(desk, task, lead),
            now=desk.timeline.ago(begun, hour=9 + number % 8),
        )
        _work_on(desk, task, lead, begun=begun)
    _leave_for_the_first_day(desk, first_day, begun=begun)


def _tasks_of_the_first_day(desk: DemoDesk, tasks: Sequence[Task]) -> list[Task]:
    """One that is due soon but not last of all, where there is one, and the first of the organising line beside it."""
    soon = [task for task in tasks if task.due_on and desk.timeline.as_of < task.due_on < _year_end(desk)][:1]
    own = [task for task in tasks if task.case.line == FunctionLine.ORGANISING and task not in soon]
    return [*soon, *own][:2]


def _leave_for_the_first_day(desk: DemoDesk, tasks: Sequence[Task], *, begun: int) -> None:
    """One task under way whose lead asks for a later date, one assigned yesterday that waits to be accepted."""
    lead, accepts_on = desk.actor(FIRST_DAY_LEAD), begun - 1
    for number, task in enumerate(tasks):
        is_under_way = number == 0
        assigned = desk.timeline.ago(begun if is_under_way else 1, hour=9)
        desk.move(desk.research, task, "assign", _assignment(desk, task, FIRST_DAY_LEAD), now=assigned)
        if is_under_way:
            desk.move(lead, task, "accept", {}, now=desk.timeline.ago(accepts_on, hour=10))
            _report(desk, lead, task, begun=begun)
            _ask_for_a_later_date(desk, lead, task)


def _ask_for_a_later_date(desk: DemoDesk, lead: Actor, task: Task) -> None:
    """Two weeks more, where the plan year leaves them; asked two days ago, while the date had not come."""
    asked_at, due_on = desk.timeline.ago(2, hour=11), task.due_on or _year_end(desk)
    later_on = min(_year_end(desk), due_on + timedelta(days=14))
    if later_on > due_on > local_day(asked_at):
        data = {"due_on": later_on.isoformat(), "reason": "两个镇的名册还在核对，报齐需要时间。"}
        desk.move(lead, task, "ask_extension", data, now=asked_at)


def _work_on(desk: DemoDesk, task: Task, lead: str, *, begun: int) -> None:
    actor, draw = desk.actor(lead), desk.rng.random()
    taken = desk.timeline.ago(begun - 1, hour=10)
    if draw < SHARE_RETURNED:
        desk.move(actor, task, "give_back", {"reason": "该任务涉及其他部门，建议调整牵头岗位。"}, now=taken)
        return
    if draw > SHARE_ACCEPTED:
        return
    desk.move(actor, task, "accept", {}, now=taken)
    due_on = task.due_on or _year_end(desk)
    is_due = due_on < desk.timeline.as_of
    if desk.rng.random() < 0.5:
        _report(desk, actor, task, begun=begun)
    if desk.rng.random() < (SHARE_DONE_WHEN_DUE if is_due else 0.3):
        _finish(desk, actor, task, due_on=due_on, begun=begun)
    elif is_due:
        reason = {"reason": "完成时限已到，尚未报告办结。"}
        desk.move(desk.research, task, "urge", reason, now=desk.timeline.ago(1, hour=9))


def _report(desk: DemoDesk, actor: Actor, task: Task, *, begun: int) -> None:
    ago = desk.rng.randrange(min(8, begun - 3), begun - 2)
    data = {"text": "已按进度推进，相关台账同步更新。", "next_step": "下月完成剩余部分并组织回头看。"}
    desk.move(actor, task, "report", data, now=desk.timeline.ago(ago, hour=15))


def _finish(desk: DemoDesk, actor: Actor, task: Task, *, due_on: date, begun: int) -> None:
    ago = max(2, min(begun - 3, (desk.timeline.as_of - due_on).days + desk.rng.randrange(-2, 8)))
    desk.move(actor, task, "report_done", {"text": "任务已完成，成果见佐证材料。"}, now=desk.timeline.ago(ago, hour=16))
    if desk.rng.random() < 0.85:
        desk.move(desk.research, task, "verify", {}, now=desk.timeline.ago(ago - 1, hour=10))


def _lead_of(desk: DemoDesk, task: Task, number: int) -> str:
    line = CITY_LEAD.get(FunctionLine(task.case.line), "office") if task.case.line else "office"
    if line in COUNTY_LINES and desk.rng.random() < SHARE_OF_COUNTIES:
        return f"c{number % 10}.{line}"
    return f"city.{line}"


def _assignment(desk: DemoDesk, task: Task, lead: str) -> dict[str, Any]:
    support = "city.publicity" if lead != "city.publicity" else "city.office"
    due_on = task.due_on or _year_end(desk)
    return {
        "lead": desk.post(lead).pk,
        "supports": [desk.post(support).pk] if desk.rng.random() < 0.3 else [],
        "due_on": due_on.isoformat(),
        "standard": task.standard or f"完成“{task.case.title[:60]}”，有文件、有名册或照片可查。",
    }


def _year_end(desk: DemoDesk) -> date:
    return date(desk.timeline.plan_year, 12, 31)


def _proof(task: Task, verb: str, now: datetime) -> SimpleUploadedFile:
    """A small text file that belongs to this task and this report."""
    words = f"{task.case.number} {verb} {now:%Y-%m-%d}\n本材料为演示数据，由系统生成。\n"
    return SimpleUploadedFile(f"佐证-{task.case.number}.txt", words.encode())


def month_ends(timeline: Timeline) -> list[date]:
    """The last days of the months of the plan year that lie behind the day of the city."""
    ends = []
    for month in range(2, 14):
        first = date(timeline.plan_year + (month == 13), 1 if month == 13 else month, 1)
        if first <= timeline.as_of:
            ends.append(first - timedelta(days=1))
    return ends
