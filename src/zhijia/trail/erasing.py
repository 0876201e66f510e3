"""Lawful erasure: words of events and their salts go, what stands for them in the hash stays, and the act is logged.

Afterwards nobody can read or guess the words, and every root, checkpoint and proof is as good as before.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection, transaction

from zhijia.lib.sentences import Refused
from zhijia.trail.canonical import PARTS
from zhijia.trail.events import ERASED
from zhijia.trail.models import Event
from zhijia.trail.record import Doer, NewEvent, Subject, record
from zhijia.trail.rows import parts_of

SUBJECT = "trail.event"


def erase(event_id: int, parts: Collection[str], *, doer: Doer, ground: str, now: datetime) -> bool:
    """Erase these parts (`doer`, `subject`, `data`) of one event; False when they are gone already.

    `ground` says by which law or decision. Only the role of the jobs may do it; an event that is not there is refused.
    """
    if unknown := set(parts) - set(PARTS):
        raise ValueError(f"no such part: {unknown}")
    with transaction.atomic():
        event = Event.objects.select_related("salt").prefetch_related("erasures").filter(pk=event_id).first()
        if event is None:
            raise Refused("没有这条留痕，请核对编号。")
        gone = {erasure.part for erasure in event.erasures.all()}
        wanted = [part for part in PARTS if part in parts and part not in gone]
        if wanted:
            _erase(event, wanted, doer=doer, ground=ground, now=now)
    return bool(wanted)


def _erase(event: Event, wanted: list[str], *, doer: Doer, ground: str, now: datetime) -> None:
    subject = Subject(SUBJECT, event.pk, str(event.pk))
    cited = record(NewEvent(ERASED.code, now, doer, subject, data={"parts": wanted, "ground": ground}))
    committed = parts_of(event, bytes(event.salt.salts), {})
    with connection.cursor() as cursor:
        for part in wanted:
            cursor.execute("SELECT trail_erase(%s, %s, %s, %s)", [event.pk, part, committed[part], cited])
