"""What the passing of time does to open clocks: noted once each, in portions, so that a killed sweep goes on where it was.

Three rounds: pauses that reached their longest end; terms whose end makes the system move; all other terms, which are
overdue. Rows that somebody else holds are left to the next round. Every portion commits by itself.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.adjusting import Decision, apply_resume
from zhijia.engines.cases.advance import expire
from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.events import CLOCK_OVERDUE, EXPIRY_REFUSED
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Awaits, Case, Clock, ClockState
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.cases.standing import Standing
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.trail.record import NewEvent, Subject, record, record_all

PORTION = 2000
LONGEST_PAUSE = gettext_noop("暂停已达最长期限，自动恢复计时")


def sweep(*, now: datetime, portion: int = PORTION) -> int:
    """Deal with everything that has run out by now; returns how many clocks were dealt with.

    A case that fails stops only itself: what was raised comes out at the end as an `ExceptionGroup`.
    """
    errors: list[Exception] = []
    done = _one_by_one(_overlong_pauses(now), resume_overlong, now=now, errors=errors)
    done += _one_by_one(_with_consequence(now), pass_clock, now=now, errors=errors)
    while noted := note_overdue(now=now, limit=portion):
        done += noted
    if errors:
        raise ExceptionGroup("clocks whose end could not be dealt with", errors)
    return done


def note_overdue(*, now: datetime, limit: int = PORTION) -> int:
    """Write one event for each running clock that has run out and has none yet, and tell the posts it awaits."""
    today = local_day(now)
    with transaction.atomic():
        clocks = list(
            Clock.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=ClockState.RUNNING, due_at__lt=now, overdue_seen_on=None, on_expiry="")
            .select_related("case")
            .order_by("due_at", "pk")[:limit]
        )
        record_all(_event(clock, CLOCK_OVERDUE.code, now=now) for clock in clocks)
        Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(overdue_seen_on=today)
        _tell(clocks, CLOCK_OVERDUE.code, now=now)
    return len(clocks)


def pass_clock(clock_id: int, case_id: int, *, now: datetime) -> int:
    """Make the move that the end of this term brings about; 0 when somebody holds the case or there is none to make."""
    with transaction.atomic(), scoped(SYSTEM):
        if not _take(case_id):
            return 0
        clock = Clock.objects.select_related("case").get(pk=clock_id)
        try:
            with transaction.atomic():
                step = expire(clock_id, now=now)
        except Refused as refused:
            return _note_refusal(clock, str(refused.sentence), now=now)
        clock.refresh_from_db()
        if step and clock.state == ClockState.RUNNING:
            record(_event(clock, CLOCK_OVERDUE.code, now=now))
        return 1 if step else 0


def resume_overlong(clock_id: int, case_id: int, *, now: datetime) -> int:
    """Resume a clock that has rested as long as it may."""
    with transaction.atomic(), scoped(SYSTEM):
        if not _take(case_id):
            return 0
        clock = Clock.objects.select_for_update(of=("self",)).select_related("case").get(pk=clock_id)
        today = local_day(now)
        if clock.state != ClockState.PAUSED or clock.paused_until is None or clock.paused_until >= today:
            return 0
        apply_resume(clock, Decision(LONGEST_PAUSE, clock.paused_until), actor=SYSTEM, now=now)
        flow = get_flow(clock.case.kind)
        rewrite_awaits(flow, [Standing(clock.case, flow.record_of(clock.case))], now=now)
        return 1


def _overlong_pauses(now: datetime) -> Sequence[tuple[int, int]]:
    found = Clock.objects.filter(state=ClockState.PAUSED, paused_until__lt=local_day(now))
    return list(found.order_by("paused_until", "pk").values_list("pk", "case_id"))


def _with_consequence(now: datetime) -> Sequence[tuple[int, int]]:
    found = Clock.objects.filter(state=ClockState.RUNNING, due_at__lt=now, overdue_seen_on=None)
    return list(found.exclude(on_expiry="").order_by("due_at", "pk").values_list("pk", "case_id"))


def _one_by_one(
    clocks: Sequence[tuple[int, int]], act: Callable[..., int], *, now: datetime, errors: list[Exception]
) -> int:
    """Each clock in a transaction of its own; an error is kept and the next clock is served."""
    done = 0
    for clock_id, case_id in clocks:
        try:
            done += act(clock_id, case_id, now=now)
        except Exception as error:
            error.add_note(f"clock {clock_id} of case {case_id}")
            errors.append(error)
    return done


def _take(case_id: int) -> bool:
    return Case.objects.select_for_update(skip_locked=True).filter(pk=case_id).exists()


def _note_refusal(clock: Clock, sentence: str, *, now: datetime) -> int:
    """What should have happened by itself cannot: said once, in the log and to those who work on the case."""
    record(_event(clock, EXPIRY_REFUSED.code, now=now, more={"reason": sentence}))
    Clock.objects.filter(pk=clock.pk).update(overdue_seen_on=local_day(now))
    _tell([clock], EXPIRY_REFUSED.code, now=now)
    return 1


def _tell(clocks: Sequence[Clock], kind: str, *, now: datetime) -> None:
    waiting = Awaits.objects.filter(Q(post__isnull=False) | ~Q(party=""), case__in=[clock.case_id for clock in clocks])
    lines = [
        Line(post, case, kind, title, party=party)
        for post, party, case, title in waiting.values_list("post_id", "party", "case_id", "case__title").distinct()
    ]
    send(lines, now=now, today=local_day(now))


def _event(clock: Clock, kind: str, *, now: datetime, more: dict[str, str] | None = None) -> NewEvent:
    return NewEvent(
        kind=kind,
        at=now,
        doer=SYSTEM.doer,
        subject=Subject(SUBJECT, clock.case_id, str(clock.case)),
        from_state=clock.case.state,
        to_state=clock.case.state,
        data={"clock": clock.name, "due_on": clock.due_on.isoformat(), **(more or {})},
    )
