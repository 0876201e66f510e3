"""The numbers of plans: how many tasks are done, late, on time. Their facts are in migrations/0003_counting.py."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.services.plans.models import Task
from zhijia.services.plans.tasks.queries import with_holders
from zhijia.ui.reader import day_read

TASK = "plans.task"
FAMILY = "plans_tasks"

publish(
    Indicator(
        code="plans.tasks",
        name=gettext_noop("计划任务数"),
        definition=gettext_noop("当日已发布、未撤销的任务个数，按牵头单位统计，未交办的计在发文工会。"),
        unit=gettext_noop("项"),
        family=FAMILY,
        subject=TASK,
    ),
    Indicator(
        code="plans.tasks_done",
        name=gettext_noop("已办结任务数"),
        definition=gettext_noop("当日已核验办结的任务个数，从办结日起计。"),
        unit=gettext_noop("项"),
        family=FAMILY,
        subject=TASK,
    ),
    Indicator(
        code="plans.tasks_late",
        name=gettext_noop("逾期任务数"),
        definition=gettext_noop("当日已过完成时限而没有办结的任务个数，从时限次日起计。"),
        unit=gettext_noop("项"),
        family=FAMILY,
        subject=TASK,
        is_less_better=True,
    ),
    Indicator(
        code="plans.tasks_on_time",
        name=gettext_noop("按期在办任务数"),
        definition=gettext_noop("当日没有办结、也没有超过完成时限的任务个数。"),
        unit=gettext_noop("项"),
        family=FAMILY,
        subject=TASK,
    ),
    Indicator(
        code="plans.tasks_extended",
        name=gettext_noop("延期任务数"),
        definition=gettext_noop("当日已获准延期的任务个数，从第一次获准之日起计；一项任务延期几次都只计一项。"),
        unit=gettext_noop("项"),
        family=FAMILY,
        subject=TASK,
        is_less_better=True,
    ),
    Indicator(
        code="plans.punctuality",
        name=gettext_noop("按原定时限办结率"),
        definition=gettext_noop(
            "分母：当日已办结或已过时限的任务。分子：其中在原定时限内办结的。原定时限是接受任务时的时限，准予延期也不改变它。"
        ),
        unit="%",
        family=FAMILY,
        subject=TASK,
        kind=Kind.RATIO,
    ),
    Indicator(
        code="plans.completion",
        name=gettext_noop("计划完成率"),
        definition=gettext_noop("分母：当日已发布、未撤销的任务。分子：其中已核验办结的。"),
        unit="%",
        family=FAMILY,
        subject=TASK,
        kind=Kind.RATIO,
    ),
)


def describe_tasks(ids: Sequence[int], *, on: date, **_list: object) -> Mapping[int, SubjectRow]:
    """Tasks by id; a task whose case this reader may not see keeps its number in the count and is left out here."""
    return {
        task.pk: SubjectRow(
            label=task.case.title,
            url=reverse("cases:case", args=[task.case_id]),
            cells=(
                task.case.number,
                task.lead_label or _("未交办"),
                task.lead_person,
                day_read(task.due_on) if task.due_on else _("未定"),
            ),
        )
        for task in with_holders(Task.objects.filter(pk__in=ids), on=on).select_related("case").order_by("pk")
    }


show_subjects(
    SubjectList(
        TASK,
        gettext_noop("任务"),
        (gettext_noop("编号"), gettext_noop("牵头岗位"), gettext_noop("责任人"), gettext_noop("完成时限")),
        describe_tasks,
    )
)
