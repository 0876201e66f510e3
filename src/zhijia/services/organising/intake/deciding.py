"""Rows in conflict with the base: decided one by one, or all of one kind by a rule.

After the entry only one by one, once, and at once: what is to be done as the sheet says is judged anew before, because the register
may have gone on since.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, QuerySet

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.charge import check_in_charge
from zhijia.organisation.models import Roster, RosterRow
from zhijia.organisation.models.rosters import Decision, RosterState, RosterVerdict
from zhijia.organisation.recording import event_about
from zhijia.organisation.rosters.findings import CONFLICTING, CONFLICTS
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.pieces import frame_of, piece_of, span_of
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.singly import has_cells, is_decidable, judge_anew
from zhijia.services.organising.intake.steps import ALREADY_COUNTED, enter_rows
from zhijia.trail.record import record

CHANGED = gettext_noop("这份名册的状态已经变了，请刷新页面。")
NOT_OPEN = gettext_noop("第 {n} 行没有待处理的冲突，请刷新页面。")
DECIDED = gettext_noop("第 {n} 行已经处理为“{decision}”，不能再改；要改的，请逐人办理。")
ERASED = gettext_noop("第 {n} 行的原文已到期清除，不能再处理；请重新上传。")
TAKEN = (RosterVerdict.NEW, RosterVerdict.CHANGED, RosterVerdict.CONFLICT)
SEVERAL = "several"
KINDS = {saying.told.name.lower(): saying.told for saying in CONFLICTS}


def decide_rows(roster: Roster, actor: Actor, numbers: Sequence[int], decision: str, *, now: datetime) -> int:
    """Decide these rows; answers how many were in conflict. Raises `Refused`: role, state."""
    kept = _claim(roster, actor, decision, RosterState.CHECKED)
    count = _open(kept).filter(row_no__in=numbers).update(decision=decision)
    data = {"rows": list(numbers)[:50], "decision": decision, "count": count}
    record(event_about(kept, events.ROSTER_DECIDED, actor=actor, now=now, data=data))
    return count


def decide_by_rule(roster: Roster, actor: Actor, kind: str, decision: str, *, now: datetime) -> int:
    """Decide every row whose only conflict is of a kind and that nobody has decided. Raises `Refused`: role, state."""
    kept = _claim(roster, actor, decision, RosterState.CHECKED)
    count = _undecided(kept).filter(conflicts=KINDS[kind].bit).update(decision=decision)
    kept.rules = {**kept.rules, kind: decision}
    kept.save(update_fields=["rules"])
    data = {"conflict": kind, "decision": decision, "count": count}
    record(event_about(kept, events.ROSTER_DECIDED, actor=actor, now=now, data=data))
    return count


def decide_entered(roster: Roster, actor: Actor, number: int, decision: str, *, now: datetime) -> RosterRow:
    """Decide a row of a roster that is entered, and do it; answers the row as it stands now.

    It is not done if it goes back now or is in conflict otherwise than was seen. Raises `Refused`: role, state, decided otherwise
    before, its cells are erased.
    """
    kept = _claim(roster, actor, decision, RosterState.APPLIED)
    row = RosterRow.objects.filter(roster=kept, row_no=number).first()
    if row is None or not is_decidable(row, kept.state):
        return _decided_before(row, number, decision)
    if not has_cells(kept, row):
        raise Refused(Sentence(ERASED, {"n": number}))
    if decision == Decision.KEEP:
        row.decision = decision
        row.save(update_fields=["decision"])
    else:
        row = _take(kept, row, actor, now=now)
    data = {"rows": [number], "decision": decision, "count": int(is_settled(row))}
    record(event_about(kept, events.ROSTER_DECIDED, actor=actor, now=now, data=data))
    return row


def is_settled(row: RosterRow) -> bool:
    """Whether what was decided about it is done."""
    return bool(row.decision) and (row.is_done or row.decision == Decision.KEEP)


def _decided_before(row: RosterRow | None, number: int, decision: str) -> RosterRow:
    """The same decision once more changes nothing."""
    if row is None or not row.decision:
        raise Refused(Sentence(NOT_OPEN, {"n": number}))
    if row.decision != decision:
        raise Refused(Sentence(DECIDED, {"n": number, "decision": str(Decision(row.decision).label)}))
    return row


def _take(roster: Roster, row: RosterRow, actor: Actor, *, now: datetime) -> RosterRow:
    """Enter it as the sheet says, unless it is in conflict now in a way that nobody has seen."""
    piece = piece_of(roster, row.piece)
    one = frame_of(piece).filter(pl.col(ROW) == row.row_no)
    examined = judge_anew(roster, piece, one, actor, most=ALREADY_COUNTED, now=now)
    anew = RosterRow.objects.get(roster=roster, row_no=row.row_no)
    if anew.verdict == RosterVerdict.CONFLICT and anew.findings & CONFLICTING & ~row.findings:
        return anew
    if anew.verdict in TAKEN:
        anew.decision = Decision.TAKE
        anew.save(update_fields=["decision"])
    enter_rows(roster, piece.number, span_of(one), lambda: examined, actor, now=now)
    return RosterRow.objects.get(pk=anew.pk)


def conflicts_of(roster: Roster) -> dict[str, int]:
    """How many undecided rows a rule of each kind would decide; under `SEVERAL` those that are in conflict in several ways."""
    rows = _undecided(roster).values_list("conflicts").annotate(n=Count("pk"))
    counts = dict(rows.order_by("conflicts"))
    alone = {kind: counts.pop(told.bit, 0) for kind, told in KINDS.items()}
    return alone | {SEVERAL: sum(counts.values())}


def _open(roster: Roster) -> QuerySet[RosterRow]:
    return RosterRow.objects.filter(roster=roster, verdict=RosterVerdict.CONFLICT, is_done=False)


def _undecided(roster: Roster) -> QuerySet[Any]:
    """Rows that nobody has decided, with the bits of their `conflicts`."""
    conflicts = ExpressionWrapper(F("findings").bitand(CONFLICTING), output_field=BigIntegerField())
    return _open(roster).filter(decision="").annotate(conflicts=conflicts)


def _claim(roster: Roster, actor: Actor, decision: str, state: RosterState) -> Roster:
    kept = Roster.objects.select_for_update().get(pk=roster.pk)
    check_in_charge(actor, kept)
    if kept.state != state or decision not in Decision.values:
        raise Refused(CHANGED)
    return kept
