"""What a delegate does herself: in her name, through no post, in the scope of the system.

Reading and coming change no state and are done by thousands within minutes: each is a row of its own with an event of its own, and
does not stand in the history of the case.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.congress.attending.codes import check_code
from zhijia.services.congress.attending.reading import member_of, own_session
from zhijia.services.congress.proposals.opening import herself
from zhijia.services.congress.sessions import events
from zhijia.services.congress.sessions.hall import show
from zhijia.services.congress.sessions.models import Attendance, CongressSession, Receipt, SittingMember, Speech
from zhijia.services.congress.sessions.speaking_flow import DELIBERATING
from zhijia.services.congress.sessions.states import OPEN_TO_COMERS
from zhijia.services.congress.sessions.votes_of import keep_presence
from zhijia.trail.record import NewEvent, Subject, record

SAID = UUID("3a0cc0f2-5f0b-4a0c-8f3e-5a5d3c1f0b77")
"""The name space of what delegates say: the same words on the same item, or of the same topic, are said once."""


def confirm_read(actor: Actor, case_id: int, *, now: datetime) -> None:
    """She has read the texts as they were delivered. Again is the same. Raises `Refused` when they are on their way anew."""
    with scoped(replace(herself(actor), is_system=True)), transaction.atomic():
        session = own_session(actor, case_id)
        receipt = Receipt.objects.select_for_update().filter(session=session, person=actor.person_id).first()
        if receipt is None or session.delivered_on is None:
            raise Refused("材料有修改，正在重新送达，请送达后再阅读。")
        if receipt.read_at is None:
            receipt.read_at = now
            receipt.save(update_fields=["read_at"])
            _record(events.TEXTS_READ.code, "congress.receipt", receipt.pk, session.case.title, actor, now)


def come(actor: Actor, case_id: int, code: str, *, now: datetime) -> None:
    """She checks in by the code of the hall, once. Raises `Refused`: not on the roll, not the time, a stale code."""
    with scoped(replace(herself(actor), is_system=True)), transaction.atomic():
        session = own_session(actor, case_id)
        state = Case.objects.select_for_update(no_key=True).get(pk=case_id).state
        member = member_of(session, actor)
        if member is None:
            raise NotYours("您不在本次会议的名册上，不能签到。")
        if state not in OPEN_TO_COMERS:
            raise Refused("现在不是签到时间。")
        check_code(code, member.sitting_id, now=now)
        entry, is_new = Attendance.objects.get_or_create(member=member, defaults={"came_at": now, "is_by_code": True})
        if is_new:
            keep_presence(case_id, {member.person_id}, now=now)
            _record(events.CAME_BY_CODE.code, "congress.attendance", entry.pk, session.case.title, actor, now)
            show(session, state, now=now)


def ask_to_speak(actor: Actor, case_id: int, *, now: datetime) -> None:
    """She waits for the floor; again while she waits is the same. Raises `Refused`: not here, not the time."""
    with scoped(replace(herself(actor), is_system=True)), transaction.atomic():
        session, state, member = _in_the_hall(actor, case_id)
        speech, is_new = Speech.objects.get_or_create(
            session=session, member=member, ended_at=None, withdrawn_at=None, defaults={"asked_at": now}
        )
        if is_new:
            _record(events.SPEECH_ASKED.code, "congress.speech", speech.pk, session.case.title, actor, now)
            show(session, state, now=now)


def withdraw_speech(actor: Actor, case_id: int, *, now: datetime) -> None:
    """She gives up her place in the queue. Raises `Refused` when she has none, or speaks already."""
    with scoped(replace(herself(actor), is_system=True)), transaction.atomic():
        session, state, member = _in_the_hall(actor, case_id)
        speech = Speech.objects.filter(member=member, began_at=None, withdrawn_at=None).first()
        if speech is None:
            raise Refused("您没有正在排队的发言申请。")
        speech.withdrawn_at = now
        speech.save(update_fields=["withdrawn_at"])
        _record(events.SPEECH_WITHDRAWN.code, "congress.speech", speech.pk, session.case.title, actor, now)
        show(session, state, now=now)


def _in_the_hall(actor: Actor, case_id: int) -> tuple[CongressSession, str, SittingMember]:
    """The session that this transaction holds, its state, and her line of the roll."""
    session = own_session(actor, case_id)
    state = Case.objects.select_for_update(no_key=True).get(pk=case_id).state
    member = member_of(session, actor)
    if member is None or not hasattr(member, "attendance"):
        raise Refused("请先签到，再申请发言。")
    if state not in DELIBERATING:
        raise Refused("开会审议期间才能申请发言。")
    return session, state, member


def offer_opinion(actor: Actor, case_id: int, *, now: datetime, data: Mapping[str, Any]) -> None:
    """What she thinks of an item. Raises what `advance` raises."""
    words = f"{case_id} {actor.person_id} {data.get('item')} {data.get('text')}"
    with scoped(replace(herself(actor), is_system=True)):
        advance(case_id, "offer_opinion", actor=herself(actor), key=uuid5(SAID, words), now=now, data=data)


def suggest_topic(actor: Actor, case_id: int, *, now: datetime, data: Mapping[str, Any]) -> None:
    """What she wants on the agenda; the same words are said once. Raises what `advance` raises."""
    words = "\n".join(str(data.get(name, "")).strip() for name in ("title", "reason"))
    key = uuid5(SAID, f"{case_id} {actor.person_id} topic {words}")
    with scoped(replace(herself(actor), is_system=True)):
        advance(case_id, "suggest_topic", actor=herself(actor), key=key, now=now, data=data)


def _record(kind: str, subject: str, pk: int, label: str, actor: Actor, now: datetime) -> None:
    record(NewEvent(kind=kind, at=now, doer=herself(actor).doer, subject=Subject(subject, pk, label)))
