"""Pauses, resumptions and extensions of a clock: rows that are only added, each with a reason, a person and a post.

`pause_clock`, `resume_clock`, `extend_clock` are for people; the `apply_` functions are for the acts of moves, which ask
for themselves who may. Each leaves an event; the due date is computed again from all rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhijia.engines.cases.awaiting import rewrite_awaits, tell_awaited
from zhijia.engines.cases.clocks import LocalLaw, entries_of, set_due
from zhijia.engines.cases.events import CLOCK_EXTENDED, CLOCK_PAUSED, CLOCK_RESUMED
from zhijia.engines.cases.flow import Adjusting, get_flow
from zhijia.engines.cases.models import Case, Clock, ClockEntry, ClockState, EntryKind
from zhijia.engines.cases.standing import Standing
from zhijia.law.resolver import ResolvedParameter, declared_parameter
from zhijia.law.terms import Unit, compute_due, start_of_day
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

EVENTS = {EntryKind.PAUSE: CLOCK_PAUSED, EntryKind.RESUME: CLOCK_RESUMED, EntryKind.EXTEND: CLOCK_EXTENDED}

NEVER = {True: gettext_noop("这个时限依规定不能延长。"), False: gettext_noop("这个时限依规定不能暂停。")}


@dataclass(frozen=True)
class Decision:
    """What is decided about a clock: why, from which day (for hours, from now), on what ground of law and what evidence.

    `until` is the day on which a pause ends by itself, never later than the law allows; `evidence_id` an attachment's id.
    """

    reason: str
    on: date
    evidence_id: int | None = None
    ground: str = ""
    until: date | None = None


def pause_clock(clock: Clock, decision: Decision, *, actor: Actor, now: datetime) -> Clock:
    """Let a running clock rest. Raises `Refused` where the flow or the law does not let this post do so."""
    with _held(clock) as held:
        check_may_adjust(EntryKind.PAUSE, held, actor)
        apply_pause(held, decision, actor=actor, now=now)
        _spread(held, EntryKind.PAUSE, actor=actor, now=now)
    return held


def resume_clock(clock: Clock, decision: Decision, *, actor: Actor, now: datetime) -> Clock:
    """Let a paused clock go on with what was left of it."""
    with _held(clock) as held:
        check_may_adjust(EntryKind.RESUME, held, actor)
        apply_resume(held, decision, actor=actor, now=now)
        _spread(held, EntryKind.RESUME, actor=actor, now=now)
    return held


def extend_clock(clock: Clock, decision: Decision, amount: int, *, actor: Actor, now: datetime) -> Clock:
    """Lengthen a running clock by so many of the units that the law extends it by (`extension_unit`)."""
    with _held(clock) as held:
        check_may_adjust(EntryKind.EXTEND, held, actor)
        apply_extension(held, decision, amount, actor=actor, now=now)
        _spread(held, EntryKind.EXTEND, actor=actor, now=now)
    return held


def check_may_adjust(kind: str, clock: Clock, actor: Actor) -> None:
    """Raise `Refused` unless this term may be adjusted in that way, and by this post."""
    adjusting = _declared(kind, clock)
    if actor.post is None or actor.post.role not in adjusting.roles or not actor.covers(clock.case.path):
        raise Refused("这个时限由承办单位或其上级中有权批准的岗位调整，请联系他们。")


def kinds_open_to(clock: Clock, actor: Actor, *, now: datetime) -> list[EntryKind]:
    """In which ways this actor may adjust this clock now: what its state leaves, by what the flow declares."""
    if clock.state == ClockState.RUNNING and now <= clock.due_at:
        kinds = [EntryKind.PAUSE, EntryKind.EXTEND]
    else:
        kinds = [EntryKind.RESUME] if clock.state == ClockState.PAUSED else []
    return [kind for kind in kinds if _passes(kind, clock, actor)]


def limit_of(kind: str, clock: Clock, *, on: date) -> ResolvedParameter | None:
    """The rule of law that limits such an adjustment, where there is one with a number; it is its ground, too."""
    most = _declared(kind, clock).most
    limit = LocalLaw().rule(most, place=clock.case.place, on=on) if most else None
    return limit if limit and limit.value is not None else None


def _passes(kind: str, clock: Clock, actor: Actor) -> bool:
    try:
        check_may_adjust(kind, clock, actor)
    except Refused:
        return False
    return True


def apply_pause(clock: Clock, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Add a pause; `Refused` for a clock that does not run, has run out by that day, or may not rest."""
    adjusting, law = _declared(EntryKind.PAUSE, clock), LocalLaw()
    _check_runs(clock, now)
    if not min(clock.started_on, clock.set_on) <= decision.on <= local_day(now):
        raise Refused("暂停日期不能早于起算日，也不能晚于今天。", field="on")
    _check_order(clock, decision)
    limit = _limit(adjusting, clock, decision.on, law)
    longest = compute_due(decision.on, limit.term, calendar=law.calendar).due_on if limit else None
    _check_until(decision, longest)
    clock.state = ClockState.PAUSED
    clock.paused_until = decision.until or longest
    _write(EntryKind.PAUSE, clock, decision, actor=actor, now=now)


