"""What the case page shows of a task: where it comes from, what is asked, who takes part, how its date moved, what was reported."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.indicators.definitions import DECLARED, find_indicators
from zhijia.lib.phrases import clauses, noted
from zhijia.lib.sentences import Sentence
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.flow import TASK_FLOW, task_of
from zhijia.services.plans.models import Task
from zhijia.services.plans.models.documents import Goal
from zhijia.services.plans.tasks.details import Details, MeasuredBy, details_of
from zhijia.ui.components import Fact


def show_task(_actor: Actor, case: Case) -> Mapping[str, Any]:
    """Facts, targets, extensions and reports of the task behind a case that the actor may see."""
    task = task_of(case)
    details = details_of(task)
    return {
        "facts": _facts(task, details),
        "targets": [(target, _name_of(target)) for target in details.targets],
        "extensions": details.extensions,
        "reports": details.reports,
    }


def _facts(task: Task, details: Details) -> list[Fact]:
    lead = noted(task.lead_label, task.lead_person, _)
    return [
        Fact(pgettext("one", "计划"), task.plan.title, url=reverse("plans:plan", args=[task.plan_id])),
        Fact(_("目标"), str(Goal(task.goal).label) if task.goal else ""),
        Fact(_("措施"), task.measure),
        Fact(_("具体要求"), task.requirement),
        Fact(_("完成标准"), task.standard or _("交办时写明")),
        Fact(_("牵头岗位"), lead or _("未交办")),
        Fact(_("配合岗位"), clauses(details.support_labels, _) or _("无")),
        *_dates(task, details),
    ]


def _dates(task: Task, details: Details) -> list[Fact]:
    """The date that assessment goes by, where another one holds now (TA-06)."""
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
