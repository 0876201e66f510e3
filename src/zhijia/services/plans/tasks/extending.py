"""Extensions of a task (TA-06): asked before the date, decided by the assigner; every date there was stays readable."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.services.plans.models import Task, TaskExtension
from zhijia.services.plans.models.tasks import ExtensionState
from zhijia.services.plans.tasks.hands import label_of_hand, person_of_hand
from zhijia.services.plans.tasks.queries import assigner_acts


def ask_extension(turn: Turn) -> Outcome:
    """Keep the request with the date that stands now; nothing moves until it is granted."""
    task: Task = turn.record
    wanted_on, reason = turn.data["due_on"], turn.data["reason"]
    if task.due_on is None:
        raise ValueError(f"task {task.pk} is under way without a date")
    release_assigner(turn)
    TaskExtension.objects.create(
        task=task,
        old_due_on=task.due_on,
        wanted_on=wanted_on,
        reason=reason,
        asked_at=turn.now,
        asked_by=label_of_hand(turn),
        asked_by_person_id=person_of_hand(turn),
    )
    return Outcome(data={"due_on": task.due_on.isoformat(), "wanted_on": wanted_on.isoformat(), "reason": reason})


def grant_extension(turn: Turn) -> Outcome:
    """Move the task's date; the original date stays, and assessment goes by it."""
    task: Task = turn.record
    request = _decide(turn, ExtensionState.GRANTED)
    before, task.due_on = task.due_on, turn.data["due_on"]
    task.save(update_fields=["due_on"])
    turn.case.due_on = task.due_on
    request.new_due_on, request.note = task.due_on, turn.data["note"]
    request.save()
    days = {"before": {"due_on": str(before)}, "after": {"due_on": task.due_on.isoformat()}}
    return Outcome(data=days | {"reason": request.note})


def refuse_extension(turn: Turn) -> Outcome:
    """The date stays; the reason is kept beside the request."""
    request = _decide(turn, ExtensionState.REFUSED)
    request.note = turn.data["reason"]
    request.save()
    return Outcome(data={"wanted_on": request.wanted_on.isoformat(), "reason": request.note})


def lapse_request(turn: Turn) -> None:
    """Close an open request that a later act has made pointless."""
    TaskExtension.objects.filter(task=turn.record, state=ExtensionState.ASKED).update(
        state=ExtensionState.LAPSED, decided_on=turn.today, decided_by=label_of_hand(turn)
    )


def release_assigner(turn: Turn) -> None:
    """Where nobody acts through the assigner's post any more, let those above it in the union decide."""
    task: Task = turn.record
    if not assigner_acts(task, on=turn.today):
        task.assigner = None
        task.save(update_fields=["assigner"])


def _decide(turn: Turn, state: ExtensionState) -> TaskExtension:
    """The open request, with the decision on it, not saved yet. There is one in this state of the case."""
    request = TaskExtension.objects.get(task=turn.record, state=ExtensionState.ASKED)
    request.state, request.decided_on, request.decided_by = state, turn.today, label_of_hand(turn)
    return request
