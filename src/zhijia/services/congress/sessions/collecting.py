"""Topics are collected before they are agreed (W10): whoever has a vote suggests, each suggestion is taken up or answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import NotYours, Refused
from zhijia.services.congress.proposals.models import Proposal, Ruling
from zhijia.services.congress.sessions import events
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, TopicSuggestion
from zhijia.services.congress.terms.roll import has_vote, roll_of

COLLECTING = "preparing"
"""The only state in which topics are collected: once they are agreed, nobody suggests any more."""


def is_collecting(session: CongressSession, today: date) -> bool:
    until = session.topics_until
    return session.case.state == COLLECTING and until is not None and today <= until


def unanswered_of(session: CongressSession) -> QuerySet[TopicSuggestion]:
    """What was neither taken up nor answered."""
    return TopicSuggestion.objects.filter(session=session, item=None, answered_on=None).order_by("pk")


def filed_for(session: CongressSession) -> QuerySet[Proposal]:
    """Proposals of the congress that were filed and are not on this agenda."""
    taken = AgendaItem.objects.filter(session=session, struck_on=None, proposal__isnull=False).values("proposal")
    rows = Proposal.objects.filter(term=session.term_id, ruling=Ruling.FILED, withdrawn_on=None)
    return rows.exclude(case__in=taken).order_by("pk")


def check_has_vote(turn: Turn) -> None:
    if not has_vote(turn.record.term, turn.actor.person_id, turn.today):
        raise NotYours("议题建议由本届在任的职工代表提出。")


def check_collecting(turn: Turn) -> None:
    session: CongressSession = turn.record
    if session.topics_until is None:
        raise Refused("现在没有征集议题。")
    if turn.today > session.topics_until:
        raise Refused("议题征集已经截止。")


def collect_topics(turn: Turn) -> Outcome:
    """Everybody with a vote is told, and again when text or day are others."""
    session, text, until = turn.record, turn.data["text"], turn.data["topics_until"]
    if (session.topics_call, session.topics_until) != (text, until):
        session.topics_call, session.topics_until = text, until
        session.save(update_fields=["topics_call", "topics_until"])
        people = [one.person_id for one in roll_of(session.term, turn.today).entries]
        _tell(turn, events.TOPICS_ASKED.code, [(one, turn.case.title) for one in people])
    return Outcome({"text": text, "until": until.isoformat()})


def suggest_topic(turn: Turn) -> Outcome:
    said = {"title": turn.data["title"], "reason": turn.data["reason"]}
    by: dict[str, Any] = {"session": turn.record, "person_id": turn.actor.person_id}
    if TopicSuggestion.objects.filter(**by, title=said["title"]).exists():
        raise Refused("您已经建议过这个议题，请换一个题目。", field="title")
    new = TopicSuggestion.objects.create(**by, **said, name=turn.actor.name, suggested_on=turn.today)
    return Outcome({"suggestion": new.pk, "title": new.title})


def answer_topic(turn: Turn) -> Outcome:
    """Why it does not come on the agenda."""
    suggestion: TopicSuggestion = turn.data["suggestion"]
    _answer(turn, [suggestion], turn.data["answer"])
    return Outcome({"suggestion": suggestion.pk, "title": suggestion.title, "answer": suggestion.answer})


def take_up(turn: Turn, item: AgendaItem, suggestion: TopicSuggestion) -> None:
    """It is on the agenda as this item."""
    if not unanswered_of(turn.record).filter(pk=suggestion.pk).update(item=item):
        raise Refused("这条建议已经列入议题或者答复，请刷新页面。", field="suggestion")
    _tell(turn, events.ITEM_ADDED.code, [(suggestion.person_id, item.title)])


def give_back(turn: Turn, item: AgendaItem, reason: str) -> None:
    """The item is struck: whoever suggested it is told why."""
    _answer(turn, list(TopicSuggestion.objects.filter(item=item)), reason)


def _answer(turn: Turn, suggestions: list[TopicSuggestion], reason: str) -> None:
    for one in suggestions:
        one.item, one.answer, one.answered_on = None, reason, turn.today
        one.save(update_fields=["item", "answer", "answered_on"])
    _tell(turn, events.TOPIC_ANSWERED.code, [(one.person_id, one.title) for one in suggestions])


def _tell(turn: Turn, kind: str, told: Iterable[tuple[int, str]]) -> None:
    lines = [Line(None, turn.case.pk, kind, text, person_id=person) for person, text in told]
    send(lines, now=turn.now, today=turn.today, not_to=turn.actor.person_id)
