"""Services meet through events: one records a kind, another subscribes to it by name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from zhijia.trail.models import Event, Subscription

Handler = Callable[[Event], None]


@dataclass(frozen=True)
class Subscriber:
    name: str
    kinds: frozenset[str]
    handler: Handler


_subscribers: dict[str, Subscriber] = {}


def subscribe(name: str, *kinds: str) -> Callable[[Handler], Handler]:
    """Let the decorated function receive every event of these kinds, in order, each at least once (make it repeatable)."""

    def register(handler: Handler) -> Handler:
        if name in _subscribers:
            raise ValueError(f"subscriber {name} is registered twice")
        _subscribers[name] = Subscriber(name, frozenset(kinds), handler)
        return handler

    return register


def deliver(*, using: str = "default", limit: int = 1000) -> int:
    """Hand numbered events to every subscriber that has not had them; returns how many were handed over.

    A handler's writes and its new position commit together; one that raises stops only its own line. What was raised
    comes out at the end as an `ExceptionGroup`, after every other subscriber has been served.
    """
    handed, errors = 0, []
    for subscriber in _subscribers.values():
        try:
            handed += _deliver_to(subscriber, using=using, limit=limit)
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("subscribers failed", errors)
    return handed


def _deliver_to(subscriber: Subscriber, *, using: str, limit: int) -> int:
    with transaction.atomic(using=using):
        position, _ = Subscription.objects.using(using).select_for_update().get_or_create(pk=subscriber.name)
        events = list(
            Event.objects.using(using)
            .filter(number__seq__gt=position.last_seq)
            .select_related("number")
            .order_by("number__seq")[:limit]
        )
        if not events:
            return 0
        handed = 0
        for event in events:
            if event.kind in subscriber.kinds:
                subscriber.handler(event)
                handed += 1
        position.last_seq = events[-1].number.seq
        position.save(using=using)
        return handed
