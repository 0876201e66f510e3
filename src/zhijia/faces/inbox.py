"""Messages in the reader's language: what is told, and about what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.messages.models import Message
from zhijia.lib.phrases import titled
from zhijia.trail.kinds import UnknownEventKind, get_kind


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A message as a row of the inbox; `case_id` is None where there is nothing to open."""

    text: str
    case_id: int | None
    sent_at: datetime
    is_read: bool


def present_messages(messages: Iterable[Message]) -> list[InboxLine]:
    return [
        InboxLine(
            text=titled(_(_told(message.kind)), message.text, _),
            case_id=message.case_id,
            sent_at=message.sent_at,
            is_read=message.read_at is not None,
        )
        for message in messages
    ]


def _told(kind: str) -> str:
    """What an event is called, or the act of a flow that is awaited."""
    try:
        return get_kind(kind).label
    except UnknownEventKind:
        flow, _dot, verb = kind.rpartition(".")
        return get_flow(flow).move(verb).label
