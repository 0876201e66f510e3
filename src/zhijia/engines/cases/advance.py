"""The single door through which a case is opened and its state changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.db import connection, transaction
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.clocks import mark_passed, start_clocks, stop_clocks
from zhijia.engines.cases.discussing import tell_watchers
from zhijia.engines.cases.findings import judge_move, keep_findings
from zhijia.engines.cases.flow import Flow, Move, Outcome, Turn, get_flow
from zhijia.engines.cases.models import Case, Clock, ClockState, Request
from zhijia.engines.cases.paper_entries import keep_paper_entry
from zhijia.engines.cases.papers import issue_paper
from zhijia.engines.cases.sharing import through_mandate
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.record import NewEvent, Subject, record, record_all

SUBJECT = "cases.case"
EXPIRIES = UUID("0ddc5b34-6d3f-4f0c-9a53-5f4ee0f0c3a7")
"""The name space of the requests that the system makes: one for each clock and each day on which it ran out."""
Inputs = Mapping[str, Any] | None


class InvalidInput(Exception):
    """The move's form found faults; `form` carries them at their fields, with everything that was typed."""

    def __init__(self, form: forms.BaseForm) -> None:
        self.form = form
        super().__init__(form.errors.as_json())


@dataclass(frozen=True)
class NewCase:
    """What a case is opened with. `due_on` is the day by which all of it should be done."""

    title: str
    union_id: int
    place: str
    enterprise_id: int | None = None
    line: str = ""
    due_on: Any = None
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Step:
    """What a call of `advance` came to. `is_repeat`: this request was answered before, nothing was done again.

    `findings` are the warnings that it passed with.
    """

    event_id: int
    is_repeat: bool = False
    findings: tuple[Verdict, ...] = ()


def open_cases(flow: Flow, entries: Sequence[NewCase], *, actor: Actor, now: datetime) -> list[Case]:
    """Open cases with number, first state and event; the caller then adds their records and calls `begin`.

    One transaction for all of them: either every entry stands in the register or none.
    """
    if not entries:
        return []
    with transaction.atomic():
        ids = _take_ids(len(entries))
        numbers = _take_numbers(flow.prefix, year=local_day(now).year, count=len(entries))
        cases = [
            Case(
                pk=pk,
                number=number,
                kind=flow.code,
                title=entry.title,
                union_id=entry.union_id,
                enterprise_id=entry.enterprise_id,
                place=entry.place,
                state=flow.initial,
                line=entry.line,
                opened_at=now,
                due_on=entry.due_on,
            )
            for pk, number, entry in zip(ids, numbers, entries, strict=True)
        ]
        events = [
            _event(flow.opened.code, case, actor=actor, now=now, states=("", case.state), data=entry.data or {})
            for case, entry in zip(cases, entries, strict=True)
        ]
        for case, event_id in zip(cases, record_all(events), strict=True):
            case.last_event_id = event_id
        Case.objects.bulk_create(cases, batch_size=1000)
    return cases


def begin(flow: Flow, pairs: Iterable[tuple[Case, Any]], *, now: datetime) -> None:
    """Write whom freshly opened cases await, once their records exist."""
    with transaction.atomic():
        rewrite_awaits(flow, pairs, now=now)


def advance(
    case_id: int, verb: str, *, actor: Actor, key: UUID, now: datetime, data: Inputs = None, files: Inputs = None
) -> Step:
    """Make one move: row locked, guards asked, form checked, state changed with its event, clocks and awaits rewritten.

    `key` names the submission: the same key again returns the same step. Raises `Refused` (a sentence) or
    `InvalidInput` (a form); a case out of sight raises `Case.DoesNotExist`.
    """
    with transaction.atomic(), one_law():
        account = _account_of(actor)
        case = Case.objects.select_for_update().get(pk=case_id)
        if done := Request.objects.filter(user_id=account, key=key).first():
            return _repeat(done, case_id=case_id, verb=verb)
        actor = through_mandate(actor, case)
        if not actor.is_system and lapse(case, now=now):
            case.refresh_from_db()
        flow = get_flow(case.kind)
        move = flow.move(verb)
        turn = Turn(case, flow.record_of(case), actor, now, local_day(now))
        check_move(move, turn)
        turn = replace(turn, data=_clean(move, turn, data=data, files=files))
        return _carry_out(flow, move, turn, key=key, findings=judge_move(move, turn))


