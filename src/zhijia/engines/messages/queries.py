"""What lies in a person's inbox."""

from datetime import datetime

from django.db.models import QuerySet

from zhijia.engines.messages.models import Message
from zhijia.organisation.scopes import Actor


def messages_of(actor: Actor) -> QuerySet[Message]:
    """This person's messages, newest first."""
    return _of(actor).order_by("-sent_at", "-id")


def unread_by(actor: Actor) -> QuerySet[Message]:
    """This person's messages that were not read yet."""
    return _of(actor).filter(read_at=None)


def mark_read(actor: Actor, *, now: datetime) -> int:
    """Mark everything in the inbox as read; returns how many lines were new."""
    return unread_by(actor).update(read_at=now)


def _of(actor: Actor) -> QuerySet[Message]:
    return Message.objects.none() if actor.person_id is None else Message.objects.filter(person_id=actor.person_id)
