"""Tasks on somebody's desk whose numbers lag behind their time, by the rule of the board (TA-05)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.lagging import register_lagging
from zhijia.engines.cases.queries import todos_of
from zhijia.law.lights import Light
from zhijia.lib.sentences import Sentence
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.flow import TASK_FLOW
from zhijia.services.plans.models import Task
from zhijia.services.plans.tasks.progress import progress_of
from zhijia.services.plans.tasks.queries import light_limits, light_of, with_stages


def lagging_tasks(actor: Actor, today: date, law: LocalLaw) -> Mapping[int, Sentence]:
    """Case ids of the actor's to-dos that shine yellow, with the reason. Two queries, one where nothing is measured."""
    awaiting = todos_of(actor).filter(case__kind=TASK_FLOW.code).order_by()
    missed = Q(stages__due_on__lt=today, stages__reached_on=None)
    rows = with_stages(Task.objects.filter(Q(targets__isnull=False) | missed, case__in=awaiting.values("case")))
    tasks = list(rows.select_related("case", "plan").defer("plan__text").order_by("pk").distinct())
    progress = progress_of((task.case_id for task in tasks), on=today)
    found: dict[int, Sentence] = {}
    for task in tasks:
        limits = light_limits(law, task.case.place, on=today)
        reading = light_of(task, today=today, limits=limits, progress=progress.get(task.pk))
        if reading.light is Light.YELLOW:
            found[task.case_id] = reading.reason
    return found


register_lagging(TASK_FLOW.code, lagging_tasks)
