"""Messages in the reader's language: what is told, and about what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.told import told
from zhijia.engines.messages.models import Message
from zhijia.lib.phrases import titled
from zhijia.organisation.events import EXPORT_APPROVED, EXPORT_ASKED, EXPORT_DECLINED
from zhijia.organisation.scopes import NOBODY, Actor
from zhijia.services.bargaining.events import QUESTION_ANSWERED, QUESTION_PROMISED
from zhijia.services.bargaining.queries import contracts_asked_about
from zhijia.services.congress.attending.reading import sessions_read_by
from zhijia.services.congress.proposals.queries import proposals_read_by
from zhijia.services.congress.proposals.telling import COSIGN, RATE
from zhijia.services.congress.sessions.events import ITEM_ADDED, TOPIC_ANSWERED, TOPICS_ASKED
from zhijia.services.openness.asking.events import ANSWERED
from zhijia.services.openness.asking.queries import disclosures_read_by

ON_QUESTIONS = frozenset({QUESTION_ANSWERED.code, QUESTION_PROMISED.code})
TO_DELEGATES = frozenset({COSIGN, RATE})
TO_WORKERS = ON_QUESTIONS | TO_DELEGATES
"""Kinds whose readers do not open the case that they are about."""
ON_PROPOSALS = "congress.proposal"
"""How the kinds begin that authors of a proposal are told of; posts are told of some of them too, and open its case."""
ON_SESSIONS = frozenset({TOPICS_ASKED.code, TOPIC_ANSWERED.code, ITEM_ADDED.code})
"""Told to whoever was asked for topics, and to posts that watch the session and open its case."""
PAGES = dict.fromkeys((EXPORT_ASKED.code, EXPORT_APPROVED.code, EXPORT_DECLINED.code), "organising:exports")
"""Where is opened what is no case."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message as a row of the inbox; `case_id` is None where there is no case to open, `page` what is opened instead."""

    text: str
    case_id: int | None
    page: str
    sent_at: datetime
    is_read: bool


def present_messages(
    messages: Iterable[Message], actor: Actor = NOBODY, *, pages: Mapping[int, str] | None = None
) -> list[InboxLine]:
    """`pages`: where a worker or a delegate reads what is told, whose case she does not open, by the id of that case."""
    pages = pages or {}
    return [
        InboxLine(
            text=titled(told(message.kind, actor), message.text, _),
            case_id=None if message.kind in TO_WORKERS or message.case_id in pages else message.case_id,
            page=reverse(PAGES[message.kind]) if message.kind in PAGES else pages.get(message.case_id or 0, ""),
            sent_at=message.sent_at,
            is_read=message.read_at is not None,
        )
        for message in messages
    ]


def pages_of(messages: Sequence[Message], actor: Actor, *, today: date) -> dict[int, str]:
    """The page that each of these messages opens to somebody who does not open its case, by the id of that case.

    Empty where a worker reads it no more; a query for each kind of thing that is told of.
    """
    told_of = [(message.case_id, message.kind) for message in messages if message.case_id]
    asked = [case_id for case_id, kind in told_of if kind in ON_QUESTIONS]
    is_worker = actor.post is None
    proposed = [
        case_id for case_id, kind in told_of if kind in TO_DELEGATES or (is_worker and kind.startswith(ON_PROPOSALS))
    ]
    shown = [case_id for case_id, kind in told_of if kind == ANSWERED.code]
    sat_in = [case_id for case_id, kind in told_of if is_worker and kind in ON_SESSIONS]
    pages = dict.fromkeys([*proposed, *shown, *sat_in], "") if is_worker else {}
    for case_id, contract in contracts_asked_about(actor, asked).items():
        pages[case_id] = reverse("bargaining:contract", args=[contract])
    for case_id in proposals_read_by(actor, proposed, today=today):
        pages[case_id] = reverse("congress:proposal", args=[case_id])
    for case_id in sessions_read_by(actor, sat_in, today=today):
        pages[case_id] = reverse("congress:session", args=[case_id])
    for case_id in disclosures_read_by(actor, shown, today=today):
        pages[case_id] = reverse("openness:read", args=[case_id])
    return pages
