"""What of the congress waits for somebody on her phone: a session that she sits in, proposals that need her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.attending.reading import sessions_ahead
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.proposals.queries import proposals_awaiting
from zhijia.services.congress.sessions.models import CongressSession


@dataclass(frozen=True)
class Waiting:
    """Her sessions that are not over, and the verb that each of these proposals waits for."""

    sessions: Sequence[CongressSession] = ()
    proposals: Sequence[tuple[Proposal, str]] = ()


def waits_for(actor: Actor, *, today: date) -> Waiting:
    """Two questions for whoever is in no congress; the system reads them for her, as on their own pages."""
    if actor.person_id is None:
        return Waiting()
    with scoped(SYSTEM):
        return Waiting(sessions_ahead(actor, today=today), proposals_awaiting(actor, today=today))
