"""Whom a case awaits: rows rewritten after every move, and a message to whoever is newly awaited."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from zhijia.engines.cases.flow import Flow, Wanted
from zhijia.engines.cases.models import Awaits, Case
from zhijia.engines.cases.standing import Standing
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.organisation.writing import update_each

Slot = tuple[str, int | None, int | None, str, str]


def rewrite_awaits(flow: Flow, standings: Sequence[Standing], *, now: datetime, told_by: Actor | None = None) -> None:
    """Make the stored awaits of these cases equal to what the flow wants of them now; what stays keeps its `since`.

    Whom a case awaits does not depend on who looks: a move of an outside party, who sees no post, is followed by it too.
    """
    if told_by and told_by.mandate:
        with scoped(SYSTEM):
            return _rewrite(flow, standings, now=now, told_by=told_by)
    return _rewrite(flow, standings, now=now, told_by=told_by)


def _rewrite(flow: Flow, standings: Sequence[Standing], *, now: datetime, told_by: Actor | None) -> None:
    wanted = {standing.case.pk: (standing.case, _wanted_now(flow, standing)) for standing in standings}
    held: dict[int, dict[Slot, Awaits]] = {pk: {} for pk in wanted}
    for row in Awaits.objects.filter(case_id__in=wanted):
        held[row.case_id][(row.verb, row.union_id, row.post_id, row.role, row.party)] = row
    stale = [row.pk for pk, rows in held.items() for slot, row in rows.items() if slot not in wanted[pk][1]]
    if stale:
        Awaits.objects.filter(pk__in=stale).delete()
    fresh: list[Awaits] = []
    changed: list[Awaits] = []
    for pk, (case, slots) in wanted.items():
        for slot, want in slots.items():
            kept = held[pk].get(slot)
            if kept is None:
                fresh.append(_row(case, want, since=now))
            elif kept.due_on != want.due_on:
                kept.due_on = want.due_on
                changed.append(kept)
    update_each(changed, ["due_on"])
    Awaits.objects.bulk_create(fresh, batch_size=1000)
    _tell(flow, fresh, now=now, told_by=told_by)


def _wanted_now(flow: Flow, standing: Standing) -> dict[Slot, Wanted]:
    if flow.state(standing.case.state).is_final:
        return {}
    return {(w.verb, w.union_id, w.post_id, w.role, w.party): w for w in flow.wants(standing)}


def _row(case: Case, want: Wanted, *, since: datetime) -> Awaits:
    return Awaits(
        case=case,
        verb=want.verb,
        union_id=want.union_id,
        post_id=want.post_id,
        role=want.role,
        party=want.party,
        due_on=want.due_on,
        since=since,
    )


def _tell(flow: Flow, rows: Iterable[Awaits], *, now: datetime, told_by: Actor | None) -> None:
    lines = [
        Line(
            post_id=row.post_id,
            case_id=row.case_id,
            kind=f"{flow.code}.{row.verb}",
            text=row.case.title,
            party=row.party,
        )
        for row in rows
        if row.post_id or row.party
    ]
    send(lines, now=now, today=local_day(now), not_to=told_by.person_id if told_by else None)


def tell_awaited(case: Case, kind: str, text: str, *, actor: Actor, now: datetime) -> None:
    """A line to every post and party that the case awaits, except to whoever acts."""
    send(lines_to_awaited(case, kind, text), now=now, today=local_day(now), not_to=actor.person_id)


def lines_to_awaited(case: Case, kind: str, text: str, *, to_parties: bool = True) -> list[Line]:
    """A line for every post that the case awaits, and for every outside party unless it is none of their business."""
    rows = Awaits.objects.filter(Q(post__isnull=False) | ~Q(party=""), case=case).distinct()
    if not to_parties:
        rows = rows.filter(party="")
    return [Line(post, case.pk, kind, text, party=party) for post, party in rows.values_list("post_id", "party")]
