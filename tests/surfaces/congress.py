"""Each county's congresses: one that is prepared, with what is voted on, and one in force with a proposal and a joint meeting."""

from dataclasses import dataclass
from uuid import uuid4

from tests.surfaces.county import County
from zhijia.engines.ballots.manifest import build_manifest, published_line
from zhijia.engines.ballots.models import Mode, Poll, PollState
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.polls import open_poll
from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.flow import Turn
from zhijia.engines.live.publishing import publish
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, make_worker
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.electing.opening import NewElection, open_elections
from zhijia.services.congress.joint.flow import open_joint
from zhijia.services.congress.proposals.opening import Text, propose
from zhijia.services.congress.sessions.models import CongressSession, TopicSuggestion
from zhijia.services.congress.sessions.opening import open_session
from zhijia.services.congress.terms.models import CongressTerm, Delegate, ElectionUnit
from zhijia.services.congress.terms.opening import NewTerm, open_term

WATCHED = "surfaces.congress"
"""What both counties watch: a picture shows nothing that is one county's own."""


@dataclass(frozen=True)
class Constituted:
    """Ids of the case of a congress, of a session of it and of a vote that is ready to begin."""

    congress_case: int
    session_case: int
    poll: int


def prepare(county: County) -> Constituted:
    """The chair prepares the first congress and an election in a workshop, and enters a seat that nobody holds; a session
    is planned already, which the moves of a congress in force do."""
    actor, union, enterprise = county.chair.actor, county.enterprise_union, county.enterprise
    with scoped(actor):
        entry = NewTerm(union=union, enterprise=enterprise, scope="enterprise", form="congress", ordinal=1)
        term = open_term(entry, actor=actor, now=NOW)
        unit = ElectionUnit.objects.create(term=term, name=f"{county.mark}车间", headcount=30, quota=2)
        open_elections(term, [NewElection(unit=unit, kind="election", seats=2)], actor=actor, now=NOW)
        session = open_session(term, planned_on=TODAY, asked_by="union", venue="礼堂", actor=actor, now=NOW)
        publish(WATCHED, lambda: "<p>应到 30 人</p>", now=NOW)
        open_seat(union, enterprise, board="director", actor=actor, now=NOW)
    _suggest(county, session, _meet(county))
    return Constituted(term.case_id, session.case_id, _vote(county, term))


def _suggest(county: County, session: CongressSession, person: Person) -> None:
    """A topic that was suggested while topics were collected, which is over."""
    said = {"title": f"{county.mark}高温津贴", "reason": f"{county.mark}车间过热"}
    with scoped(BUILDER):
        CongressSession.objects.filter(pk=session.pk).update(topics_call="请建议议题", topics_until=TODAY)
        TopicSuggestion.objects.create(session=session, person=person, name=person.name, suggested_on=TODAY, **said)


def _meet(county: County) -> Person:
    """A general meeting in force, on whose roll one delegate stands; she proposes, and a joint meeting is asked for."""
    actor, mark, power = county.chair.actor, county.mark, "review_advise"
    with scoped(actor):
        entry = NewTerm(
            union=county.enterprise_union, enterprise=county.enterprise, scope="enterprise", form="general", ordinal=2
        )
        case = open_term(entry, actor=actor, now=NOW).case_id
        for verb, data in (("plan", {"headcount": 30}), ("constitute_general", {"from_on": TODAY, "years": 3})):
            advance(case, verb, actor=actor, key=uuid4(), now=NOW, data=data)
        term = CongressTerm.objects.select_related("case", "union").get(case=case)
        open_joint(term, actor=actor, now=NOW, topic=f"{mark}高温津贴", power=power, authority=f"{mark}首次会议决议")
    with scoped(BUILDER):
        unit = ElectionUnit.objects.create(term=term, name=f"{mark}班组", headcount=30, quota=1)
        figure = make_worker(f"{mark}提案人", union=county.enterprise_union, enterprise=county.enterprise)
        facts = {"person": figure.person, "name": figure.person.name, "category": "worker", "from_on": TODAY}
        Delegate.objects.create(term=term, unit=unit, election=term.case, **facts)
    text = Text(title=f"{mark}夜班供餐", reason=f"{mark}没有热饭", measure=f"{mark}食堂延时")
    propose(figure.actor, text, key=uuid4(), now=NOW)
    return figure.person


def _vote(county: County, term: CongressTerm) -> int:
    """A frozen poll. Its stamps are left out: their processes do not run here, and no ticket is taken before it begins."""
    with scoped(BUILDER):
        names = [f"{county.mark}代表{n}" for n in range(1, 5)]
        people = [make_worker(name, union=county.enterprise_union, enterprise=county.enterprise) for name in names]
        entries = [RollEntry(one.person.pk, name) for one, name in zip(people, names, strict=True)]
        plan = PollPlan(
            subject="contract",
            title=f"{county.mark}集体合同草案表决",
            mode=Mode.VERIFIABLE,
            questions=[QuestionPlan(kind="motion", title="集体合同草案", options=["集体合同草案"])],
            roll=entries,
            scrutineers=entries[1:],
        )
        poll = open_poll(Turn(term.case, None, county.chair.actor, NOW, TODAY), plan)
        manifest = build_manifest(
            poll,
            questions=list(poll.questions.order_by("number")),
            roll=[published_line(elector) for elector in poll.electors.order_by("number")],
            scrutineers=list(poll.scrutineers.order_by("place")),
            stamps={},
            receipt_key="",
        )
        frozen = {"manifest": manifest.text, "manifest_hash": manifest.digest.hex(), "frozen_at": NOW}
        Poll.objects.filter(pk=poll.pk).update(state=PollState.FROZEN, **frozen)
    return poll.pk
