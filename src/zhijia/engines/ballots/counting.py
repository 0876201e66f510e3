"""Counting a closed poll of any mode into `QuestionCount`, each once."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import sql

from zhijia.engines.ballots import opening
from zhijia.engines.ballots.content import Ballot, Tally, read_ballot, tally
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import CountSheet, Mode, NamedBallot, Poll, PollState
from zhijia.engines.ballots.polls import keep_counts
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor


def count(poll: Poll, *, actor: Actor, now: datetime) -> Mapping[int, Tally]:
    """The counts by question; refused while it is open, or while a sheet waits for its second person."""
    if poll.mode == Mode.VERIFIABLE:
        return opening.count(poll, actor=actor, now=now)
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.state != PollState.CLOSED:
        raise Refused("投票停止之后才能计票，且只计一次。")
    tallies = COUNTED_BY[Mode(held.mode)](held)
    keep_counts(held, tallies, now=now)
    return tallies


def _count_sheets(poll: Poll) -> dict[int, Tally]:
    sheets = {
        one.question.number: one
        for one in CountSheet.objects.filter(question__poll=poll).exclude(confirmed_at=None).select_related("question")
    }
    questions = questions_of(poll)
    if len(sheets) < len(questions):
        raise Refused("还有表决项的票数没有登记，或者没有由第二人核对。")
    return {one["number"]: _read_sheet(poll, sheets[one["number"]]) for one in questions}


def _read_sheet(poll: Poll, sheet: CountSheet) -> Tally:
    """Of hands a ballot is a hand: as many as the option with the most."""
    if poll.mode == Mode.PAPER:
        return Tally(sheet.returned, sheet.returned - sheet.spoiled, sheet.marks, sheet.write_ins)
    raised = max(sum(marks.values()) for marks in sheet.marks.values())
    return Tally(raised, raised, sheet.marks, sheet.write_ins)


def _count_named(poll: Poll) -> dict[int, Tally]:
    given: dict[int, list[Ballot]] = {}
    rows = NamedBallot.objects.filter(question__poll=poll).values_list("question__number", "content")
    for number, content in rows:
        given.setdefault(number, []).append(Ballot(content["m"], content["w"]))
    return {one["number"]: tally(one, given.get(one["number"], ())) for one in questions_of(poll)}


def _count_secret(poll: Poll) -> dict[int, Tally]:
    """Count what lies in the closed box, then write down who voted."""
    lines = list(_closed_lines(poll))
    found = {
        one["number"]: tally(one, (_read(one, text) for number, text in lines if number == one["number"]))
        for one in questions_of(poll)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT ordinary_box.register(%s)", [poll.pk])
    return found


def _closed_lines(poll: Poll) -> Iterator[tuple[int, str]]:
    query = sql.SQL("SELECT question, content FROM ordinary_box.{} ORDER BY question, content")
    with connection.cursor() as cursor:
        cursor.execute(query.format(sql.Identifier(f"closed_{poll.pk}")))
        yield from cursor.fetchall()


def _read(question: Mapping[str, Any], text: str) -> Ballot | None:
    return read_ballot(question, text.encode())


COUNTED_BY = {
    Mode.HANDS: _count_sheets,
    Mode.PAPER: _count_sheets,
    Mode.NAMED: _count_named,
    Mode.ORDINARY: _count_secret,
}
