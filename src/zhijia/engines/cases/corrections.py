"""Correcting the dated fact that started a clock: one post proposes, another person through another post confirms.

The old value stays, the clock is replayed, those affected are told, corrections are counted.
"""

from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.awaiting import rewrite_awaits, tell_awaited
from zhijia.engines.cases.clocks import LocalLaw, counts_from, restart
from zhijia.engines.cases.events import CORRECTION_CONFIRMED, CORRECTION_PROPOSED
from zhijia.engines.cases.flow import Flow, Turn, get_flow
from zhijia.engines.cases.following import follow_facts, undo_end
from zhijia.engines.cases.models import Case, Clock, ClockState, Correction
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record


def propose_correction(clock: Clock, *, new_on: date, reason: str, actor: Actor, now: datetime) -> Correction:
    """Propose another start for a clock. Refused without a post, without a reason, for the future, or while one is open."""
    person, post = _hand_of(actor)
    _check_takes_part(clock.case, actor)
    if not reason.strip():
        raise Refused("请写明更正的理由。", field="reason")
    if clock.promised_on:
        raise Refused("这个时限是约定的日期，不按起算日计算；需要改期请申请延期。")
    if clock.started_at:
        raise Refused("这个时限从时刻起按小时计算，不能只更正日期。")
    if clock.state == ClockState.PAUSED:
        raise Refused("这个时限正在暂停，请先恢复再更正起算日。")
    if new_on > local_day(now):
        raise Refused("起算日不能晚于今天。", field="new_on")
    if new_on == clock.started_on:
        raise Refused("新的日期和原来的一样。", field="new_on")
    with transaction.atomic():
        clock = Clock.objects.select_for_update().select_related("case").get(pk=clock.pk)
        _check_counts_from_its_fact(clock)
        if clock.corrections.filter(confirmed_at=None).exists():
            raise Refused("这个时限已有一项更正等待确认。")
        correction = Correction.objects.create(
            clock=clock,
            old_on=clock.started_on,
            new_on=new_on,
            reason=reason.strip(),
            proposed_at=now,
            proposed_by_id=person,
            proposed_by_post_id=post,
        )
        _log(CORRECTION_PROPOSED.code, correction, actor=actor, now=now)
    return correction


def confirm_correction(correction: Correction, *, actor: Actor, now: datetime) -> Correction:
    """Confirm: the clock's start changes, its due date is computed again, posts that are awaited are told."""
    person, post = _hand_of(actor)
    _check_takes_part(correction.clock.case, actor)
    with transaction.atomic():
        # The case before the clock, as `advance` does: a move made meanwhile must not find its awaits rewritten.
        Case.objects.select_for_update().get(pk=correction.clock.case_id)
        correction = (
            Correction.objects.select_for_update(of=("self",)).select_related("clock__case").get(pk=correction.pk)
        )
        if correction.confirmed_at:
            raise Refused("这项更正已经确认过了。")
        if person == correction.proposed_by_id or post == correction.proposed_by_post_id:
            raise Refused("更正须由另一人通过另一个岗位确认。")
        correction.confirmed_at = now
        correction.confirmed_by_id = person
        correction.confirmed_by_post_id = post
        correction.save()
        _carry_through(correction, actor=actor, now=now)
    return correction


def is_correctable(flow: Flow, clock: Clock) -> bool:
    """Whether a clock counts from something that somebody dated and may have dated wrongly."""
    start = flow.clock(clock.name)
    is_computed = start is not None and start.since is not None and start.corrected is None
    return clock.promised_on is None and clock.started_at is None and not is_computed


def _carry_through(correction: Correction, *, actor: Actor, now: datetime) -> None:
    """The clock counts from the new day, its fact says so too, and everything computed from it is computed again."""
    clock = correction.clock
    _check_counts_from_its_fact(clock)
    case = clock.case
    flow = get_flow(case.kind)
    start, facts = flow.clock(clock.name), flow.record_of(case)
    runs_again = restart(clock, on=correction.new_on, law=LocalLaw(), now=now)
    _log(CORRECTION_CONFIRMED.code, correction, actor=actor, now=now)
    if start and start.corrected:
        start.corrected(Turn(case, facts, actor, now, local_day(now)), clock, correction.new_on)
    if runs_again:
        undo_end(clock, now=now)
    case = Case.objects.get(pk=case.pk)
    facts = flow.record_of(case)
    follow_facts(case, facts, actor=actor, now=now)
    rewrite_awaits(flow, [Standing(case, facts)], now=now, told_by=actor)
    tell_awaited(case, CORRECTION_CONFIRMED.code, f"{case.title[:200]} · {clock.due_on}", actor=actor, now=now)


def _check_counts_from_its_fact(clock: Clock) -> None:
    """The fact of this clock is the one that the record shows now; an earlier one was superseded and is history."""
    flow = get_flow(clock.case.kind)
    start = flow.clock(clock.name)
    if start is None or start.since is None:
        return
    if start.corrected is None:
        raise Refused("这个时限的起算日由系统算出，不能直接更正。请更正它所依据的日期。")
    if counts_from(start, flow.record_of(clock.case)) != clock.started_on:
        raise Refused("这个时限起算的事实已经由后来的登记代替，不能再更正。")


def _check_takes_part(case: Case, actor: Actor) -> None:
    """A fact is corrected by those who work on the case: the union that keeps it, those above, those it is shared with."""
    unions = case.shares.values_list("union_id", flat=True)
    if not actor.covers(case.path) and (actor.post is None or actor.post.union_id not in unions):
        raise Refused("更正由承办单位、其上级或参与办理的单位办理，请联系他们。")


def _hand_of(actor: Actor) -> tuple[int, int]:
    """The person and the post that sign a correction."""
    if actor.post is None or actor.person_id is None:
        raise Refused("更正时限须通过岗位办理。")
    return actor.person_id, actor.post.id


def _log(kind: str, correction: Correction, *, actor: Actor, now: datetime) -> None:
    case = correction.clock.case
    record(
        NewEvent(
            kind=kind,
            at=now,
            doer=actor.doer,
            subject=Subject("cases.case", case.pk, str(case)),
            from_state=case.state,
            to_state=case.state,
            data={
                "clock": correction.clock.name,
                "old_on": correction.old_on.isoformat(),
                "new_on": correction.new_on.isoformat(),
                "due_on": correction.clock.due_on.isoformat(),
                "reason": correction.reason,
            },
        )
    )
