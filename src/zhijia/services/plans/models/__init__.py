"""Plans: the document and what was read out of it, its tasks, its targets."""

from zhijia.services.plans.models.documents import PlanDocument, PlanNode, PlanOperation
from zhijia.services.plans.models.tasks import Target, Task, TaskExtension, TaskReport, TaskStage, TaskSupport

__all__ = [
    "PlanDocument",
    "PlanNode",
    "PlanOperation",
    "Target",
    "Task",
    "TaskExtension",
    "TaskReport",
    "TaskStage",
    "TaskSupport",
]
