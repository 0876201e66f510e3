"""A poll from its plan to its close, for every mode. Services call these from the acts of their moves.

`open_poll` writes it down, `freeze` makes it unchangeable, `start` lets electors vote, `extend` moves the end, `close` ends it.
The case's move is the event; the state of the poll follows it.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhijia.engines.ballots.box.receipts import receipt_key
from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.events import EXTENDED, STAMPS_DESTROYED, STAMPS_LEFT
from zhijia.engines.ballots.manifest import build_manifest, published_line
from zhijia.engines.ballots.models import (
    Elector,
    Extension,
    Mode,
    Poll,
    PollState,
    Presence,
    Question,
    QuestionCount,
    Scrutineer,
    Stamp,
)
from zhijia.engines.ballots.planning import PollPlan
from zhijia.engines.ballots.stamping.callers import destroy_stamps, prepare_stamps
from zhijia.engines.ballots.tellers import check_tellers
from zhijia.engines.cases.flow import Turn
from zhijia.lib.sealed_box import SCRUTINEERS
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

SALT_BYTES = 16
BOXES = {Mode.VERIFIABLE: "ballot_box", Mode.ORDINARY: "ordinary_box"}
"""The schema in which the ballots of a mode lie; the other modes have no box."""


def open_poll(turn: Turn, plan: PollPlan) -> Poll:
    """Write a poll down: questions, roll and, for a verifiable one, who its three scrutineers are. Not yet frozen."""
    if not plan.roll:
        raise Refused("名册是空的，不能组织表决。请先确定有表决权的人员。")
    if plan.mode == Mode.VERIFIABLE and len(plan.scrutineers) != SCRUTINEERS:
        raise Refused("可验证无记名投票需要三名监票人，其中两人到场即可唱票。", field="scrutineers")
    check_tellers(plan)
    poll = Poll.objects.create(
        about=turn.case,
        follows=plan.follows,
        subject=plan.subject,
        title=plan.title,
        mode=plan.mode,
        is_changeable=plan.is_changeable,
        closes_at=plan.closes_at,
    )
    Question.objects.bulk_create(
        Question(poll=poll, number=number, **question.fields) for number, question in enumerate(plan.questions, 1)
    )
    Elector.objects.bulk_create(
        Elector(
            poll=poll,
            number=number,
            person_id=entry.person_id,
            name=entry.name,
            group=entry.group,
            salt=secrets.token_bytes(SALT_BYTES),
        )
        for number, entry in enumerate(plan.roll, 1)
    )
    Scrutineer.objects.bulk_create(
        Scrutineer(poll=poll, place=place, person_id=entry.person_id, name=entry.name)
        for place, entry in enumerate(plan.scrutineers, 1)
    )
    return poll


def freeze(poll: Poll, *, now: datetime) -> Poll:
    """Fix questions, roll, keys and end as one text with one hash. From here on the database refuses every change of them."""
    poll = _locked(poll, PollState.DRAFTED, gettext_noop("这次表决已经封定，不能再封定一次。"))
    questions = list(poll.questions.order_by("number"))
    lines = [published_line(elector) for elector in poll.electors.order_by("number")]
    if poll.mode == Mode.VERIFIABLE:
        _check_can_be_verifiable(poll, now=now)
        _make_stamps(poll, questions, electors=len(lines))
    manifest = build_manifest(
        poll,
        questions=questions,
        roll=lines,
        scrutineers=list(poll.scrutineers.order_by("place")),
        stamps=_stamps_by_question(questions),
        receipt_key=receipt_key(box_folder()).point.hex() if poll.mode == Mode.VERIFIABLE else "",
    )
    poll.manifest, poll.manifest_hash = manifest.text, manifest.digest.hex()
    poll.state, poll.frozen_at = PollState.FROZEN, now
    poll.save(update_fields=["manifest", "manifest_hash", "state", "frozen_at"])
    return poll


def start(poll: Poll, *, now: datetime) -> Poll:
    """Let electors vote; of a verifiable poll the box opens in the same transaction."""
    poll = _locked(poll, PollState.FROZEN, gettext_noop("表决须先封定，才能开始投票。"))
    if poll.closes_at and poll.closes_at <= now:
        raise Refused("截止时间已经过了，不能开始投票。请作废后重新组织。")
    poll.state, poll.opened_at = PollState.OPEN, now
    poll.save(update_fields=["state", "opened_at"])
    if poll.mode in BOXES:
        _call_box("open", poll)
    return poll


def check_in(elector: Elector, *, now: datetime) -> bool:
    """Note that an elector is there; False when it was noted before. Refused where the poll is not frozen or open."""
    if held_state(elector.poll_id) not in {PollState.FROZEN, PollState.OPEN}:
        raise Refused("表决没有封定或者已经停止，不能再签到。")
    return Presence.objects.get_or_create(elector=elector, defaults={"came_at": now})[1]


def held_state(poll_id: int) -> str | None:
    """The state of a poll, which nobody changes before this transaction ends: what is checked by it holds when it is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ballots_hold_state(%s)", [poll_id])
        (state,) = cursor.fetchone()
    return None if state is None else str(state)


