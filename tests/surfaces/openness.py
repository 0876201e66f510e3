"""The plan of open affairs that each county's union of an enterprise has in force, with what is disclosed."""

from dataclasses import dataclass
from uuid import uuid4

from tests.surfaces.county import County
from zhijia.engines.cases.advance import advance
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY
from zhijia.services.openness.models import Disclosure
from zhijia.services.openness.planning.opening import NewPlan, open_plan


@dataclass(frozen=True)
class Opened:
    """Ids of the case of a plan and of one of a disclosure that is drafted."""

    openness_case: int
    disclosure_case: int


def open_affairs(county: County) -> Opened:
    """The chair puts the plan in force and drafts what is due first."""
    actor, union, enterprise = county.chair.actor, county.enterprise_union, county.enterprise
    with scoped(actor):
        plan = open_plan(
            NewPlan(union=union, enterprise=enterprise, year=TODAY.year, ownership="private"), actor=actor, now=NOW
        )
        given = {"responsible": f"{county.mark}经理", "adopted_on": TODAY}
        advance(plan.case_id, "adopt", actor=actor, key=uuid4(), now=NOW, data=given)
        disclosure = Disclosure.objects.filter(item__plan=plan).order_by("pk").first()
        assert disclosure is not None
        text = {"text": f"{county.mark}上半年产量持平"}
        advance(disclosure.case_id, "draft", actor=actor, key=uuid4(), now=NOW, data=text)
    return Opened(plan.case_id, disclosure.case_id)
