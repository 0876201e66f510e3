"""What is put on paper about a task: the notice that urges it (harmony-disputes §G, G20)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import NumberSeries, register_template
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.plans.models import Task

URGING = NumberSeries("plans.urging", _("督办文书"), "督")

BEFORE_DUE = (
    "请抓紧办理，并及时报告进展。有困难的，写明原因和下一步打算；确实不能按期完成的，请在完成时限之前申请延期。"
)
PAST_DUE = "完成时限已到，不能再申请延期。请立即办结并报告，写明没有按期完成的原因；一时不能办结的，报告已做到哪一步、何日办结。"

URGE = register_template(
    "plans.urge",
    _("催办通知"),
    Path(__file__).parents[1] / "documents" / "urge.md",
    [
        Field("addressee"),
        Field("plan"),
        Field("task"),
        Field("case"),
        Field("lead"),
        Field("due_on", FieldKind.DAY, is_required=False),
        Field("standard", FieldKind.TEXT, is_required=False),
        Field("reason", FieldKind.TEXT),
        Field("closing", FieldKind.TEXT),
    ],
    series=URGING,
)


def _urged(turn: Turn) -> Mapping[str, Any]:
    task: Task = turn.record
    assert task.lead_union is not None  # the states from which a task is urged have a lead
    return {
        "addressee": task.lead_union.name,
        "plan": task.plan.title,
        "task": turn.case.title,
        "case": turn.case.number,
        "lead": task.lead_label,
        "due_on": task.due_on,
        "standard": task.standard,
        "reason": turn.data["reason"],
        "closing": PAST_DUE if task.due_on and turn.today >= task.due_on else BEFORE_DUE,
    }


URGING_LETTER = Paper(URGE.code, _urged)
