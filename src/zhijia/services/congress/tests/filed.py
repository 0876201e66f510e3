"""One case of each kind of this service, for the tests that try every move on everybody."""

from uuid import uuid4

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.joint.flow import open_joint
from zhijia.services.congress.proposals.opening import Text, propose
from zhijia.services.congress.sessions.opening import open_session
from zhijia.services.congress.terms.models import CongressTerm
from zhijia.services.congress.tests.story import open_story, seat_delegates


def file_congress(city: SmallCity) -> list[Case]:
    """A general meeting with a session, a joint meeting and a proposal; a congress that elects; a vacant seat."""
    general = open_story(city, form="general")
    general.make("plan", {"headcount": 60}).make("constitute_general", {"from_on": general.today, "years": 3})
    with scoped(city.chair.actor):
        held = CongressTerm.objects.select_related("case", "union", "enterprise").get(case_id=general.case_id)
        facts = {"venue": "大礼堂", "asked_by": "regular"}
        session = open_session(held, planned_on=general.today, actor=city.chair.actor, now=NOW, **facts)
    electing = open_story(city, ordinal=2).opened()
    actor = city.chair.actor
    with scoped(actor):
        term = CongressTerm.objects.select_related("case", "union").get(case_id=general.case_id)
        joint = open_joint(
            term, actor=actor, now=NOW, topic="高温津贴", power="review_advise", authority="首次会议决议"
        )
        seat = open_seat(city.mill_union, city.mill, board="director", actor=actor, now=NOW)
    delegate = seat_delegates(general, 1)[0]
    author = Actor(user_id=0, person_id=delegate.person_id, name=delegate.name)
    proposal = propose(author, Text(title="夜班供餐", reason="没有热饭", measure="食堂延时"), key=uuid4(), now=NOW)
    elected = electing.elections()[0]
    made = (elected, joint, seat, proposal, session)
    ids = (electing.case_id, *(record.case_id for record in made))
    with scoped(BUILDER):
        return list(Case.objects.filter(pk__in=ids))
