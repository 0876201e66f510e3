"""What lies in a person's inbox."""

from datetime import datetime

from django.db.models import QuerySet

from zhijia.engines.messages.models import Message
from zhijia.organisation.scopes import Actor


def messages_of(actor: Actor) -> QuerySet[Message]:
    """This person's messages, newest first."""
    return Message.objects.filter(person_id=actor.person_id).order_by("-sent_at", "-id")


def count_unread(actor: Actor) -> int:
    return Message.objects.filter(person_id=actor.person_id, read_at=None).count() if actor.person_id else 0


def mark_read(actor: Actor, *, now: datetime) -> int:
    """Mark everything in the inbox as read; returns how many lines were new."""
    return Message.objects.filter(person_id=actor.person_id, read_at=None).update(read_at=now)
