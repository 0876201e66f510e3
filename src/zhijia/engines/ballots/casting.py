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
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.scopes import Actor

CLOSED = gettext_noop("投票没有开始或者已经截止，这次的选择没有记入。")
ABSENT = gettext_noop("请先在会场签到，再投票。不在名册上的人不能投票。")
AGAIN = gettext_noop("您已经投过票，每人只投一次，投出后不能更改。")
MALFORMED = gettext_noop("选择与表决项对不上，或者赞成的人数超过了名额。请检查后再投。")
REASONS = {"closed": CLOSED, "absent": ABSENT, "again": AGAIN, "malformed": MALFORMED}

KEEP = """
    INSERT INTO ballots_namedballot (question_id, elector_id, content, cast_at, recorded_by, path)
    SELECT question, %s, content::jsonb, %s, %s, '' FROM unnest(%s::bigint[], %s::text[]) AS given (question, content)
    ON CONFLICT DO NOTHING
"""
"""Nothing is read back: the desk does not see a name's mark before the close."""


def cast_secret(poll: Poll, ballots: Mapping[int, Ballot]) -> None:
    """Cast the actor's ballots of an ordinary secret poll: all questions at once, once. The database decides who asks."""
    contents = [content.decode() for content in _written(poll, ballots)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ordinary_box.cast_ballots(%s, %s::text[])", [poll.pk, contents])
        (answer,) = cursor.fetchone()
    if answer != "kept":
        raise Refused(REASONS[answer])


def cast_named(poll: Poll, elector: Elector, ballots: Mapping[int, Ballot], *, actor: Actor, now: datetime) -> None:
    """Cast by name: the elector herself, or the desk that calls the roll. Whoever came first stays."""
    is_own = elector.person_id == actor.person_id
    check_may_name(poll, elector, now=now)
    _written(poll, ballots)
    by = "" if is_own else actor.signature
    questions = {question.number: question.pk for question in poll.questions.order_by("number")}
    contents = [write_ballot(ballots[number]).decode() for number in sorted(questions)]
    values: tuple[Any, ...] = (elector.pk, now, by, [questions[number] for number in sorted(questions)], contents)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        if cursor.rowcount < len(questions):
            raise Refused(AGAIN)


def check_may_name(poll: Poll, elector: Elector, *, now: datetime) -> None:
    if poll.mode != Mode.NAMED or poll.state != PollState.OPEN or (poll.closes_at and poll.closes_at <= now):
        raise Refused(CLOSED)
    if elector.poll_id != poll.pk or not Presence.objects.filter(elector=elector).exists():
        raise Refused(ABSENT)


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