def lapse(case: Case, *, now: datetime) -> int:
    """Make the moves that the passing of terms has brought about on a case that this transaction has locked.

    The database decides by the clock alone, so that it does not matter whether the sweep, a reader or the next move comes
    first. Returns how many were made; one that a guard refuses is left to the sweep, which notes the refusal.
    """
    passed = Clock.objects.filter(case=case, state=ClockState.RUNNING, due_at__lt=now, overdue_seen_on=None)
    clocks = list(passed.exclude(on_expiry="").order_by("due_at", "pk"))
    return sum(_lapse_one(clock.pk, now=now) for clock in clocks)


def _lapse_one(clock_id: int, *, now: datetime) -> bool:
    try:
        return expire(clock_id, now=now) is not None
    except Refused:
        return False


def expire(clock_id: int, *, now: datetime) -> Step | None:
    """Make the move that the end of a term brings about, as the system and exactly once; None when there is none to make.

    The transaction must hold the lock of the case. Raises `Refused` when the flow's own guards do not let it be made.
    """
    with scoped(SYSTEM):
        clock = Clock.objects.select_for_update(of=("self",)).select_related("case").get(pk=clock_id)
        if clock.state != ClockState.RUNNING or clock.overdue_seen_on or now <= clock.due_at or not clock.on_expiry:
            return None
        flow = get_flow(clock.case.kind)
        move = flow.move(clock.on_expiry)
        case = clock.case
        turn = Turn(case, flow.record_of(case), SYSTEM, now, local_day(now), expired=clock)
        check_move(move, turn)
        return _carry_out(flow, move, turn, key=uuid5(EXPIRIES, f"{clock.pk} {clock.due_on}"))


def take_back(clock: Clock, verb: str, *, now: datetime) -> Step:
    """Make the move that undoes what the end of a term brought about: a correction showed that it has not run out.

    The transaction must hold the lock of the case. Raises `Refused` where the case has gone on from there.
    """
    with scoped(SYSTEM):
        case = Case.objects.get(pk=clock.case_id)
        flow = get_flow(case.kind)
        turn = Turn(case, flow.record_of(case), SYSTEM, now, local_day(now))
        check_move(flow.move(verb), turn)
        return _carry_out(flow, flow.move(verb), turn, key=uuid5(EXPIRIES, f"{clock.pk} {clock.due_on} {verb}"))


def check_move(move: Move, turn: Turn) -> None:
    """Raise `Refused` unless this actor may make this move now (role, then state, then the move's own guards)."""
    if not move.admits(turn.actor):
        words = {"label": Sentence(move.label), "who": Sentence(move.who or "办理岗位")}
        raise NotYours(Sentence("“{label}”由{who}办理。您现在的岗位不能办理，请切换岗位，或联系他们。", words))
    move.may(turn)
    if turn.case.state not in move.from_states:
        flow = get_flow(turn.case.kind)
        words = {"state": Sentence(flow.state(turn.case.state).label), "label": Sentence(move.label)}
        raise Refused(Sentence("该事项现在是“{state}”，不能{label}。请刷新页面查看最新情况。", words))
    for guard in move.guards:
        guard(turn)


