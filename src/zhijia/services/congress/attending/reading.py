"""What a delegate reads of her sessions. She sees no case: the system reads them for her, once it is known that she is of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.engines.ballots.models import Scrutineer
from zhijia.engines.ballots.panels import ShownPoll, show_polls
from zhijia.engines.cases.flow import Turn
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.proposals.opening import herself
from zhijia.services.congress.sessions.checks import items_of
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    CongressSession,
    DelegationOpinion,
    Receipt,
    Sitting,
    SittingMember,
    Speech,
)
from zhijia.services.congress.sessions.states import OPEN_TO_COMERS
from zhijia.services.congress.sessions.votes_of import live_polls

MOST = 50
AHEAD = OPEN_TO_COMERS | {"delivered", "discussing", "prepared"}
"""From the day on which the texts are with the delegates to the resolution."""


@dataclass(frozen=True)
class Attended:
    """A session as one of its people reads it. `member` is her line of the roll of the latest calling, with when she came."""

    session: CongressSession
    items: Sequence[AgendaItem]
    opinions: Sequence[DelegationOpinion]
    receipt: Receipt | None
    member: SittingMember | None
    polls: Sequence[ShownPoll]

    @property
    def has_come(self) -> bool:
        return self.member is not None and hasattr(self.member, "attendance")

    @property
    def is_waiting(self) -> bool:
        """For the floor."""
        return bool(self.member and getattr(self.member, "is_waiting", False))


def own_sessions(actor: Actor) -> list[CongressSession]:
    """The sessions whose texts she has, or on whose roll she stands; newest first."""
    with scoped(SYSTEM):
        return list(_own(actor).order_by("-pk")[:MOST])


def sessions_ahead(actor: Actor) -> list[CongressSession]:
    """In the scope of the system: those of them whose texts are out and that are not over, the next one first.

    Asked from her side, because hardly anybody has any.
    """
    person = actor.person_id or 0
    receipts = Receipt.objects.filter(person=person).values_list("session", flat=True)
    rolls = SittingMember.objects.filter(person=person).values_list("sitting__session", flat=True)
    own = set(receipts.union(rolls))
    if not own:
        return []
    rows = CongressSession.objects.filter(pk__in=own, case__state__in=AHEAD).select_related("case")
    return list(rows.order_by("planned_on", "pk")[:MOST])


def read_session(actor: Actor, case_id: int) -> Attended:
    """One of them, or not found."""
    with scoped(SYSTEM):
        session = own_session(actor, case_id)
        opinions = DelegationOpinion.objects.filter(item__session=session).select_related(
            "item", "delegation", "person"
        )
        return Attended(
            session,
            items_of(session),
            list(opinions.order_by("pk")),
            Receipt.objects.filter(session=session, person=actor.person_id).first(),
            member_of(session, actor),
            _polls(actor, case_id),
        )


def _polls(actor: Actor, case_id: int) -> list[ShownPoll]:
    """What she votes on, or counts."""
    hers = Q(electors__person=actor.person_id) | Q(scrutineers__person=actor.person_id)
    polls = list(live_polls(case_id).filter(hers).distinct())
    seats = Scrutineer.objects.filter(poll__in=polls, person=actor.person_id or 0).order_by("pk") if polls else ()
    return show_polls(polls, list(seats), actor=actor, is_elector=True)


def own_session(actor: Actor, case_id: int) -> CongressSession:
    """In the scope of the system: her session, or not found."""
    session = _own(actor).filter(case=case_id).first()
    if session is None:
        raise Http404
    return session


def member_of(session: CongressSession, actor: Actor) -> SittingMember | None:
    """Her line of the roll of the latest calling, and whether she `is_waiting` for the floor; in the scope of the system."""
    latest = Sitting.objects.filter(session=session).order_by("-pk").values("pk")[:1]
    rows = SittingMember.objects.filter(sitting=latest, person=actor.person_id or 0)
    waits = Speech.objects.filter(member=OuterRef("pk"), began_at=None, withdrawn_at=None)
    return rows.select_related("sitting", "attendance").annotate(is_waiting=Exists(waits)).first()


def turn_of(actor: Actor, case_id: int, *, now: datetime) -> Turn:
    """Her turn in a session of hers, or not found."""
    with scoped(SYSTEM):
        session = own_session(actor, case_id)
        return Turn(session.case, session, herself(actor), now, local_day(now))


def _own(actor: Actor) -> QuerySet[CongressSession]:
    person = actor.person_id or 0
    has_texts = Exists(Receipt.objects.filter(session=OuterRef("pk"), person=person))
    is_on_roll = Exists(SittingMember.objects.filter(sitting__session=OuterRef("pk"), person=person))
    return CongressSession.objects.filter(Q(has_texts) | Q(is_on_roll)).select_related("case", "term__enterprise")
