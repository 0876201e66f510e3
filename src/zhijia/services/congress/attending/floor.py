"""The floor for whoever leads the session: who speaks, who waits and how long her delegation has spoken, which item is next.

Calling the next speaker, ending a speech and going on to the next item are one tap each; all else is done on the case page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from zhijia.services.congress.sessions.checks import items_of
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Speech
from zhijia.services.congress.sessions.speaking import Floor
from zhijia.services.congress.sessions.speaking_flow import DELIBERATING

ONE_TAP = frozenset({"call_speaker", "end_speech", "begin_item"})
LEADING = "call_speaker"
"""Whoever may give the floor leads."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who asked for the floor. `used`: the minutes of her delegation, where a limit was fixed."""

    speech: Speech
    used: int | None
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Controls:
    """What one tap can do now; each form has a number of its own, so that pressed twice it is done once."""

    is_open: bool
    speaker: Speech | None
    waiting: Sequence[Waiting]
    limit: int | None
    next_item: AgendaItem | None
    end_key: UUID = field(default_factory=uuid4)
    next_key: UUID = field(default_factory=uuid4)


def controls_of(session: CongressSession, *, now: datetime) -> Controls:
    """What can be led now; nothing is asked before the session is called to order."""
    limit = session.speaking_minutes
    if session.case.state not in DELIBERATING:
        return Controls(is_open=False, speaker=None, waiting=(), limit=limit, next_item=None)
    floor = Floor.of(session)
    waiting = [
        Waiting(one, floor.used_by(one.member, now=now) // timedelta(minutes=1) if limit else None)
        for one in floor.waiting
    ]
    return Controls(
        is_open=True,
        speaker=floor.speaker,
        waiting=waiting,
        limit=limit,
        next_item=_next_item(session),
    )


def _next_item(session: CongressSession) -> AgendaItem | None:
    """After the current one the first that is not decided yet."""
    items = list(items_of(session))
    current = next((one.number for one in items if one.pk == session.current_id), 0)
    return next((one for one in items if one.number > current and one.decided_on is None), None)