def _carry_out(flow: Flow, move: Move, turn: Turn, *, key: UUID, findings: Sequence[Verdict] = ()) -> Step:
    case, before = turn.case, turn.case.state
    outcome = move.act(turn)
    after = _state_after(move, outcome, before)
    data = {**outcome.data, **_expiry_of(turn)}
    event_id = record(_event(move.event.code, case, actor=turn.actor, now=turn.now, states=(before, after), data=data))
    case.state, case.last_event_id = after, event_id
    if flow.state(after).is_final and case.closed_at is None:
        case.closed_at = turn.now
    case.save(update_fields=["state", "last_event_id", "closed_at", "due_on"])
    _set_clocks(flow, move, turn, outcome)
    keep_findings(turn, findings, verb=move.verb, event_id=event_id)
    if outcome.on_paper:
        keep_paper_entry(turn, verb=move.verb, party=outcome.on_paper, event_id=event_id)
    if move.document:
        issue_paper(move.document, turn)
    rewrite_awaits(flow, [(case, turn.record)], now=turn.now, told_by=turn.actor)
    tell_watchers(case, move.event.code, case.title, actor=turn.actor, now=turn.now)
    account = _account_of(turn.actor)
    Request.objects.create(key=key, user_id=account, case=case, verb=move.verb, event_id=event_id)
    return Step(event_id, findings=tuple(findings))


def _state_after(move: Move, outcome: Outcome, before: str) -> str:
    """The state the act came to; ValueError for one that the flow does not declare."""
    after = outcome.to_state or move.to_state or before
    if after not in move.targets(before):
        raise ValueError(f"{move.verb} from {before} cannot lead to {after}")
    return after


def _set_clocks(flow: Flow, move: Move, turn: Turn, outcome: Outcome) -> None:
    """Stop what the move brings to an end (everything, when the case closes) and start what begins with it."""
    is_final = flow.state(turn.case.state).is_final
    if turn.expired:
        mark_passed(turn.expired, has_lapsed=is_final or turn.expired.name in move.stops, on=turn.today)
    stop_clocks(turn.case, None if is_final else (*move.stops, *outcome.stops), on=turn.today)
    start_clocks(turn.case, turn.record, move.starts, now=turn.now)


def _expiry_of(turn: Turn) -> Mapping[str, Any]:
    """What the event of a system move says of the term that ran out."""
    clock = turn.expired
    return {"clock": clock.name, "due_on": clock.due_on.isoformat()} if clock else {}


def _clean(move: Move, turn: Turn, *, data: Inputs, files: Inputs) -> Mapping[str, Any]:
    form = bind_form(move, turn, data=data or {}, files=files or MultiValueDict())
    if not form.is_valid():
        raise InvalidInput(form)
    return form.cleaned_data


def bind_form(move: Move, turn: Turn, *, data: Inputs = None, files: Inputs = None) -> forms.BaseForm:
    """The move's form for this case; forms that need to know the case take it as `turn`."""
    make: Callable[..., forms.BaseForm] = move.form
    return make(data, files, turn=turn) if getattr(move.form, "takes_turn", False) else make(data, files)


def _account_of(actor: Actor) -> int:
    if actor.user_id is None:
        raise Refused("请先登录再办理。")
    return actor.user_id


def _repeat(done: Request, *, case_id: int, verb: str) -> Step:
    if (done.case_id, done.verb) != (case_id, verb):
        raise Refused("这次提交的编号已经用于别的办理，请刷新页面后重试。")
    return Step(done.event_id, is_repeat=True)


def _event(
    kind: str, case: Case, *, actor: Actor, now: datetime, states: tuple[str, str], data: Mapping[str, Any]
) -> NewEvent:
    return NewEvent(
        kind=kind,
        at=now,
        doer=actor.doer,
        subject=Subject(SUBJECT, case.pk, str(case)),
        from_state=states[0],
        to_state=states[1],
        data=data,
    )


def _take_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_id_seq') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def _take_numbers(prefix: str, *, year: int, count: int) -> list[str]:
    """The next numbers of a kind and year; the counter's row lock, held to the end, keeps them gapless."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casenumber (prefix, year, last) VALUES (%s, %s, %s)"
            " ON CONFLICT (prefix, year) DO UPDATE SET last = cases_casenumber.last + excluded.last RETURNING last",
            [prefix, year, count],
        )
        last = cursor.fetchone()[0]
    return [f"{prefix}-{year}-{n:06d}" for n in range(last - count + 1, last + 1)]
