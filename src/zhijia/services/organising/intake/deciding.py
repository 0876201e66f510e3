"""Rows in conflict with the base: decided one by one, or all of one kind by a rule."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, QuerySet

from zhijia.lib.sentences import Refused
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import Roster, RosterRow
from zhijia.organisation.models.rosters import Decision, RosterState, RosterVerdict
from zhijia.organisation.recording import event_about
from zhijia.organisation.rosters.findings import CONFLICTS, Told
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

KINDS = {saying.told.name.lower(): saying.told for saying in CONFLICTS}


def decide_rows(roster: Roster, actor: Actor, numbers: Sequence[int], decision: str, *, now: datetime) -> int:
    """Decide these rows; answers how many were in conflict. Raises `Refused`: role, state."""
    kept = _claim(roster, actor, decision)
    count = _open(kept).filter(row_no__in=numbers).update(decision=decision)
    data = {"rows": list(numbers)[:50], "decision": decision, "count": count}
    record(event_about(kept, events.ROSTER_DECIDED, actor=actor, now=now, data=data))
    return count


def decide_by_rule(roster: Roster, actor: Actor, kind: str, decision: str, *, now: datetime) -> int:
    """Decide every row whose only conflict is of a kind and that nobody has decided. Raises `Refused`: role, state."""
    kept = _claim(roster, actor, decision)
    told = KINDS[kind]
    others = [other for other in KINDS.values() if other is not told]
    rows = _with(_open(kept).filter(decision=""), told)
    for other in others:
        rows = rows.exclude(pk__in=_with(_open(kept), other).values("pk"))
    count = rows.update(decision=decision)
    kept.rules = {**kept.rules, kind: decision}
    kept.save(update_fields=["rules"])
    data = {"conflict": kind, "decision": decision, "count": count}
    record(event_about(kept, events.ROSTER_DECIDED, actor=actor, now=now, data=data))
    return count


def conflicts_of(roster: Roster) -> dict[str, int]:
    """How many undecided rows there are of each kind of conflict."""
    return {kind: _with(_open(roster).filter(decision=""), told).count() for kind, told in KINDS.items()}


def _open(roster: Roster) -> QuerySet[RosterRow]:
    return RosterRow.objects.filter(roster=roster, verdict=RosterVerdict.CONFLICT, is_done=False)


def _with(rows: QuerySet[RosterRow], told: Told) -> QuerySet[RosterRow]:
    """Rows that a finding stands in."""
    return rows.annotate(**{f"has_{told.name.lower()}": F("findings").bitand(told.bit)}).exclude(
        **{f"has_{told.name.lower()}": 0}
    )


def _claim(roster: Roster, actor: Actor, decision: str) -> Roster:
    kept = Roster.objects.select_for_update().get(pk=roster.pk)
    check_in_charge(actor, kept)
    if kept.state != RosterState.CHECKED or decision not in Decision.values:
        raise Refused("这份名册的状态已经变了，请刷新页面。")
    return kept
