"""A collective contract that took effect is disclosed (OA-06): the bargaining service says so by its event."""

from datetime import date

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import SUBJECT
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.openness.disclosing.opening import NewDisclosure, open_disclosures
from zhijia.services.openness.models import PlanItem
from zhijia.services.openness.rules.catalogue import Matter
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe


@subscribe("openness.contracts", "bargaining.took_effect")
def disclose_contract(event: Event) -> None:
    """List it where the employer has a plan of that year in force; repeatable. Of regional contracts nobody's plan is meant."""
    effective_on = event.data.get("effective_on")
    if event.subject_type != SUBJECT or not effective_on:
        return
    with scoped(SYSTEM):
        case = Case.objects.filter(pk=event.subject_id, enterprise__isnull=False).first()
        day = date.fromisoformat(str(effective_on))
        items = PlanItem.objects.filter(
            matter=Matter.CONTRACT, plan__year=day.year, plan__adopted_on__isnull=False, plan__dropped_on=None
        )
        item = (
            items.filter(plan__enterprise=case.enterprise_id).select_related("plan__enterprise").first()
            if case
            else None
        )
        if case is None or item is None:
            return
        title = f"{Matter.CONTRACT.label}（{case.number}）"
        if not item.disclosures.filter(happened_on=day, title=title).exists():
            new = NewDisclosure(item=item, title=title, happened_on=day)
            open_disclosures([new], actor=SYSTEM, now=event.at)
