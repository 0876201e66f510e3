"""A visit that the union confirms is a sign that it lives."""

from collections.abc import Iterable
from datetime import date

from zhijia.engines.cases.models import Case
from zhijia.engines.visits.events import CONFIRMED
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.vitality import Seen, declare_sign
from zhijia.trail.models import Event


def read_visit(event: Event) -> Iterable[Seen]:
    case = Case.objects.filter(pk=event.subject_id).first()
    return [Seen(case.union_id, date.fromisoformat(event.data["visited_on"]), case.title)] if case else []


declare_sign(CONFIRMED.code, LifeKind.ACTIVITY, read_visit)
