"""What the steps of a visit change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.visits.kinds import get_kind
from zhijia.engines.visits.models import PlannedVisit, Promise, Visit


def confirm(turn: Turn) -> Outcome:
    """From now on it counts."""
    visit: Visit = turn.record
    visit.confirmed_on = turn.today
    visit.save(update_fields=["confirmed_on"])
    get_kind(visit.kind).changed(visit, turn.now)
    return Outcome(data={"visited_on": visit.visited_on.isoformat()})


def give_reason(turn: Turn) -> Outcome:
    """A dispute, or what the visitor says to it."""
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])


def withdraw(turn: Turn) -> Outcome:
    """The planned visit that it stood for is owed again."""
    visit: Visit = turn.record
    visit.withdrawn_on = turn.today
    visit.save(update_fields=["withdrawn_on"])
    PlannedVisit.objects.filter(visit=visit).update(visit=None)
    get_kind(visit.kind).changed(visit, turn.now)
    return Outcome(data={"reason": turn.data["reason"]})


def keep_promises(turn: Turn) -> Outcome:
    kept = list(turn.data["promises"])
    Promise.objects.filter(pk__in=[promise.pk for promise in kept]).update(done_on=turn.today)
    return Outcome(data={"promises": [promise.pk for promise in kept]})
