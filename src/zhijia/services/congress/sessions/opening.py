"""Preparing a session of a congress in force."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.sessions.planting import plant
from zhijia.services.congress.terms.models import CongressTerm

FLOW = "congress.session"


def open_session(term: CongressTerm, *, planned_on: date, actor: Actor, now: datetime, **facts: Any) -> CongressSession:
    """Open its case; who may, the move on the congress has asked."""
    last = CongressSession.objects.filter(term=term).aggregate(last=Max("ordinal"))["last"] or 0
    new = NewCase(
        title=f"{term.case.title}第{last + 1}次会议"[:300],
        union_id=term.union_id,
        place=term.case.place,
        enterprise_id=term.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"ordinal": last + 1, "planned_on": planned_on.isoformat()},
    )
    flow = get_flow(FLOW)
    with transaction.atomic():
        (case,) = open_cases(flow, [new], actor=actor, now=now)
        session = CongressSession.objects.create(case=case, term=term, ordinal=last + 1, planned_on=planned_on, **facts)
        plant(session)
        begin(flow, [(case, session)], now=now)
    return session
