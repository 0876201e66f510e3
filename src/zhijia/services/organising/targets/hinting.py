"""Many members of one enterprise in a union for all are a clue to a union of its own (ME-11): it is put on the list."""

from django.db import transaction

from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising.events import FOUNDING_HINTED
from zhijia.services.organising.targets.codes import Source
from zhijia.services.organising.targets.opening import NewTarget, put_on_the_list, without_union
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe


@subscribe("organising.founding_hints", FOUNDING_HINTED.code)
def list_hinted(event: Event) -> None:
    """Repeatable: what a union covers, and what stands on the list, is passed over."""
    with transaction.atomic(), scoped(SYSTEM):
        firms = without_union(Enterprise.objects.filter(pk=event.subject_id, closed_on=None), today=local_day(event.at))
        entries = [NewTarget(enterprise=firm, source=Source.GAP) for firm in firms]
        put_on_the_list(entries, actor=SYSTEM, now=event.at)