def people_present(poll: Poll) -> int:
    """How many are there, also for an elector, who sees nobody's line but her own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ballots_present(%s)", [poll.pk])
        return int(cursor.fetchone()[0])


def keep_counts(poll: Poll, tallies: Mapping[int, Tally], *, now: datetime) -> None:
    """Write down what was counted of each question, by its number: the poll is counted."""
    QuestionCount.objects.bulk_create(
        QuestionCount(
            question=question,
            ballots=tallies[question.number].ballots,
            valid=tallies[question.number].valid,
            invalid=tallies[question.number].invalid,
            marks=tallies[question.number].marks,
            write_ins=tallies[question.number].write_ins,
            counted_at=now,
        )
        for question in poll.questions.order_by("number")
    )
    poll.state, poll.counted_at = PollState.COUNTED, now
    poll.save(update_fields=["state", "counted_at"])


def extend(poll: Poll, until: datetime, *, reason: str, actor: Actor, now: datetime) -> Extension:
    """Move the end later, as the presidium decided. Tickets and ballots stay; nobody gets a second ticket."""
    poll = _locked(poll, PollState.OPEN, gettext_noop("只有投票中的表决可以延长。"))
    if poll.closes_at is None or until <= poll.closes_at:
        raise Refused("延长后的截止时间应晚于原来的截止时间。", field="until")
    extension = Extension.objects.create(
        poll=poll,
        old_at=poll.closes_at,
        new_at=until,
        reason=reason,
        decided_at=now,
        decided_by=actor.signature,
    )
    poll.closes_at = until
    poll.save(update_fields=["closes_at"])
    if poll.mode == Mode.VERIFIABLE:
        _call_box("extend", poll)
    words = {"poll": poll.title, "until": until.isoformat(), "reason": reason}
    record(NewEvent(EXTENDED.code, now, actor.doer, about(poll), data=words))
    return extension


def close(poll: Poll, *, now: datetime) -> Poll:
    """End the voting. Who is casting at this moment is waited for; whoever comes later finds it closed."""
    poll = _locked(poll, PollState.OPEN, gettext_noop("这次表决没有在投票，不能停止。"))
    poll.state, poll.closed_at = PollState.CLOSED, now
    poll.save(update_fields=["state", "closed_at"])
    if poll.mode in BOXES:
        _call_box("close", poll)
    return poll


def void(poll: Poll, *, actor: Actor, now: datetime) -> Poll:
    """Give a poll up: nothing of it counts. A new one is a new poll with new keys."""
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    was = held.state
    poll.state = PollState.VOID
    poll.save(update_fields=["state"])
    if was == PollState.OPEN and poll.mode in BOXES:
        _call_box("close", poll)
    if was in {PollState.OPEN, PollState.CLOSED} and poll.mode == Mode.ORDINARY:
        _call_box("destroy", poll)
    if poll.mode == Mode.VERIFIABLE:
        put_stamps_away(poll, actor=actor, now=now)
    return poll


def put_stamps_away(poll: Poll, *, actor: Actor, now: datetime) -> bool:
    """Have both stampers destroy their keys of a poll. While one is away nothing is destroyed, which the log says: call again.

    It never stops a count: no ticket can be stamped into a closed box.
    """
    try:
        destroy_stamps(stamper_folder(), poll.pk)
    except Refused as refused:
        words = {"poll": poll.title, "why": str(refused)}
        record(NewEvent(STAMPS_LEFT.code, now, actor.doer, about(poll), data=words))
        return False
    record(NewEvent(STAMPS_DESTROYED.code, now, actor.doer, about(poll), data={"poll": poll.title}))
    return True


def about(poll: Poll) -> Subject:
    """What events of a poll are about: its case, called by the poll's title."""
    return Subject("cases.case", poll.about_id, poll.title)


def stamper_folder() -> Path:
    return settings.HOME / "stampers"


def box_folder() -> Path:
    return settings.HOME / "box"


def _locked(poll: Poll, state: PollState, otherwise: str) -> Poll:
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.state != state:
        raise Refused(otherwise)
    return held


def _check_can_be_verifiable(poll: Poll, *, now: datetime) -> None:
    if poll.closes_at is None or poll.closes_at <= now:
        raise Refused("可验证无记名投票须有截止时间，且晚于现在。", field="closes_at")
    if poll.scrutineers.filter(point=None).exists():
        raise Refused("三名监票人都要先在自己的手机上生成开箱钥匙，才能封定。")


def _make_stamps(poll: Poll, questions: list[Question], *, electors: int) -> None:
    """New keys for both stampers. What an attempt left there that did not come to its end is destroyed: nobody has seen it."""
    destroy_stamps(stamper_folder(), poll.pk)
    numbers = [question.number for question in questions]
    made = prepare_stamps(stamper_folder(), poll.pk, questions=numbers, electors=electors)
    Stamp.objects.bulk_create(
        Stamp(question=question, holder=holder, public=publics[question.number])
        for question in questions
        for holder, publics in made.items()
    )


def _stamps_by_question(questions: list[Question]) -> dict[int, list[Stamp]]:
    found: dict[int, list[Stamp]] = {}
    for stamp in Stamp.objects.filter(question__in=questions).order_by("question_id", "holder"):
        found.setdefault(stamp.question_id, []).append(stamp)
    return found


def _call_box(what: str, poll: Poll) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {BOXES[Mode(poll.mode)]}.{what}(%s)", [poll.pk])
        return cursor.fetchone()[0]
