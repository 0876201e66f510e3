"""What the case page shows of a task: where it comes from, what is asked, who takes part, what was reported."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.indicators.definitions import find_indicators
from zhijia.lib.phrases import clauses, noted
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models import Target, Task
from zhijia.services.plans.models.documents import Goal
from zhijia.ui.components import Fact


def show_task(_actor: Actor, case: Case) -> Mapping[str, Any]:
    """Facts, targets and reports of the task behind a case that the actor may see."""
    task = Task.objects.select_related("plan").prefetch_related("supports", "targets").get(case=case)
    return {
        "facts": _facts(task),
        "targets": _targets(list(task.targets.all())),
        "reports": task.reports.order_by("-reported_at", "-pk"),
    }


def _facts(task: Task) -> list[Fact]:
    supports = clauses((support.label for support in task.supports.all()), _)
    lead = noted(task.lead_label, task.lead_person, _)
    return [
        Fact(pgettext("one", "计划"), task.plan.title, url=reverse("plans:plan", args=[task.plan_id])),
        Fact(_("目标"), str(Goal(task.goal).label) if task.goal else ""),
        Fact(_("措施"), task.measure),
        Fact(_("具体要求"), task.requirement),
        Fact(_("完成标准"), task.standard or _("交办时写明")),
        Fact(_("牵头岗位"), lead or _("未交办")),
        Fact(_("配合岗位"), supports or _("无")),
    ]


def _targets(targets: list[Target]) -> list[tuple[Target, str]]:
    """Each target with the name of the indicator that measures it, empty for one that this reader may not see."""
    known = find_indicators({target.indicator for target in targets})
    return [(target, _(known[target.indicator].name) if target.indicator in known else "") for target in targets]


register_facts(TASK_FLOW.code, "plans/_task_facts.html", show_task)
