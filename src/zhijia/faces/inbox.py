"""Messages in the reader's language: what is told, and about what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.engines.cases.told import told
from zhijia.engines.messages.models import Message
from zhijia.lib.phrases import titled
from zhijia.organisation.scopes import NOBODY, Actor


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message as a row of the inbox; `case_id` is None where there is nothing to open."""

    text: str
    case_id: int | None
    sent_at: datetime
    is_read: bool


def present_messages(messages: Iterable[Message], actor: Actor = NOBODY) -> list[InboxLine]:
    return [
        InboxLine(
            text=titled(told(message.kind, actor), message.text, _),
            case_id=message.case_id,
            sent_at=message.sent_at,
            is_read=message.read_at is not None,
        )
        for message in messages
    ]
