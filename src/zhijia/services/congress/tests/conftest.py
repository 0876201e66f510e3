from collections.abc import Callable

import pytest

from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.trail.models import Event
from zhijia.trail.subscribers import _subscribers


@pytest.fixture
def hand_on() -> Callable[[], None]:
    """Give every event since the last time to whoever subscribed to it, as the job does."""
    seen = 0

    def deliver() -> None:
        nonlocal seen
        with scoped(SYSTEM):
            for event in Event.objects.filter(pk__gt=seen).order_by("pk"):
                for one in [found for found in _subscribers.values() if event.kind in found.kinds]:
                    one.handler(event)
                    one.handler(event)  # each at least once: twice changes nothing
                seen = event.pk

    return deliver