def apply_resume(clock: Clock, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Add a resumption; `Refused` for a clock that is not paused. It never lies after the longest pause allowed."""
    if clock.state != ClockState.PAUSED:
        raise Refused("这个时限没有暂停，不需要恢复。")
    _check_order(clock, decision)
    if decision.on > local_day(now):
        raise Refused("恢复日期不能晚于今天。", field="on")
    on = min(decision.on, clock.paused_until or decision.on)
    clock.state, clock.paused_until = ClockState.RUNNING, None
    _write(EntryKind.RESUME, clock, replace(decision, on=on), actor=actor, now=now)


def apply_extension(clock: Clock, decision: Decision, amount: int, *, actor: Actor, now: datetime) -> None:
    """Add an extension; `Refused` after the term, for nothing, or for more in all than the law allows."""
    adjusting, law = _declared(EntryKind.EXTEND, clock), LocalLaw()
    _check_runs(clock, now)
    if amount <= 0:
        raise Refused("请填写延长的时间，须大于零。", field="amount")
    limit, unit = _limit(adjusting, clock, clock.set_on, law), extension_unit(clock)
    total = amount + sum(entry.amount or 0 for entry in entries_of(clock) if entry.unit == unit)
    if limit and total > limit.number:
        words = {"most": unit.amount(limit.number), "total": unit.amount(total)}
        raise Refused(Sentence("合计延长{total}，超过最长{most}，请减少。", words), field="amount")
    _write(EntryKind.EXTEND, clock, decision, actor=actor, now=now, length=(amount, unit))


def extension_unit(clock: Clock) -> Unit:
    """What an extension of this clock is counted in: the unit of its limit, or else of the term itself."""
    limit = _declared(EntryKind.EXTEND, clock).most
    return Unit(declared_parameter(limit).unit if limit else clock.unit)


def _declared(kind: str, clock: Clock) -> Adjusting:
    """What the flow says of pausing or extending this clock; `Refused` where it says nothing."""
    start = get_flow(clock.case.kind).clock(clock.name)
    found = start and (start.extending if kind == EntryKind.EXTEND else start.pausing)
    if not found:
        raise Refused(NEVER[kind == EntryKind.EXTEND])
    if clock.promised_on:
        raise Refused("这个时限是约定的日期，需要改期请办理延期。")
    return found


def _check_runs(clock: Clock, now: datetime) -> None:
    if clock.state != ClockState.RUNNING:
        raise Refused("这个时限现在没有在计时，不能调整。")
    if now > clock.due_at:
        raise Refused(Sentence("时限{day}已经届满，不能再暂停或延长。", {"day": clock.due_on}))


def _check_order(clock: Clock, decision: Decision) -> None:
    """Pauses follow each other: a row that reaches back behind the last one would rewrite what was decided."""
    earlier = [entry.on for entry in entries_of(clock) if entry.kind != EntryKind.EXTEND]
    if earlier and decision.on < earlier[-1]:
        raise Refused(Sentence("日期不能早于上一次登记的{day}。", {"day": earlier[-1]}), field="on")


def _check_until(decision: Decision, longest: date | None) -> None:
    if decision.until and decision.until <= decision.on:
        raise Refused("最晚恢复日必须晚于暂停日期。", field="until")
    if decision.until and longest and decision.until > longest:
        raise Refused(Sentence("暂停最长到{day}，请改早。", {"day": longest}), field="until")


def _limit(adjusting: Adjusting, clock: Clock, on: date, law: LocalLaw) -> ResolvedParameter | None:
    """The longest that the law allows in all; None without such a rule, without a number, or where it may not block."""
    if not adjusting.most:
        return None
    limit = law.rule(adjusting.most, place=clock.case.place, on=on)
    return limit if limit.value is not None and limit.severity is Severity.BLOCK else None


def _write(
    kind: EntryKind, clock: Clock, decision: Decision, *, actor: Actor, now: datetime, length: tuple[int, str] = (0, "")
) -> None:
    """Add the row, compute the due date again, leave the event."""
    if not decision.reason.strip():
        raise Refused("请写明理由。", field="reason")
    ClockEntry.objects.create(
        clock=clock,
        kind=kind,
        on=decision.on,
        at=now if decision.on == local_day(now) else start_of_day(decision.on),
        amount=length[0] or None,
        unit=length[1],
        reason=decision.reason.strip()[:300],
        ground=decision.ground.strip()[:200],
        evidence_id=decision.evidence_id,
        entered_at=now,
        person_id=actor.person_id,
        post_id=actor.post.id if actor.post else None,
        entered_by=actor.signature,
    )
    before = clock.due_on
    set_due(clock, law=LocalLaw())
    clock.save(update_fields=["state", "paused_until", "due_on", "due_at"])
    _log(kind, clock, decision, actor=actor, now=now, more={"from_due_on": before.isoformat(), **_length(length)})


def _length(length: tuple[int, str]) -> dict[str, Any]:
    return {"amount": length[0], "unit": str(length[1])} if length[0] else {}


def _log(
    kind: EntryKind, clock: Clock, decision: Decision, *, actor: Actor, now: datetime, more: dict[str, Any]
) -> None:
    case = clock.case
    data = {
        "clock": clock.name,
        "on": decision.on.isoformat(),
        "due_on": clock.due_on.isoformat(),
        "reason": decision.reason.strip()[:300],
        "ground": decision.ground.strip()[:200],
        "evidence": decision.evidence_id,
    }
    record(
        NewEvent(
            kind=EVENTS[kind].code,
            at=now,
            doer=actor.doer,
            subject=Subject("cases.case", case.pk, str(case)),
            from_state=case.state,
            to_state=case.state,
            data=data | more,
        )
    )


@contextmanager
def _held(clock: Clock) -> Iterator[Clock]:
    """A transaction that holds the case and then the clock, in the order in which `advance` takes them."""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=clock.case_id)
        yield Clock.objects.select_for_update(of=("self",)).select_related("case").get(pk=clock.pk)


def _spread(clock: Clock, kind: EntryKind, *, actor: Actor, now: datetime) -> None:
    """Rewrite the awaits by the new date, and tell those who are awaited."""
    flow, case = get_flow(clock.case.kind), clock.case
    rewrite_awaits(flow, [Standing(case, flow.record_of(case))], now=now, told_by=actor)
    tell_awaited(case, EVENTS[kind].code, f"{case.title[:200]} · {clock.due_on}", actor=actor, now=now)
