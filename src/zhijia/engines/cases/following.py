"""Clocks follow the facts they count from. After a fact was dated anew, every open clock of the case is computed again:
by an event with both dates, those awaited are told, and what the end of a term had brought about is taken back.
"""

from datetime import date, datetime
from typing import Any

from zhijia.engines.cases.advance import take_back
from zhijia.engines.cases.awaiting import tell_awaited
from zhijia.engines.cases.clocks import LocalLaw, counts_from, drop_clock, restart
from zhijia.engines.cases.events import CLOCK_DROPPED, CLOCK_FOLLOWED
from zhijia.engines.cases.flow import ClockStart, get_flow
from zhijia.engines.cases.models import OPEN_CLOCKS, Case, Clock
from zhijia.engines.cases.opening import SUBJECT
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record


def follow_facts(case: Case, facts: Any, *, actor: Actor, now: datetime) -> None:
    """Let every open clock count from what the record says now; one whose fact is gone was never to run."""
    flow, law = get_flow(case.kind), LocalLaw()
    for clock in Clock.objects.select_for_update(of=("self",)).filter(case=case, state__in=OPEN_CLOCKS).order_by("pk"):
        start = flow.clock(clock.name)
        if start is None or (start.since is None and start.promised is None):
            continue
        clock.case = case
        if _is_gone(start, facts):
            drop_clock(clock, on=local_day(now))
            _log(CLOCK_DROPPED.code, clock, clock.due_on, actor=actor, now=now)
        elif (on := counts_from(start, facts)) and on != clock.started_on:
            _follow(clock, on, law=law, actor=actor, now=now)


def undo_end(clock: Clock, *, now: datetime) -> None:
    """The term runs again: take back what its end had brought about. `Refused` where that cannot be undone any more."""
    flow = get_flow(clock.case.kind)
    start = flow.clock(clock.name)
    if start is None or not start.on_expiry:
        return
    if not start.taken_back_by:
        words = {"label": Sentence(flow.move(start.on_expiry).label)}
        raise Refused(Sentence("时限届满后已经“{label}”，不能再更正起算日。", words))
    take_back(clock, start.taken_back_by, now=now)


def _is_gone(start: ClockStart, facts: Any) -> bool:
    return (
        counts_from(start, facts) is None if start.since else start.promised is not None and not start.promised(facts)
    )


def _follow(clock: Clock, on: date, *, law: LocalLaw, actor: Actor, now: datetime) -> None:
    before = clock.due_on
    runs_again = restart(clock, on=on, law=law, now=now)
    _log(CLOCK_FOLLOWED.code, clock, before, actor=actor, now=now)
    if runs_again:
        undo_end(clock, now=now)
    title = f"{clock.case.title[:200]} · {clock.due_on}"
    tell_awaited(clock.case, CLOCK_FOLLOWED.code, title, actor=actor, now=now)


def _log(kind: str, clock: Clock, before: date, *, actor: Actor, now: datetime) -> None:
    case = clock.case
    record(
        NewEvent(
            kind=kind,
            at=now,
            doer=actor.doer,
            subject=Subject(SUBJECT, case.pk, str(case)),
            from_state=case.state,
            to_state=case.state,
            data={"clock": clock.name, "from_due_on": before.isoformat(), "due_on": clock.due_on.isoformat()},
        )
    )
