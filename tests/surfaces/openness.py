"""The plan of open affairs that each county's union of an enterprise has in force, with what is disclosed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from tests.surfaces.county import County
from zhijia.engines.cases.advance import advance
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, make_worker
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.models import Disclosure
from zhijia.services.openness.planning.opening import NewPlan, open_plan


@dataclass(frozen=True)
class Opened:
    """Ids of the case of a plan that is examined, of a disclosure that is drafted, and of one that workers read and ask about."""

    openness_case: int
    disclosure_case: int
    shown_case: int


def open_affairs(county: County) -> Opened:
    """The chair puts the plan in force and drafts what is due first; a worker asks about what is shown next."""
    actor, union, enterprise = county.chair.actor, county.enterprise_union, county.enterprise
    with scoped(actor):
        plan = open_plan(
            NewPlan(union=union, enterprise=enterprise, year=TODAY.year, ownership="private"), actor=actor, now=NOW
        )
        given = {"responsible": f"{county.mark}经理", "adopted_on": TODAY}
        advance(plan.case_id, "adopt", actor=actor, key=uuid4(), now=NOW, data=given)
        drafted, shown = Disclosure.objects.filter(item__plan=plan).order_by("pk")[:2]
        for one in (drafted, shown):
            text = {"text": f"{county.mark}产量与去年持平"}
            advance(one.case_id, "draft", actor=actor, key=uuid4(), now=NOW, data=text)
    with scoped(county.cadre.actor):
        advance(shown.case_id, "clear", actor=county.cadre.actor, key=uuid4(), now=NOW, data={"is_private": "on"})
    with scoped(actor):
        posted = {"channels": ["board"], "from_on": TODAY, "to_on": TODAY + timedelta(days=7)}
        advance(shown.case_id, "publish", actor=actor, key=uuid4(), now=NOW, data=posted)
        begun = {"body": "group", "members": f"{county.mark}组长", "checked_on": TODAY}
        advance(plan.case_id, "inspect", actor=actor, key=uuid4(), now=NOW, data=begun)
    with scoped(BUILDER):
        worker = make_worker(f"{county.mark}读者", union=union, enterprise=enterprise)
    ask(worker.actor, shown.case_id, text=f"{county.mark}的年终奖呢", is_named=False, now=NOW)
    return Opened(plan.case_id, drafted.case_id, shown.case_id)
