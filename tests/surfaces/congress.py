"""A congress that each county's union of an enterprise prepares, with what is voted on, and a seat on the enterprise's board."""

from dataclasses import dataclass

from tests.surfaces.county import County
from zhijia.engines.ballots.manifest import build_manifest, published_line
from zhijia.engines.ballots.models import Mode, Poll, PollState
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.polls import open_poll
from zhijia.engines.cases.flow import Turn
from zhijia.engines.live.publishing import publish
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, make_worker
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.electing.opening import NewElection, open_elections
from zhijia.services.congress.sessions.opening import open_session
from zhijia.services.congress.terms.models import CongressTerm, ElectionUnit
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
    return Constituted(term.case_id, session.case_id, _vote(county, term))


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
