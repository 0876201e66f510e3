"""Messages in the reader's language: what is told, and about what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.engines.cases.told import told
from zhijia.engines.messages.models import Message
from zhijia.lib.phrases import titled
from zhijia.organisation.scopes import NOBODY, Actor
from zhijia.services.bargaining.events import QUESTION_ANSWERED, QUESTION_PROMISED

ON_QUESTIONS = frozenset({QUESTION_ANSWERED.code, QUESTION_PROMISED.code})


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
    """`pages`: where a worker reads of her own question, whose case she does not open, by the id of that case."""
    pages = pages or {}
    return [
        InboxLine(
            text=titled(told(message.kind, actor), message.text, _),
            case_id=None if message.kind in ON_QUESTIONS else message.case_id,
            page=pages.get(message.case_id or 0, ""),
            sent_at=message.sent_at,
            is_read=message.read_at is not None,
        )
        for message in messages
    ]
