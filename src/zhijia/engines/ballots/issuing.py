"""Taking tickets: logged in, on the frozen roll, there in person. What is stamped is blinded and leads to no ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from zhijia.engines.ballots.events import TICKETS_TAKEN
from zhijia.engines.ballots.models import Elector, Issuance, Mode, Poll, PollState, Presence, Question
from zhijia.engines.ballots.polls import about, stamper_folder
from zhijia.engines.ballots.protocol import HOLDERS
from zhijia.engines.ballots.stamping.callers import stamp_both
from zhijia.engines.ballots.stamping.keys import Order, StampedAnother
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record

ANOTHER = gettext_noop(
    "您已经领过这次表决的选票，每人只发一次。请用领票时的那部手机和浏览器投票；手机遗失的，该票计为未投，不能补发。"
)
KEEP = """
    INSERT INTO ballots_issuance (question_id, elector_id, blinded_a, blinded_b, stamped_a, stamped_b, path)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::text[])
    ON CONFLICT DO NOTHING RETURNING question_id
"""


class TookAnother(Refused):
    """This elector took a ticket with another blinded value before."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The blinded ticket of one question, for either stamp."""

    question: int
    blinded: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Stamped:
    """Both stamps on it."""

    question: int
    stamps: Mapping[str, bytes]


def take_tickets(actor: Actor, poll: Poll, wishes: Sequence[Wish], *, now: datetime) -> list[Stamped]:
    """Both stamps for every wish. The same wish again gets the same answer; another one is `TookAnother`."""
    elector = elector_of(actor, poll)
    check_may_take(poll, elector)
    questions = {question.number: question for question in poll.questions.order_by("number")}
    if not wishes or {wish.question for wish in wishes} - set(questions):
        raise Refused("选票与表决项对不上。请刷新页面后再领票。")
    taken = _taken(elector, questions)
    fresh = [wish for wish in wishes if wish.question not in taken]
    if fresh:
        _stamp(poll, elector, questions, fresh, actor=actor, now=now)
        taken = _taken(elector, questions)
    return [_answer(wish, taken[wish.question]) for wish in wishes]


def elector_of(actor: Actor, poll: Poll) -> Elector:
    """The actor's own line of the roll."""
    elector = Elector.objects.filter(poll=poll, person=actor.person_id).first()
    if elector is None:
        raise Refused("您不在这次表决的名册上，不能领票。如有异议，请向大会主席团提出。")
    return elector


def check_may_take(poll: Poll, elector: Elector) -> None:
    if poll.mode != Mode.VERIFIABLE or poll.state != PollState.OPEN:
        raise Refused("现在没有在投票，不能领票。")
    if not Presence.objects.filter(elector=elector).exists():
        raise Refused("请先签到，再领票。")


def _taken(elector: Elector, questions: Mapping[int, Question]) -> dict[int, Issuance]:
    numbers = {question.pk: number for number, question in questions.items()}
    return {numbers[one.question_id]: one for one in Issuance.objects.filter(elector=elector)}


def _stamp(
    poll: Poll,
    elector: Elector,
    questions: Mapping[int, Question],
    wishes: Sequence[Wish],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    orders = {
        holder: [Order(wish.question, elector.number, wish.blinded[holder]) for wish in wishes] for holder in HOLDERS
    }
    try:
        stamped = stamp_both(stamper_folder(), poll.pk, orders)
    except StampedAnother:
        raise TookAnother(ANOTHER) from None
    columns: tuple[Any, ...] = (
        [questions[wish.question].pk for wish in wishes],
        [elector.pk] * len(wishes),
        *([wish.blinded[holder] for wish in wishes] for holder in HOLDERS),
        *(stamped[holder] for holder in HOLDERS),
        [""] * len(wishes),
    )
    with connection.cursor() as cursor:
        cursor.execute(KEEP, columns)
        is_first = bool(cursor.fetchall())
    if is_first:
        words = {"poll": poll.title, "elector": elector.number, "tickets": len(wishes)}
        record(NewEvent(TICKETS_TAKEN.code, now, actor.doer, about(poll), data=words))


def _answer(wish: Wish, kept: Issuance) -> Stamped:
    blinded = {"a": bytes(kept.blinded_a), "b": bytes(kept.blinded_b)}
    if blinded != dict(wish.blinded):
        raise TookAnother(ANOTHER)
    return Stamped(wish.question, {"a": bytes(kept.stamped_a), "b": bytes(kept.stamped_b)})
