"""Polls as the person who looks may see them; what she may not see is not found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, QuerySet
from django.http import Http404

from zhijia.engines.ballots.casting import called, has_voted, own_ballots
from zhijia.engines.ballots.content import Ballot
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import (
    CountSheet,
    Elector,
    Mode,
    Poll,
    PollState,
    Presence,
    Publication,
    Question,
    Scrutineer,
)
from zhijia.engines.ballots.tellers import is_teller
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor


def get_poll(pk: int) -> Poll:
    """A frozen poll in sight, of any mode."""
    poll = Poll.objects.filter(pk=pk).exclude(manifest="").first()
    if poll is None:
        raise Http404
    return poll


def get_publication(pk: int) -> Publication:
    """The published ballots of a poll in sight; not found before they are counted."""
    published = Publication.objects.filter(poll=pk).first()
    if published is None:
        raise Http404
    return published


@Together
def _standing(poll: Any, person: Any) -> Sequence[QuerySet[Any]]:
    own = Elector.objects.filter(poll=poll, person=person).order_by("pk")
    here = Presence.objects.filter(elector__poll=poll, elector__person=person).order_by("pk")
    return Poll.objects.filter(pk=poll).exclude(manifest="").order_by("pk"), own, here


def get_standing(actor: Actor, pk: int) -> tuple[Poll, Elector | None]:
    """A frozen poll in sight and the reader's own line of its roll, with her presence; asked at once, for all come at once."""
    polls, lines, here = _standing.read(pk, actor.person_id or 0)
    if not polls:
        raise Http404
    if not lines:
        return polls[0], None
    Elector.presence.related.set_cached_value(lines[0], here[0] if here else None)
    return polls[0], lines[0]


def get_counted(pk: int) -> Poll:
    """A poll in sight that was counted."""
    poll = Poll.objects.filter(pk=pk, state=PollState.COUNTED).first()
    if poll is None:
        raise Http404
    return poll


def get_poll_to_count(actor: Actor, pk: int) -> Poll:
    """A poll that the reader counts, or whose roll she calls; to others there is no such page."""
    poll = get_poll(pk)
    if poll.mode not in (Mode.HANDS, Mode.PAPER, Mode.NAMED) or not is_teller(actor, poll):
        raise Http404
    return poll


def get_question(poll: Poll, number: int) -> tuple[Question, Mapping[str, Any]]:
    """A question that people count, as it is kept and as it was frozen."""
    row = Question.objects.filter(poll=poll, number=number).select_related("poll").first()
    if row is None or is_called(poll):
        raise Http404
    return row, next(one for one in questions_of(poll) if one["number"] == number)


def get_sheet(question: Question) -> CountSheet:
    """What was entered of it."""
    sheet = CountSheet.objects.filter(question=question).first()
    if sheet is None:
        raise Http404
    return sheet


def is_called(poll: Poll) -> bool:
    """Whether its roll may be called: a vote by name."""
    return poll.mode == Mode.NAMED


def is_verifiable(poll: Poll) -> bool:
    """Whether the phone itself seals the ballot."""
    return poll.mode == Mode.VERIFIABLE


@dataclass(frozen=True, slots=True)
class OwnVote:
    """What the reader did in a poll; `ballots` only of a vote by name. `may_cast`: the page asks her."""

    has_voted: bool
    ballots: Mapping[int, Ballot]
    may_cast: bool


def own_vote(poll: Poll, elector: Elector | None) -> OwnVote:
    """Whether she voted, what she said, and whether she may (again)."""
    if elector is None:
        return OwnVote(has_voted=False, ballots={}, may_cast=False)
    has = has_voted(poll, elector)
    asks = poll.mode in (Mode.NAMED, Mode.ORDINARY) and poll.state == PollState.OPEN and hasattr(elector, "presence")
    return OwnVote(
        has, own_ballots(elector) if has and is_called(poll) else {}, asks and (not has or poll.is_changeable)
    )


def sheets_of(poll: Poll) -> dict[int, CountSheet]:
    """What was entered of each question, by its number."""
    rows = CountSheet.objects.filter(question__poll=poll).select_related("question")
    return {
        one.question.number: one
        for one in rows.annotate(entered_name=_teller("entered_by"), confirmed_name=_teller("confirmed_by"))
    }


def _teller(column: str) -> Func:
    """The name of a teller as it stands in the frozen text, also for who does not see that person otherwise."""
    return Func(
        F("question__poll_id"), F(f"{column}_id"), function="ballots_teller_name", output_field=CharField(null=True)
    )


def waiting_for_call(poll: Poll) -> QuerySet[Elector]:
    """Who is there and has not voted by name."""
    there = Elector.objects.filter(poll=poll, presence__isnull=False)
    return there.exclude(pk__in=called(poll)).order_by("number")


def own_seat(actor: Actor, pk: int) -> Scrutineer:
    """The reader's seat among the three scrutineers."""
    seats = Scrutineer.objects.filter(poll=pk, poll__mode=Mode.VERIFIABLE, person=actor.person_id)
    seat = seats.select_related("poll").first()
    if seat is None:
        raise Http404
    return seat
