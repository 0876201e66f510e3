"""What a union has set up for supervision, and its supervisors: entered by itself or by a union above."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhijia.law.verdicts import Verdict
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.actions.opening import check_opens
from zhijia.services.supervision.checks.bodies import judge_body
from zhijia.services.supervision.events import BODY_RECORDED, SUPERVISOR_NAMED
from zhijia.services.supervision.models import Supervisor, SupervisoryBody
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import NewEvent, Subject, record


def record_body(union: Union, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> Sequence[Verdict]:
    """Write down what the union has set up; returns what the law finds missing (LS-08 … LS-10)."""
    check_opens(union, actor)
    with transaction.atomic():
        body, _ = SupervisoryBody.objects.update_or_create(union=union, defaults=dict(values))
        verdicts = judge_body(body, place=union.place, today=local_day(now))
        data = {"supervision": body.supervision, "women": body.women_organ, "rules": [found.rule for found in verdicts]}
        _record(BODY_RECORDED, union, data, actor=actor, now=now)
    return verdicts


def name_supervisor(union: Union, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> Supervisor:
    """A supervisor with the certificate. Raises `Refused` for a wrong actor."""
    check_opens(union, actor)
    with transaction.atomic():
        supervisor = Supervisor.objects.create(union=union, **values)
        data = {"supervisor": supervisor.pk, "until": supervisor.to_on.isoformat()}
        _record(SUPERVISOR_NAMED, union, data, actor=actor, now=now)
    return supervisor


def _record(kind: EventKind, union: Union, data: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    subject = Subject("organisation.union", union.pk, union.name)
    record(NewEvent(kind=kind.code, at=now, doer=actor.doer, subject=subject, data=data))
