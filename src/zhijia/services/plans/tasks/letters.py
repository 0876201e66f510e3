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
    }


URGING_LETTER = Paper(URGE.code, _urged)
