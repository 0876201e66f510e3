"""What a delegate reads of her sessions. She sees no case: the system reads them for her, once it is known that she is of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.engines.ballots.models import Scrutineer
from zhijia.engines.ballots.panels import ShownPoll, show_polls
from zhijia.engines.cases.flow import Turn
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.congress.proposals.opening import herself
from zhijia.services.congress.sessions.checks import items_of
from zhijia.services.congress.sessions.collecting import COLLECTING, is_collecting
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    CongressSession,
    DelegationOpinion,
    Receipt,
    Sitting,
    SittingMember,
    Speech,
    TopicSuggestion,
)
from zhijia.services.congress.sessions.states import OPEN_TO_COMERS
from zhijia.services.congress.sessions.votes_of import live_polls
from zhijia.services.congress.terms.models import Delegate, Form
from zhijia.services.congress.terms.roll import has_vote, in_office_on

MOST = 50
AHEAD = OPEN_TO_COMERS | {"delivered", "discussing", "prepared"}
"""From the day on which the texts are with the delegates to the resolution."""


@dataclass(frozen=True)
class Attended:
    """A session as one of its people reads it. `member` is her line of the roll of the latest calling, with when she came.

    Whoever has neither the texts nor a line of the roll was asked for topics and sees nothing else of it. `suggestions`: hers.
    """

    session: CongressSession
    items: Sequence[AgendaItem]
    opinions: Sequence[DelegationOpinion]
    receipt: Receipt | None
    member: SittingMember | None
    polls: Sequence[ShownPoll]
    suggestions: Sequence[TopicSuggestion] = ()
    may_suggest: bool = False

    @property
    def is_of_it(self) -> bool:
        return bool(self.receipt or self.member)

    @property
    def has_come(self) -> bool:
        return self.member is not None and hasattr(self.member, "attendance")

    @property
    def is_waiting(self) -> bool:
        """For the floor."""
        return bool(self.member and getattr(self.member, "is_waiting", False))


def own_sessions(actor: Actor, *, today: date) -> list[CongressSession]:
    """The sessions whose texts she has, on whose roll she stands, or for which she was asked for topics; newest first."""
    with scoped(SYSTEM):
        return list(_read_by(actor, today).order_by("-pk")[:MOST])


def sessions_read_by(actor: Actor, case_ids: Collection[int], *, today: date) -> set[int]:
    """Of these cases, those of sessions that she reads on her own pages."""
    if not case_ids:
        return set()
    with scoped(SYSTEM):
        return set(_read_by(actor, today).filter(case__in=case_ids).values_list("case", flat=True))


def sessions_ahead(actor: Actor, *, today: date) -> list[CongressSession]:
    """In the scope of the system: those of them whose texts are out, or that topics are collected for, and that are not over;
    the next one first.

    Asked from her side, because hardly anybody has any.
    """
    person = actor.person_id or 0
    receipts = Receipt.objects.filter(person=person).values_list("session", flat=True)
    rolls = SittingMember.objects.filter(person=person).values_list("sitting__session", flat=True)
    is_asked = Q(case__state=COLLECTING, topics_until__gte=today)
    asked = CongressSession.objects.filter(is_asked, _was_asked(actor, today)).values_list("pk", flat=True)
    own = set(receipts.union(rolls, asked))
    if not own:
        return []
    is_ahead = Q(case__state__in=AHEAD) | is_asked
    rows = CongressSession.objects.filter(is_ahead, pk__in=own).select_related("case")
    return list(rows.order_by("planned_on", "pk")[:MOST])


def read_session(actor: Actor, case_id: int, *, today: date) -> Attended:
    """One of them, or not found."""
    with scoped(SYSTEM):
        session = _found(_read_by(actor, today), case_id)
        suggestions = _suggestions(actor, session) if session.topics_until else []
        may_suggest = is_collecting(session, today) and has_vote(session.term, actor.person_id, today)
        receipt = Receipt.objects.filter(session=session, person=actor.person_id).first()
        member = member_of(session, actor)
        if not (receipt or member):
            return Attended(session, (), (), None, None, (), suggestions, may_suggest)
        opinions = DelegationOpinion.objects.filter(item__session=session).select_related(
            "item", "delegation", "person"
        )
        return Attended(
            session,
            items_of(session),
            list(opinions.order_by("pk")),
            receipt,
            member,
            _polls(actor, case_id),
            suggestions,
            may_suggest,
        )


def _suggestions(actor: Actor, session: CongressSession) -> list[TopicSuggestion]:
    rows = TopicSuggestion.objects.filter(session=session, person=actor.person_id or 0)
    return list(rows.select_related("item").order_by("pk"))


def _polls(actor: Actor, case_id: int) -> list[ShownPoll]:
    """What she votes on, or counts."""
    hers = Q(electors__person=actor.person_id) | Q(scrutineers__person=actor.person_id)
    polls = list(live_polls(case_id).filter(hers).distinct())
    seats = Scrutineer.objects.filter(poll__in=polls, person=actor.person_id or 0).order_by("pk") if polls else ()
    return show_polls(polls, list(seats), actor=actor, is_elector=True)


def own_session(actor: Actor, case_id: int) -> CongressSession:
    """In the scope of the system: her session, or not found."""
    return _found(_sessions().filter(_is_of_it(actor)), case_id)


def _found(rows: QuerySet[CongressSession], case_id: int) -> CongressSession:
    session = rows.filter(case=case_id).first()
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


def asked_turn(actor: Actor, case_id: int, *, now: datetime) -> Turn:
    """Her turn in a session for which she was asked for topics, or not found."""
    today = local_day(now)
    with scoped(SYSTEM):
        session = _found(_sessions().filter(_was_asked(actor, today)), case_id)
        return Turn(session.case, session, herself(actor), now, today)


def _sessions() -> QuerySet[CongressSession]:
    return CongressSession.objects.select_related("case", "term__enterprise")


def _read_by(actor: Actor, today: date) -> QuerySet[CongressSession]:
    """What she has a page of."""
    return _sessions().filter(_is_of_it(actor) | _was_asked(actor, today))


def _is_of_it(actor: Actor) -> Q:
    person = actor.person_id or 0
    has_texts = Exists(Receipt.objects.filter(session=OuterRef("pk"), person=person))
    is_on_roll = Exists(SittingMember.objects.filter(sitting__session=OuterRef("pk"), person=person))
    return Q(has_texts) | Q(is_on_roll)


def _was_asked(actor: Actor, today: date) -> Q:
    """Topics were collected, and she has a vote today or suggested one."""
    by = {"person": actor.person_id or 0}
    is_delegate = Exists(Delegate.objects.filter(in_office_on(today), term=OuterRef("term"), **by))
    works_there = Exists(Employment.objects.filter(in_office_on(today), enterprise=OuterRef("term__enterprise"), **by))
    has_suggested = Exists(TopicSuggestion.objects.filter(session=OuterRef("pk"), **by))
    votes = Q(is_delegate) | Q(works_there, term__form=Form.GENERAL)
    return Q(topics_until__isnull=False) & (votes | Q(has_suggested))
