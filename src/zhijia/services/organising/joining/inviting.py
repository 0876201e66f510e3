"""Asking somebody whom another union keeps to come over: a roster names her number, and only she learns of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.membership_checks import check_takes_members
from zhijia.organisation.models import Person, Roster
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.organising import events
from zhijia.services.organising.joining.applying import open_application
from zhijia.services.organising.models import Application, Channel, Invitation
from zhijia.trail.record import record

INVITE = "SELECT organising_invite(%s, %s::bigint[], %s::text[], %s::bytea[], %s)"


@dataclass(frozen=True, slots=True)
class Invited:
    """A number that a roster names at a union: its kind and its blind index."""

    union_id: int
    id_kind: str
    id_index: bytes


def invite(roster: Roster, numbers: Sequence[Invited], actor: Actor, *, now: datetime) -> int:
    """Ask those whom another union keeps. Answers how many were asked; who is asked already is not asked again."""
    if not numbers:
        return 0
    columns: list[list[Any]] = [
        [n.union_id for n in numbers],
        [n.id_kind for n in numbers],
        [n.id_index for n in numbers],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INVITE, [roster.pk, *columns, local_day(now)])
        (count,) = cursor.fetchone()
    _tell(roster, now=now)
    record(event_about(roster, events.INVITED, actor=actor, now=now, data={"people": count}))
    return int(count)


def invitations_of(actor: Actor) -> list[Invitation]:
    """What the actor herself is asked and has not answered."""
    open_ones = Invitation.objects.filter(person=actor.person_id or 0, answered_on=None)
    return list(open_ones.order_by("-pk")[:5])


def answer_invitation(actor: Actor, pk: int, *, is_accepted: bool, now: datetime) -> None:
    """She comes over, which is an application at the union that asked, or she stays.

    Raises `Refused`: nothing to answer, an application that is still open, a union that takes nobody any more.
    """
    today = local_day(now)
    with transaction.atomic(), scoped(SYSTEM):
        asked = Invitation.objects.select_for_update(of=("self",)).filter(
            pk=pk, person=actor.person_id or 0, answered_on=None
        )
        invitation = asked.select_related("union").first()
        if invitation is None:
            raise Refused("这份邀请已经答复过。")
        invitation.answered_on, invitation.is_accepted = today, is_accepted
        invitation.save(update_fields=["answered_on", "is_accepted"])
        if not is_accepted:
            return
        check_takes_members(invitation.union, None, on=today)
        person = Person.objects.get(pk=invitation.person_id)
        application = Application(
            union=invitation.union,
            union_name=invitation.union_name,
            channel=Channel.ACCOUNT,
            person=person,
            name=person.name,
            applied_on=today,
        )
        open_application(actor, application, now=now)


def _tell(roster: Roster, *, now: datetime) -> None:
    with scoped(SYSTEM):
        waiting = Invitation.objects.filter(roster=roster.pk, told_at=None)
        told = waiting.order_by("pk").values_list("person_id", "union_name")
        lines = [Line(None, None, events.INVITED.code, name, person_id=person) for person, name in told]
        send(lines, now=now, today=local_day(now))
        waiting.update(told_at=now)
