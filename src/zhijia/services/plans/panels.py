"""What other pages show of plans: the tasks of a union and of the unions that cover an enterprise; and what the case page
shows of a task: where it comes from, what is asked, who takes part, how its date moved, what was reported."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.indicators.definitions import DECLARED, find_indicators
from zhijia.lib.phrases import clauses, noted
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models import Task
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.tasks.details import Details, MeasuredBy, StageShown, details_of, person_on
from zhijia.services.plans.tasks.queries import tasks_visible_to
from zhijia.ui.components import Fact


def show_task(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Facts, targets, extensions and reports of the task behind a case that the actor may see."""
    task = TASK_FLOW.record_of(case)
    details = details_of(task)
    return {
        "facts": _facts(task, details, person=person_on(details, _day_of(case, task, today=today))),
        "targets": [(target, _name_of(target)) for target in details.targets],
        "extensions": details.extensions,
        "reports": details.reports,
    }


def _day_of(case: Case, task: Task, *, today: date) -> date:
    """The day whose holder answers for a task: today, or the last of a task that is over."""
    ends = (task.done_on, local_day(case.closed_at) if case.closed_at else None)
    return min([today, *(day for day in ends if day)])


def _facts(task: Task, details: Details, *, person: str) -> list[Fact]:
    lead = noted(task.lead_label, person, _)
    return [
        Fact(pgettext("one", "计划"), task.plan.title, url=reverse("plans:plan", args=[task.plan_id])),
        Fact(_("目标"), str(Goal(task.goal).label) if task.goal else ""),
        Fact(_("措施"), task.measure),
        Fact(_("具体要求"), task.requirement),
        Fact(_("完成标准"), task.standard or _("交办时写明")),
        Fact(_("牵头岗位"), lead or _("未交办")),
        *([Fact(_("阶段节点"), clauses(map(_stage, details.stages), _))] if details.stages else []),
        Fact(_("配合岗位"), clauses(details.support_labels, _) or _("无")),
        *_dates(task, details),
    ]


def _stage(stage: StageShown) -> str:
    """2026年9月30日完成摸底, and when it was reached."""
    said = Sentence("{day} {name}", {"day": stage.due_on, "name": stage.name}).said_in(_)
    return noted(said, Sentence("{day}完成", {"day": stage.reached_on}).said_in(_) if stage.reached_on else "", _)


def _dates(task: Task, details: Details) -> list[Fact]:
    """The plan's own date, and the one that assessment goes by, where another one holds now (TA-06)."""
    return [*_planned(task), *_original(task, details)]


def _planned(task: Task) -> list[Fact]:
    if not task.planned_due_on or task.planned_due_on == (task.original_due_on or task.due_on):
        return []
    return [Fact(_("计划写明的时限"), Sentence("{day}", {"day": task.planned_due_on}).said_in(_))]


def _original(task: Task, details: Details) -> list[Fact]:
    if not task.original_due_on or task.original_due_on == task.due_on:
        return []
    times = sum(extension.is_granted for extension in details.extensions)
    note = ngettext("延期 %(n)d 次，考核按原定时限", "延期 %(n)d 次，考核按原定时限", times) % {"n": times}
    return [Fact(_("原定时限"), Sentence("{day}", {"day": task.original_due_on}).said_in(_), note=note)]


def _name_of(target: MeasuredBy) -> str:
    """The name of the indicator that measures a target, empty for one that this reader may not see."""
    if target.declared_name:
        return _(target.declared_name)
    known = find_indicators([] if target.indicator.startswith(f"{DECLARED}.") else [target.indicator])
    return _(known[target.indicator].name) if known else ""


register_facts(TASK_FLOW.code, "plans/_task_facts.html", show_task)


MOST_TASKS = 5


def show_tasks_of(question: PanelQuestion) -> Mapping[str, Any] | None:
    """Open tasks that the union leads, or the unions that cover the enterprise today; next due first. One query."""
    leads = Q(lead_union=question.row.pk)
    if isinstance(question.row, Enterprise):
        covering = question.row.coverages.filter(from_on__lte=question.today)
        leads = Q(lead_union__in=covering.filter(Q(to_on=None) | Q(to_on__gt=question.today)).values("union"))
    tasks = tasks_visible_to(question.actor).filter(leads, done_on=None, case__closed_at=None)
    found = list(tasks.order_by(F("due_on").asc(nulls_last=True), "pk")[: MOST_TASKS + 1])
    if not found:
        return None
    return {"tasks": found[:MOST_TASKS], "has_more": len(found) > MOST_TASKS, "today": question.today}


register_panel(
    place="union",
    code="plans.tasks",
    title=gettext_noop("承担的计划任务"),
    template="plans/_panel_tasks.html",
    read=show_tasks_of,
    order=30,
)
register_panel(
    place="enterprise",
    code="plans.tasks",
    title=gettext_noop("所属工会承担的计划任务"),
    template="plans/_panel_tasks.html",
    read=show_tasks_of,
    order=30,
)
