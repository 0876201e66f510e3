"""Reading a case shows it as it stands now: what the passing of time has brought about is made before it is read."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404

from zhijia.engines.cases.advance import lapse
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.queries import cases_visible_to, with_awaited, with_places, with_watch
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor


def get_settled_case(actor: Actor, pk: int, *, now: datetime) -> Case:
    """One case with everything that time has made of it and whom it awaits, or not found. One query when time made nothing."""
    passed = Clock.objects.filter(
        case=OuterRef("pk"), state=ClockState.RUNNING, due_at__lt=now, overdue_seen_on=None
    ).exclude(on_expiry="")
    visible = with_watch(with_places(cases_visible_to(actor), "pk"), actor)
    visible = with_awaited(visible, today=local_day(now))
    rows = visible.annotate(has_lapsed=Exists(passed)).filter(pk=pk)
    case = rows.first()
    if case is None:
        raise Http404
    if not case.has_lapsed:
        return case
    with transaction.atomic():
        lapse(Case.objects.select_for_update().get(pk=pk), now=now)
    return rows.get()
