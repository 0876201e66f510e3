"""What a move changes: record, state and event, clocks, findings, papers, document, awaits, messages, the request's key.

For one case or for many: each thing is written for all of them together. Only `advance` asks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.clocks import mark_passed, start_clocks, stop_clocks
from zhijia.engines.cases.discussing import tell_watchers
from zhijia.engines.cases.findings import keep_findings
from zhijia.engines.cases.flow import Flow, Move, Outcome, Turn
from zhijia.engines.cases.models import Request
from zhijia.engines.cases.opening import event_of
from zhijia.engines.cases.paper_entries import keep_paper_entries
from zhijia.engines.cases.papers import issue_papers
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import update_each
from zhijia.trail.record import record_all


@dataclass(frozen=True)
class Step:
    """What a call of `advance` came to. `is_repeat`: this request was answered before, nothing was done again.

    `findings` are the warnings that it passed with.
    """

    event_id: int
    is_repeat: bool = False
    findings: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Ready:
    """A move that nothing stands against any more."""

    turn: Turn
    key: UUID
    findings: tuple[Verdict, ...] = ()


def carry_out(flow: Flow, move: Move, ready: Sequence[Ready]) -> list[Step]:
    """Everything that a move changes, for all cases together; of each the steps are written in the same order."""
    turns = [one.turn for one in ready]
    actor, now = turns[0].actor, turns[0].now
    _forget(turns)
    outcomes = move.carry_out(turns)
    _forget(turns)
    event_ids = _change_states(flow, move, turns, outcomes)
    _set_clocks(flow, move, turns, outcomes)
    made = list(zip(ready, outcomes, event_ids, strict=True))
    keep_findings([(one.turn, one.findings, event_id) for one, _, event_id in made], verb=move.verb)
    entered = [(one.turn, outcome.on_paper, event_id) for one, outcome, event_id in made if outcome.on_paper]
    keep_paper_entries(entered, verb=move.verb)
    if move.document:
        issue_papers(move.document, turns)
    rewrite_awaits(flow, turns, now=now, told_by=actor)
    tell_watchers([turn.case for turn in turns], move.event.code, actor=actor, now=now)
    account = account_of(actor)
    Request.objects.bulk_create(
        Request(key=one.key, user_id=account, case=one.turn.case, verb=move.verb, event_id=event_id)
        for one, _, event_id in made
    )
    return [Step(event_id, findings=one.findings) for one, _, event_id in made]


def _forget(turns: Sequence[Turn]) -> None:
    """Who is left of the batch acts, and what was asked before holds no more."""
    batch = turns[0].batch
    batch.members = turns
    batch.forget()


def _change_states(flow: Flow, move: Move, turns: Sequence[Turn], outcomes: Sequence[Outcome]) -> list[int]:
    """Write the events, and on the cases what they came to; returns the events' ids."""
    afters = [_state_after(move, outcome, turn.case.state) for turn, outcome in zip(turns, outcomes, strict=True)]
    event_ids = record_all(
        event_of(
            move.event.code,
            turn.case,
            actor=turn.actor,
            now=turn.now,
            states=(turn.case.state, after),
            data={**outcome.data, **_cause_of(turn)},
        )
        for turn, outcome, after in zip(turns, outcomes, afters, strict=True)
    )
    for turn, after, event_id in zip(turns, afters, event_ids, strict=True):
        case = turn.case
        case.state, case.last_event_id = after, event_id
        case.closed_at = (case.closed_at or turn.now) if flow.state(after).is_final else None
    update_each([turn.case for turn in turns], ["state", "last_event_id", "closed_at", "due_on"])
    return event_ids


def _state_after(move: Move, outcome: Outcome, before: str) -> str:
    """The state the act came to; ValueError for one that the flow does not declare."""
    after = outcome.to_state or move.to_state or before
    if after not in move.targets(before):
        raise ValueError(f"{move.verb} from {before} cannot lead to {after}")
    return after


def _set_clocks(flow: Flow, move: Move, turns: Sequence[Turn], outcomes: Sequence[Outcome]) -> None:
    """Stop what the move brings to an end (everything, when a case closes) and start what begins with it."""
    stopping: dict[tuple[str, ...] | None, list[int]] = {}
    for turn, outcome in zip(turns, outcomes, strict=True):
        is_final = flow.state(turn.case.state).is_final
        if clock := turn.expired:
            mark_passed(clock, has_lapsed=is_final or clock.name in move.stops, on=turn.today)
        names = None if is_final else (*move.stops, *outcome.stops)
        stopping.setdefault(names, []).append(turn.case.pk)
    for names, case_ids in stopping.items():
        stop_clocks(case_ids, names, on=turns[0].today)
    start_clocks(turns, move.starts, now=turns[0].now)


def _cause_of(turn: Turn) -> Mapping[str, Any]:
    """What the event of a system move says of the term that ran out, or of what was heard."""
    clock = turn.expired
    if turn.heard:
        return {"heard": turn.heard.pk}
    return {"clock": clock.name, "due_on": clock.due_on.isoformat()} if clock else {}


def account_of(actor: Actor) -> int:
    if actor.user_id is None:
        raise Refused("请先登录再办理。")
    return actor.user_id
