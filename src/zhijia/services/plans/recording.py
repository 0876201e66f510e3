"""Events of plans, ready for `trail.record`."""

from collections.abc import Mapping
from datetime import datetime

from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject

SUBJECT = "plans.plan"


def plan_event(
    kind: EventKind,
    plan: PlanDocument,
    *,
    actor: Actor,
    now: datetime,
    data: Mapping[str, object] | None = None,
    states: tuple[str, str] = ("", ""),
) -> NewEvent:
    """An act on a plan. `states` are the plan's states before and after, empty when the act changes none."""
    return NewEvent(
        kind=kind.code,
        at=now,
        doer=actor.doer,
        subject=Subject(SUBJECT, plan.pk, plan.title),
        from_state=states[0],
        to_state=states[1],
        data=data or {},
    )
