"""Casting in the modes that need no box of their own process: by name, and ordinary secret. Casts are no moves and no events.

The verifiable mode casts at its own door (`box/door.py`). Hands and papers are counted by people (`sheets.py`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from zhijia.engines.ballots.content import Ballot, read_ballot, write_ballot
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Elector, Mode, NamedBallot, Poll, PollState, Presence
from zhijia.engines.ballots.polls import held_state
from zhijia.engines.ballots.tellers import is_teller
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor

CLOSED = gettext_noop("投票没有开始或者已经截止，这次的选择没有记入。")
ABSENT = gettext_noop("请先在会场签到，再投票。不在名册上的人不能投票。")
AGAIN = gettext_noop("您已经投过票，每人只投一次，投出后不能更改。")
MALFORMED = gettext_noop("选择与表决项对不上，或者赞成的人数超过了名额。请检查后再投。")
NOT_CALLING = gettext_noop("唱名由这次表决指定的监票人、计票人登记。")
REASONS = {"closed": CLOSED, "absent": ABSENT, "again": AGAIN, "malformed": MALFORMED}

KEEP = """
    INSERT INTO ballots_namedballot (question_id, elector_id, content, cast_at, recorded_by, path)
    SELECT question, %s, content::jsonb, %s, %s, '' FROM unnest(%s::bigint[], %s::text[]) AS given (question, content)
    ON CONFLICT DO NOTHING
"""
"""Nothing is read back: the desk does not see a name's mark before the close."""


def cast_own(
    poll: Poll, elector: Elector | None, ballots: Mapping[int, Ballot], *, actor: Actor, now: datetime
) -> None:
    """Cast the actor's ballots by the mode of the poll; `elector` is her line of the roll, if she has one."""
    if elector is None:
        raise Refused("您不在这次表决的名册上，不能投票。如有异议，请向大会主席团提出。")
    if poll.mode == Mode.NAMED:
        cast_named(poll, elector, ballots, actor=actor, now=now)
    elif poll.mode == Mode.ORDINARY:
        cast_secret(poll, ballots)
    else:
        raise Refused("这次表决不在这里投票。")


def cast_secret(poll: Poll, ballots: Mapping[int, Ballot]) -> None:
    """Cast the actor's ballots of an ordinary secret poll: all questions at once, once. The database decides who asks."""
    contents = [content.decode() for content in _written(poll, ballots)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ordinary_box.cast_ballots(%s, %s::text[])", [poll.pk, contents])
        (answer,) = cursor.fetchone()
    if answer != "kept":
        raise Refused(REASONS[answer])


def cast_named(poll: Poll, elector: Elector, ballots: Mapping[int, Ballot], *, actor: Actor, now: datetime) -> None:
    """Cast by name: the elector herself, or the teller who calls the roll. Whoever came first stays, unless the frozen text lets
    the elector herself change her mind.
    """
    is_own = elector.person_id == actor.person_id
    if not is_own and not is_teller(actor, poll):
        raise Refused(NOT_CALLING)
    check_may_name(poll, elector, now=now)
    _written(poll, ballots)
    by = "" if is_own else actor.signature
    questions = {question.number: question.pk for question in poll.questions.order_by("number")}
    contents = [write_ballot(ballots[number]).decode() for number in sorted(questions)]
    values: tuple[Any, ...] = (elector.pk, now, by, [questions[number] for number in sorted(questions)], contents)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        if cursor.rowcount == len(questions):
            return
        if not (is_own and poll.is_changeable):
            raise Refused(AGAIN)
        for number, content in zip(sorted(questions), contents, strict=True):
            cursor.execute("SELECT ballots_change_named(%s, %s::jsonb)", [questions[number], content])
            if not cursor.fetchone()[0]:
                raise Refused(CLOSED)


def check_may_name(poll: Poll, elector: Elector, *, now: datetime) -> None:
    """The state is held until the ballot is written, so that who closes waits for it."""
    if poll.mode != Mode.NAMED or held_state(poll.pk) != PollState.OPEN or (poll.closes_at and poll.closes_at <= now):
        raise Refused(CLOSED)
    if elector.poll_id != poll.pk or not Presence.objects.filter(elector=elector).exists():
        raise Refused(ABSENT)


def own_ballots(elector: Elector) -> dict[int, Ballot]:
    """What the actor's own line said by name, by question."""
    rows = NamedBallot.objects.filter(elector=elector).values_list("question__number", "content")
    return {number: Ballot(content["m"], tuple(content["w"])) for number, content in rows}


def called(poll: Poll) -> set[int]:
    """The lines of the roll that have voted by name; what they said is not read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ballots_named_voters(%s)", [poll.pk])
        return {row[0] for row in cursor.fetchall()}


def has_voted(poll: Poll, elector: Elector) -> bool:
    """Whether the actor's own line has voted, in the modes of this file."""
    if poll.mode == Mode.NAMED:
        return NamedBallot.objects.filter(elector=elector).exists()
    if poll.mode != Mode.ORDINARY:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT ordinary_box.has_voted(%s)", [poll.pk])
        return bool(cursor.fetchone()[0])


def _written(poll: Poll, ballots: Mapping[int, Ballot]) -> Sequence[bytes]:
    """Every ballot in its one spelling; refused where one is missing or invalid: a page never sends those."""
    questions = questions_of(poll)
    if set(ballots) != {one["number"] for one in questions}:
        raise Refused(MALFORMED)
    written = [write_ballot(ballots[one["number"]]) for one in questions]
    if any(read_ballot(one, text) is None for one, text in zip(questions, written, strict=True)):
        raise Refused(MALFORMED)
    return written
