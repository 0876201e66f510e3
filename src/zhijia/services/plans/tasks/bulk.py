"""Assigning many tasks at once, each on its own: one refusal does not stop the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from zhijia.engines.cases.advance import InvalidInput, advance
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
    return [_assign_one(task, data, actor=actor, key=uuid5(key, str(task.case_id)), now=now) for task in tasks]


def _assign_one(task: Task, data: Mapping[str, Any], *, actor: Actor, key: UUID, now: datetime) -> RowOutcome:
    own = {"due_on": task.due_on, "standard": task.standard or task.requirement}
    given = {name: value for name, value in data.items() if value}
    try:
        with transaction.atomic():
            advance(task.case_id, "assign", actor=actor, key=key, now=now, data=own | given)
    except Refused as refused:
        return RowOutcome(task, refused.sentence)
    except InvalidInput as invalid:
        return RowOutcome(task, Sentence(str(next(iter(invalid.form.errors.values()))[0])))
    return RowOutcome(task)
