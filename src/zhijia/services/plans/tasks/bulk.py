"""Assigning many tasks at once, each on its own: one refusal does not stop the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from zhijia.engines.cases.advance import Answer, InvalidInput, Submission, advance_many
from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import Task


@dataclass(frozen=True)
class RowOutcome:
    """What became of one task: done, or the sentence that says why not."""

    task: Task
    refusal: Sentence | None = None


def assign_many(
    tasks: Sequence[Task], data: Mapping[str, Any], *, actor: Actor, key: UUID, now: datetime
) -> list[RowOutcome]:
    """Assign each task with the same lead, supports, standard and date (its own date where `data` has none).

    `key` names the submission; each row's key is derived from it, so that the same form sent twice assigns once.
    """
    given = {name: value for name, value in data.items() if value}
    submissions = [Submission(task.case_id, uuid5(key, str(task.case_id)), _own_of(task) | given) for task in tasks]
    answers = advance_many(submissions, "assign", actor=actor, now=now)
    return [RowOutcome(task, _refusal(answer)) for task, answer in zip(tasks, answers, strict=True)]


def _own_of(task: Task) -> dict[str, Any]:
    return {"due_on": task.due_on, "standard": task.standard or task.requirement}


def _refusal(answer: Answer) -> Sentence | None:
    """Why a task was not assigned; one out of sight is not found."""
    if isinstance(answer, Refused):
        return answer.sentence
    if isinstance(answer, InvalidInput):
        return Sentence(str(next(iter(answer.form.errors.values()))[0]))
    if isinstance(answer, Case.DoesNotExist):
        raise answer
    return None
